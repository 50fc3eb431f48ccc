import type { ChannelRecord } from '@tollgate/protocols/events'

/** An hour: a longer call could outlast the money that is held for it. */
export const MAX_CALL_MS = 3_600_000

/** The gateway's own limits, for channels that state none. */
export interface DefaultTimeouts {
  headerMs: number
  idleMs: number
  totalMs: number
}

/** A channel's settings beat the defaults; none may outlast the whole call. */
export function timeoutsOf(settings: ChannelRecord['settings'], defaults: DefaultTimeouts): DefaultTimeouts {
  const totalMs = Math.min(settings.timeoutMs ?? defaults.totalMs, MAX_CALL_MS)
  return {
    totalMs,
    headerMs: Math.min(settings.headerTimeoutMs ?? defaults.headerMs, totalMs),
    idleMs: Math.min(settings.idleTimeoutMs ?? defaults.idleMs, totalMs),
  }
}
