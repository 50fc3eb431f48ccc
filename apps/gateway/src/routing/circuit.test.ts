import { describe, expect, it } from 'vitest'
import { DEFAULT_ROUTING } from '../catalog/catalog-snapshot.js'
import {
  afterFailure,
  afterSuccess,
  availabilityOf,
  type Circuit,
  type CircuitFailure,
  HEALTHY,
  isReturning,
  RETURN_MS,
  returnShare,
} from './circuit.js'

const after = (circuit: Circuit, failure: CircuitFailure): Circuit =>
  afterFailure(circuit, failure, { settings: DEFAULT_ROUTING })
const fail = (circuit: Circuit, times: number, nowMs: number): Circuit =>
  Array.from({ length: times }).reduce<Circuit>((current) => after(current, { kind: 'failed', nowMs }), circuit)
const answer = (circuit: Circuit, times: number, nowMs: number): Circuit =>
  Array.from({ length: times }).reduce<Circuit>((current) => afterSuccess(current, nowMs), circuit)

describe('cooldown', () => {
  it('U14: lasts as long as the upstream asked', () => {
    const circuit = after(HEALTHY, { kind: 'rate-limit', retryAfterMs: 5_000, nowMs: 100 })
    expect(availabilityOf(circuit, 5_099)).toBe('cooling')
    expect(availabilityOf(circuit, 5_100)).toBe('open')
  })

  it('without a hint is twice as long each time in a row, up to a minute', () => {
    const lengths: number[] = []
    let circuit = HEALTHY
    for (let nowMs = 0; lengths.length < 6; nowMs = circuit.untilMs) {
      circuit = after(circuit, { kind: 'rate-limit', nowMs })
      lengths.push(circuit.untilMs - nowMs)
    }
    expect(lengths).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000])
    expect(answer(circuit, 1, circuit.untilMs).cools).toBe(0)
  })

  it('refusals of calls that were under way together are one', () => {
    const once = after(HEALTHY, { kind: 'rate-limit', nowMs: 0 })
    expect(after(once, { kind: 'rate-limit', nowMs: 10 })).toMatchObject({ cools: 1, untilMs: 10_010 })
  })

  it('an overloaded upstream that says how long is believed', () => {
    const circuit = after(HEALTHY, { kind: 'overloaded', retryAfterMs: 7_000, nowMs: 0 })
    expect(circuit).toMatchObject({ state: 'cooling', untilMs: 7_000 })
  })
})

describe('a refused key', () => {
  it('is out until an administrator acts, even if another call succeeds or is limited', () => {
    const disabled = after(HEALTHY, { kind: 'key', nowMs: 0 })
    const later = after(afterSuccess(disabled, 1), { kind: 'rate-limit', nowMs: 2 })
    expect(availabilityOf(later, Number.MAX_SAFE_INTEGER)).toBe('disabled')
  })
})

describe('breaker', () => {
  it('needs five failures that are two fifths of the calls', () => {
    expect(availabilityOf(fail(HEALTHY, 4, 0), 0)).toBe('open')
    expect(availabilityOf(fail(HEALTHY, 5, 0), 0)).toBe('broken')
    const mixed = answer(fail(HEALTHY, 1, 0), 20, 0)
    expect(availabilityOf(fail(mixed, 8, 0), 0)).toBe('open')
  })

  it('U23: one failure in twenty does not break a key', () => {
    let circuit = HEALTHY
    for (let call = 0; call < 2_000; call++) {
      circuit = call % 20 === 0 ? fail(circuit, 1, call * 50) : answer(circuit, 1, call * 50)
      expect(availabilityOf(circuit, call * 50)).toBe('open')
    }
  })

  it('U16: every second failure does', () => {
    let circuit = HEALTHY
    let calls = 0
    for (; availabilityOf(circuit, calls) === 'open' && calls < 100; calls++) {
      circuit = calls % 2 === 0 ? fail(circuit, 1, calls) : answer(circuit, 1, calls)
    }
    expect(calls).toBeLessThan(12)
  })

  it('is half open after its rest: one more failure is twice the rest, three answers close it', () => {
    const broken = fail(HEALTHY, 5, 0)
    expect([availabilityOf(broken, 1_999), availabilityOf(broken, 2_000)]).toEqual(['broken', 'half-open'])
    const again = fail(broken, 1, 2_000)
    expect(availabilityOf(again, 5_999)).toBe('broken')
    expect(availabilityOf(answer(again, 2, 6_000), 6_000)).toBe('half-open')
    expect(availabilityOf(answer(again, 3, 6_000), 6_000)).toBe('open')
  })

  it('rests longer the more often it breaks, and forgets after a good minute', () => {
    const twice = fail(fail(HEALTHY, 5, 0), 1, 2_000)
    const closed = answer(twice, 3, 6_000)
    expect(fail(closed, 5, 10_000).untilMs).toBe(18_000)
    expect(fail(closed, 5, 70_000).untilMs).toBe(72_000)
  })

  it('comes back little by little, and nothing is remembered in the end', () => {
    const closed = answer(fail(HEALTHY, 5, 0), 3, 2_000)
    expect(returnShare(closed, 2_000)).toBe(0)
    expect(returnShare(closed, 2_000 + RETURN_MS / 2)).toBe(0.5)
    expect(isReturning(closed, 3_000)).toBe(true)
    expect(afterSuccess(closed, 100_000)).toBe(HEALTHY)
  })

  it('late failures of calls from before the break do not prolong it', () => {
    const broken = fail(HEALTHY, 5, 0)
    expect(fail(broken, 5, 500).untilMs).toBe(broken.untilMs)
  })
})

it("a caller's own fault is no failure of the target", () => {
  expect(after(HEALTHY, { kind: 'request', nowMs: 0 })).toBe(HEALTHY)
})

it('obeys its switches', () => {
  const settings = { maxRetries: 0, cooldown: false, autoDisable: false }
  for (const kind of ['key', 'rate-limit', 'failed', 'overloaded'] as const) {
    let circuit = HEALTHY
    for (let call = 0; call < 50; call++) {
      circuit = afterFailure(circuit, { kind, retryAfterMs: 1_000, nowMs: 0 }, { settings })
    }
    expect(availabilityOf(circuit, 0)).toBe('open')
  }
})
