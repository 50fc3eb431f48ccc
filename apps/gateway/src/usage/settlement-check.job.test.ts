import { beforeEach, describe, expect, it } from 'vitest'
import { SettlementCheckJob } from './settlement-check.job.js'

const LATER_MS = 10_001
const placeOf = (requestId: string) => ({ requestId, segment: 1, offset: 0, length: 1 })

let nowMs: number
let asked: string[][]
let settled: string[]
let published: string[]
let answer: (ids: string[]) => Promise<string[]>
let job: SettlementCheckJob

beforeEach(() => {
  nowMs = 0
  asked = []
  settled = []
  published = []
  answer = async () => []
  job = new SettlementCheckJob({
    maxIds: 2,
    findUnknown: (ids) => {
      asked.push(ids)
      return answer(ids)
    },
    onSettled: (ids) => settled.push(...ids),
    onUnknown: ({ requestId }) => published.push(requestId),
    nowMs: () => nowMs,
  })
})

describe('stored events', () => {
  it('are asked about after a while, once, in bounded questions', async () => {
    for (const id of ['a', 'b', 'c']) job.onStored(placeOf(id))
    await job.run()
    expect(asked).toEqual([])
    nowMs += LATER_MS
    await job.run()
    await job.run()
    expect(asked).toEqual([['a', 'b'], ['c']])
    expect(settled).toEqual(['a', 'b', 'c'])
    expect(published).toEqual([])
  })

  it('are published again where billing does not know them', async () => {
    answer = async () => ['b']
    job.onStored(placeOf('a'))
    job.onStored(placeOf('b'))
    nowMs += LATER_MS
    await job.run()
    expect(settled).toEqual(['a'])
    expect(published).toEqual(['b'])
  })

  it('wait for a billing that does not answer, in their order', async () => {
    job.onStored(placeOf('a'))
    nowMs += LATER_MS
    answer = () => Promise.reject(new Error('no responders'))
    await job.run()
    job.onStored(placeOf('b'))
    answer = async () => []
    nowMs += LATER_MS
    await job.run()
    expect(settled).toEqual(['a', 'b'])
  })

  it('are not asked about before their time because an older one is', async () => {
    job.onStored(placeOf('a'))
    nowMs += LATER_MS
    job.onStored(placeOf('b'))
    await job.run()
    expect(settled).toEqual(['a'])
  })
})
