import type { UpstreamFailureKind } from '@tollgate/protocols/dialects'
import type { RoutingSettings } from '../catalog/catalog-snapshot.js'

const FAILURES_TO_BREAK = 10
const FIRST_BREAK_MS = 2_000
const MAX_BREAK_MS = 60_000
const DEFAULT_COOLDOWN_MS = 5_000
const MAX_COOLDOWN_MS = 600_000

/** What one gateway knows of the health of one target. A healthy one has no circuit at all. */
export interface Circuit {
  /** Failures in a row that speak against the target. */
  failures: number
  /** How often it broke in a row: each time it rests twice as long. */
  breaks: number
  state: 'closed' | 'cooling' | 'broken' | 'disabled'
  /** Milliseconds of the monotonic clock; Infinity where an administrator must act. */
  untilMs: number
}

export const HEALTHY: Circuit = { failures: 0, breaks: 0, state: 'closed', untilMs: 0 }

export interface CircuitFailure {
  kind: UpstreamFailureKind
  retryAfterMs?: number | undefined
  nowMs: number
}

/**
 * A failed call → the circuit after it. After its rest a target is half open: it is tried, one more failure breaks it
 * again, a success heals it. With `cooldown` off nothing rests, with `autoDisable` off no key is taken out.
 */
export function afterFailure(circuit: Circuit, failure: CircuitFailure, settings: RoutingSettings): Circuit {
  const { kind, nowMs } = failure
  switch (kind) {
    case 'request':
      return circuit
    case 'key':
      return settings.autoDisable ? { ...circuit, state: 'disabled', untilMs: Number.POSITIVE_INFINITY } : circuit
    case 'rate-limit': {
      if (!settings.cooldown) return circuit
      const restMs = Math.min(failure.retryAfterMs ?? DEFAULT_COOLDOWN_MS, MAX_COOLDOWN_MS)
      return { ...circuit, state: 'cooling', untilMs: Math.max(circuit.untilMs, nowMs + restMs) }
    }
    case 'overloaded':
    case 'timeout':
    case 'failed':
      return afterFault(circuit, nowMs, settings)
  }
}

function afterFault(circuit: Circuit, nowMs: number, settings: RoutingSettings): Circuit {
  const failures = circuit.failures + 1
  const isHalfOpen = circuit.state === 'broken' && circuit.untilMs <= nowMs
  if (!settings.cooldown || (failures < FAILURES_TO_BREAK && !isHalfOpen)) return { ...circuit, failures }
  if (circuit.state === 'broken' && !isHalfOpen) return { ...circuit, failures } // a call from before the break
  const restMs = Math.min(FIRST_BREAK_MS * 2 ** circuit.breaks, MAX_BREAK_MS)
  return { failures, breaks: circuit.breaks + 1, state: 'broken', untilMs: nowMs + restMs }
}

/** A success heals everything but what an administrator must look at. */
export const afterSuccess = (circuit: Circuit): Circuit => (circuit.state === 'disabled' ? circuit : HEALTHY)

/** Why a target must not be called at `nowMs`; `undefined`: it may. */
export function unavailability(circuit: Circuit, nowMs: number): 'cooling' | 'broken' | 'disabled' | undefined {
  return circuit.state === 'closed' || circuit.untilMs <= nowMs ? undefined : circuit.state
}
