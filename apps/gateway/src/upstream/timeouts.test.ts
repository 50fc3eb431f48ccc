import { expect, it } from 'vitest'
import { longestCallMs, timeoutsOf } from './timeouts.js'

const settings = { onClientAbort: 'auto', traits: {} } as const
const defaults = { headerMs: 100, idleMs: 200, totalMs: 300, longestMs: 3_600_000 }

it('a channel may be more patient than the gateway, within the hour that money is held for', () => {
  expect(timeoutsOf(settings, defaults)).toEqual({ headerMs: 100, idleMs: 200, totalMs: 300 })
  expect(timeoutsOf({ ...settings, timeoutMs: 1e12, idleTimeoutMs: 1e12 }, defaults)).toEqual({
    totalMs: 3_600_000,
    headerMs: 100,
    idleMs: 3_600_000,
  })
})

it('4.6: a call is shorter than a fifth of its lease`s life and the grace after it, and an hour at most', () => {
  expect(longestCallMs({ ttlMs: 600_000, graceMs: 3_600_000 })).toBe(3_600_000)
  expect(longestCallMs({ ttlMs: 10_000, graceMs: 20_000 })).toBe(21_999)
  expect(longestCallMs({ ttlMs: 8, graceMs: 1 })).toBe(2)
  expect(longestCallMs({ ttlMs: 1, graceMs: 1 })).toBe(1)
})
