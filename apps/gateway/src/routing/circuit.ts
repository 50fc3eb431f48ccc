import type { UpstreamFailureKind } from '@tollgate/protocols/dialects'
import type { RoutingSettings } from '../catalog/catalog-snapshot.js'

const FIRST_BREAK_MS = 2_000
const MAX_BREAK_MS = 60_000
const FIRST_COOLDOWN_MS = 5_000
const MAX_BACK_OFF_MS = 60_000
/** Longer hints of an upstream are tried again after this. */
const MAX_COOLDOWN_MS = 600_000
/** A window of failures is half forgotten after this. */
const WINDOW_MS = 30_000
/** Answers in a row that close a broken circuit. */
const PROBES_TO_CLOSE = 3
/** How long the return to a full share takes. */
export const RETURN_MS = 10_000
/** Without a break for so long, the next one is the first again. */
const FORGET_BREAKS_MS = 60_000

/** When what is called is broken: so many failures of the running window, and so large a share of its calls. */
export interface BreakPolicy {
  failures: number
  share: number
}

/** A key fails now and then; five failures are a matter of chance only where two calls in five fail. */
export const KEY_BREAKS: BreakPolicy = { failures: 5, share: 0.4 }
/** All keys of a channel together. */
export const CHANNEL_BREAKS: BreakPolicy = { failures: 10, share: 0.5 }

/** What one gateway knows of the health of one target, or of a channel as a whole. A healthy one has no circuit at all. */
export interface Circuit {
  state: 'closed' | 'cooling' | 'broken' | 'disabled'
  /** Milliseconds of the monotonic clock; Infinity where an administrator must act. */
  untilMs: number
  /** Calls and failures of the running window, which begins with a failure. */
  calls: number
  failures: number
  windowStartMs: number
  /** How often it broke in a row: each time it rests twice as long. */
  breaks: number
  /** How often it cooled down in a row without a hint how long. */
  cools: number
  /** Answers in a row since its rest ended. */
  probes: number
  /** When it closed after a break. */
  returnedMs: number
}

export const HEALTHY: Circuit = {
  state: 'closed',
  untilMs: 0,
  calls: 0,
  failures: 0,
  windowStartMs: 0,
  breaks: 0,
  cools: 0,
  probes: 0,
  returnedMs: Number.NEGATIVE_INFINITY,
}

export interface CircuitFailure {
  kind: UpstreamFailureKind
  retryAfterMs?: number | undefined
  nowMs: number
}

/**
 * A failed call → the circuit after it. After its rest a broken target is half open: one call at a time is let through, one
 * more failure breaks it again for twice as long, some answers in a row close it. With `cooldown` off nothing rests, with
 * `autoDisable` off no key is taken out.
 */
export function afterFailure(
  circuit: Circuit,
  failure: CircuitFailure,
  { settings, breaks = KEY_BREAKS }: { settings: RoutingSettings; breaks?: BreakPolicy },
): Circuit {
  const { kind, nowMs } = failure
  switch (kind) {
    case 'request':
      return circuit
    case 'key':
      return settings.autoDisable ? { ...circuit, state: 'disabled', untilMs: Number.POSITIVE_INFINITY } : circuit
    case 'rate-limit':
      return settings.cooldown ? cooled(circuit, failure) : circuit
    case 'overloaded':
      // one that says how long it will be so is believed; else it is a failure like any other
      if (settings.cooldown && failure.retryAfterMs !== undefined && circuit.state !== 'disabled')
        return cooled(circuit, failure)
      return afterFault(circuit, nowMs, { settings, breaks })
    case 'timeout':
    case 'failed':
      return afterFault(circuit, nowMs, { settings, breaks })
  }
}

function cooled(circuit: Circuit, { retryAfterMs, nowMs }: CircuitFailure): Circuit {
  if (circuit.state === 'disabled') return circuit
  const backOffMs = Math.min(FIRST_COOLDOWN_MS * 2 ** circuit.cools, MAX_BACK_OFF_MS)
  const untilMs = nowMs + Math.min(retryAfterMs ?? backOffMs, MAX_COOLDOWN_MS)
  // answers to calls that were under way together are one refusal
  const isFirst = circuit.state !== 'cooling' || circuit.untilMs <= nowMs
  return {
    ...circuit,
    state: 'cooling',
    untilMs: Math.max(circuit.untilMs, untilMs),
    cools: isFirst ? circuit.cools + 1 : circuit.cools,
  }
}

function afterFault(
  circuit: Circuit,
  nowMs: number,
  { settings, breaks }: { settings: RoutingSettings; breaks: BreakPolicy },
): Circuit {
  if (!settings.cooldown || circuit.state === 'disabled') return circuit
  const isOver = circuit.untilMs <= nowMs
  if (circuit.state === 'broken') return isOver ? broken(circuit, nowMs) : circuit // a call from before the break
  const counted = counts(circuit, nowMs)
  const [calls, failures] = [counted.calls + 1, counted.failures + 1]
  const after = { ...counted, calls, failures, ...(isOver && { state: 'closed' as const }) }
  const isBroken = isOver && failures >= breaks.failures && failures >= calls * breaks.share
  return isBroken ? broken(after, nowMs) : after
}

const broken = (circuit: Circuit, nowMs: number): Circuit => {
  const breaks = nowMs - circuit.returnedMs > FORGET_BREAKS_MS && circuit.state !== 'broken' ? 0 : circuit.breaks
  const restMs = Math.min(FIRST_BREAK_MS * 2 ** breaks, MAX_BREAK_MS)
  return { ...circuit, state: 'broken', untilMs: nowMs + restMs, breaks: breaks + 1, calls: 0, failures: 0, probes: 0 }
}

/** A window that has passed is half forgotten, so that a slow drip of failures does not add up. */
function counts(circuit: Circuit, nowMs: number): Circuit {
  if (circuit.calls === 0 || nowMs - circuit.windowStartMs > 4 * WINDOW_MS) {
    return { ...circuit, calls: 0, failures: 0, windowStartMs: nowMs }
  }
  if (nowMs - circuit.windowStartMs <= WINDOW_MS) return circuit
  return { ...circuit, calls: circuit.calls / 2, failures: circuit.failures / 2, windowStartMs: nowMs }
}

/** An answer → the circuit after it; {@link HEALTHY} once nothing is left to remember. */
export function afterSuccess(circuit: Circuit, nowMs: number): Circuit {
  if (circuit.state === 'disabled') return circuit // a call from before: an administrator must look at it
  if (circuit.state === 'broken') {
    if (circuit.untilMs > nowMs) return circuit
    const probes = circuit.probes + 1
    if (probes < PROBES_TO_CLOSE) return { ...circuit, probes }
    return { ...HEALTHY, breaks: circuit.breaks, returnedMs: nowMs }
  }
  if (circuit.state === 'cooling' && circuit.untilMs > nowMs) return circuit
  const isOld = circuit.calls === 0 || nowMs - circuit.windowStartMs > WINDOW_MS
  if (isOld && nowMs - circuit.returnedMs > FORGET_BREAKS_MS && !isReturning(circuit, nowMs)) return HEALTHY
  return { ...circuit, state: 'closed', cools: 0, calls: circuit.calls + (circuit.failures > 0 ? 1 : 0) }
}

/** `open`: as healthy; `half-open`: one call at a time. */
export type Availability = 'open' | 'half-open' | 'cooling' | 'broken' | 'disabled'

export function availabilityOf(circuit: Circuit | undefined, nowMs: number): Availability {
  if (circuit === undefined || circuit.state === 'closed') return 'open'
  if (circuit.untilMs > nowMs) return circuit.state
  return circuit.state === 'broken' ? 'half-open' : 'open'
}

/** Whether it was away, so that what it was given in the last minute says nothing of what it can bear. */
export const isReturning = (circuit: Circuit, nowMs: number): boolean =>
  circuit.state === 'cooling'
    ? circuit.untilMs <= nowMs && nowMs - circuit.untilMs < WINDOW_MS * 2
    : nowMs - circuit.returnedMs < WINDOW_MS * 2

/** How much of its share a target that was broken takes again, 0 to 1. */
export const returnShare = ({ returnedMs }: Circuit, nowMs: number): number =>
  Math.min(1, Math.max(0, (nowMs - returnedMs) / RETURN_MS))
