import { expect, it } from 'vitest'
import { timeoutsOf } from './timeouts.js'

const defaults = { headerMs: 100, idleMs: 200, totalMs: 300 }

it('a channel may be more patient than the gateway, within the hour that money is held for', () => {
  expect(timeoutsOf({}, defaults)).toEqual(defaults)
  expect(timeoutsOf({ timeoutMs: 1e12, idleTimeoutMs: 1e12 }, defaults)).toEqual({
    totalMs: 3_600_000,
    headerMs: 100,
    idleMs: 3_600_000,
  })
})
