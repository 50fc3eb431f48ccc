import type { ChannelPool, TargetSlot } from './channel-pool.js'
import { isReturning, returnShare } from './circuit.js'
import type { ExclusionReason } from './exclusion.js'

/** What a key without limits is compared by. */
const USUAL_RPM = 1_000
const USUAL_TPM = 1_000_000
const MINUTE_MS = 60_000

/**
 * The share of a target's requests or tokens of this minute that is used, whichever is larger, divided by its channel's
 * weight. Infinite at weight 0: for when there is nobody else.
 */
export function loadOf({ target, use }: TargetSlot, nowMs: number): number {
  const requests = use.total('requests', nowMs) / (target.rpm ?? USUAL_RPM)
  const tokens = use.total('tokens', nowMs) / (target.tpm ?? USUAL_TPM)
  return Math.max(requests, tokens) / target.weight
}

/** Why a target that is well cannot take one more call now. */
export function fullnessOf({ target, use }: TargetSlot, nowMs: number): ExclusionReason | undefined {
  const { rpm, tpm } = target
  if (rpm !== undefined && use.total('requests', nowMs) + 1 > rpm) return 'key_limit'
  if (tpm !== undefined && use.total('tokens', nowMs) >= tpm) return 'key_limit'
  return undefined
}

/** The same of a channel as a whole. `channel_busy` only where its queue is full as well. */
export function poolFullnessOf({ channel, use, waiting }: ChannelPool, nowMs: number): ExclusionReason | undefined {
  if (use === undefined) return undefined
  const { limits, queueLength } = channel.record.settings
  const { rpm, tpm, concurrency } = limits ?? {}
  if (rpm != null && use.total('requests', nowMs) + 1 > rpm) return 'channel_limit'
  if (tpm != null && use.total('tokens', nowMs) >= tpm) return 'channel_limit'
  if (concurrency == null || use.total('places', nowMs) + 1 <= concurrency) return undefined
  return waiting >= (queueLength ?? 0) ? 'channel_busy' : undefined
}

/** Whether a call would have to wait for a place. */
export const hasQueue = ({ channel, use, waiting }: ChannelPool, nowMs: number): boolean => {
  const concurrency = channel.record.settings.limits?.concurrency
  return use !== undefined && concurrency != null && (waiting > 0 || use.total('places', nowMs) + 1 > concurrency)
}

export interface ReturningWorld {
  /** Load of the least used target that was not away. */
  leastLoad: number
  nowMs: number
  random: () => number
}

/**
 * The load of a target that was away, as if it had been used like the others meanwhile: else all calls would go to it
 * until it has caught up. What is lent melts within a minute, as what the others have used does.
 * @returns `undefined`: not this time, it comes back little by little
 */
export function returningLoadOf(slot: TargetSlot, { leastLoad, nowMs, random }: ReturningWorld): number | undefined {
  const { circuit } = slot
  const load = loadOf(slot, nowMs)
  if (circuit === undefined || !isReturning(circuit, nowMs)) return load
  if (random() > returnShare(circuit, nowMs)) return undefined
  if (slot.lent === undefined || slot.lent.atMs < circuit.untilMs || slot.lent.atMs < circuit.returnedMs) {
    slot.lent = { load: Math.max(0, leastLoad - load), atMs: nowMs }
  }
  const left = Math.max(0, 1 - (nowMs - slot.lent.atMs) / MINUTE_MS)
  return load + slot.lent.load * left
}
