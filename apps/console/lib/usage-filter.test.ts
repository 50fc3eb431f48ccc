import { expect, it } from 'vitest'
import { callFilterOf, usageFilterOf } from './usage-filter'

const NOW = Date.parse('2026-11-20T17:30:00Z') // the 21st in Shanghai
const ID = '019f0000-0000-7000-8000-000000000001'

it('reads period, model, key and status from the address, and nothing that cannot be', () => {
  const parameters = { period: 'today', model: 'a/b', key: ID, status: 'FAILED' }
  expect(usageFilterOf(parameters, 'Asia/Shanghai', NOW)).toEqual({
    sums: { from: '2026-11-20T16:00:00.000Z', modelName: 'a/b', apiKeyId: ID },
    status: 'FAILED',
  })
  expect(callFilterOf(parameters, 'Asia/Shanghai')).toMatchObject({ status: 'FAILED', modelName: 'a/b' })
  expect(Object.keys(callFilterOf({ key: 'x', status: 'y' }, 'Asia/Shanghai'))).toEqual(['from'])
})
