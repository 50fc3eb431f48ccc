import { expect, it } from 'vitest'
import { chosenOf, trafficFilterOf, trafficSortOf } from './traffic-address'

const PERIOD = { from: '2026-11-01', to: '2026-11-21', interval: 'DAY', preset: undefined } as const
const ID = '019f0000-0000-7000-8000-000000000001'

it('narrows sums down to what an address names, and to nothing that cannot be', () => {
  expect(trafficFilterOf({ userId: ID, costCentre: '物理', modelId: "x' OR 1", after: 'y' }, PERIOD)).toEqual({
    ...{ from: '2026-11-01', to: '2026-11-21', userId: ID, costCentre: '物理' },
  })
  expect(chosenOf({ courseId: ID })).toEqual([{ dimension: 'COURSE', id: ID }])
})

it('sorts by what the API sorts by', () => {
  expect(trafficSortOf({ sort: 'CALLS', direction: 'ASC' })).toEqual({ field: 'CALLS', direction: 'ASC' })
  expect([trafficSortOf({}), trafficSortOf({ sort: 'x' })]).toEqual([undefined, undefined])
})
