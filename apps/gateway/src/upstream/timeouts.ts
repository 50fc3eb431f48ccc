import type { ChannelRecord } from '@tollgate/protocols/events'

const MAX_CALL_MS = 3_600_000
/** A lease is used until 80 % of its life: this much of it is left for a call that is admitted last. */
const LIFE_LEFT_DIVISOR = 5

/** The longest that a call may take, an hour at most: a longer one could outlast the money held for it (RELIABILITY 4.6). */
export const longestCallMs = ({ ttlMs, graceMs }: { ttlMs: number; graceMs: number }): number =>
  Math.min(MAX_CALL_MS, Math.max(1, Math.ceil(ttlMs / LIFE_LEFT_DIVISOR + graceMs) - 1))

/** The gateway's own limits, for channels that state none. */
export interface DefaultTimeouts {
  headerMs: number
  idleMs: number
  totalMs: number
  /** {@link longestCallMs}: what no channel may exceed. */
  longestMs: number
}
export type Timeouts = Omit<DefaultTimeouts, 'longestMs'>

/** A channel's settings beat the defaults; none may outlast the whole call. */
export function timeoutsOf(settings: ChannelRecord['settings'], defaults: DefaultTimeouts): Timeouts {
  const totalMs = Math.min(settings.timeoutMs ?? defaults.totalMs, defaults.longestMs)
  return {
    totalMs,
    headerMs: Math.min(settings.headerTimeoutMs ?? defaults.headerMs, totalMs),
    idleMs: Math.min(settings.idleTimeoutMs ?? defaults.idleMs, totalMs),
  }
}
