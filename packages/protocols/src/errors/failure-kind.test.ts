import { expect, it } from 'vitest'
import { kindOfStatus } from './failure-kind.js'

it.each([
  ['request', [400, 413, 415, 422]],
  ['key', [401, 402, 403]],
  ['timeout', [408, 504, 524]],
  ['rate-limit', [429]],
  ['overloaded', [503, 529]],
  ['failed', [200, 301, 404, 405, 500, 502]],
] as const)('%s: %j', (kind, statuses) => {
  for (const status of statuses) expect(kindOfStatus(status)).toBe(kind)
})
