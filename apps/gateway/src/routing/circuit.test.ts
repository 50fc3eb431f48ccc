import { describe, expect, it } from 'vitest'
import { DEFAULT_ROUTING } from '../catalog/catalog-snapshot.js'
import { afterFailure, afterSuccess, type Circuit, HEALTHY, unavailability } from './circuit.js'

const fail = (circuit: Circuit, times: number, nowMs: number): Circuit =>
  Array.from({ length: times }).reduce<Circuit>(
    (current) => afterFailure(current, { kind: 'failed', nowMs }, DEFAULT_ROUTING),
    circuit,
  )

describe('circuit', () => {
  it('U14: cools for as long as the upstream asked', () => {
    const circuit = afterFailure(HEALTHY, { kind: 'rate-limit', retryAfterMs: 5_000, nowMs: 100 }, DEFAULT_ROUTING)
    expect(unavailability(circuit, 5_099)).toBe('cooling')
    expect(unavailability(circuit, 5_100)).toBeUndefined()
  })

  it('disables a refused key until an administrator acts, even if another call succeeds', () => {
    const circuit = afterSuccess(afterFailure(HEALTHY, { kind: 'key', nowMs: 0 }, DEFAULT_ROUTING))
    expect(unavailability(circuit, Number.MAX_SAFE_INTEGER)).toBe('disabled')
  })

  it('breaks after ten failures in a row, then half-opens', () => {
    expect(unavailability(fail(HEALTHY, 9, 0), 0)).toBeUndefined()
    const broken = fail(HEALTHY, 10, 0)
    expect(unavailability(broken, 1_999)).toBe('broken')
    expect(unavailability(broken, 2_000)).toBeUndefined()
    expect(unavailability(fail(broken, 1, 2_000), 5_999)).toBe('broken')
    expect(afterSuccess(broken)).toEqual(HEALTHY)
  })

  it('late failures of calls from before the break do not prolong it', () => {
    const broken = fail(HEALTHY, 10, 0)
    expect(fail(broken, 5, 500).untilMs).toBe(broken.untilMs)
  })

  it("a caller's own fault is no failure of the target", () => {
    expect(afterFailure(HEALTHY, { kind: 'request', nowMs: 0 }, DEFAULT_ROUTING)).toEqual(HEALTHY)
  })

  it('obeys its switches', () => {
    const off = { maxRetries: 0, cooldown: false, autoDisable: false }
    for (const kind of ['key', 'rate-limit', 'failed'] as const) {
      const circuit = { ...HEALTHY, failures: 50 }
      expect(unavailability(afterFailure(circuit, { kind, nowMs: 0 }, off), 0)).toBeUndefined()
    }
  })
})
