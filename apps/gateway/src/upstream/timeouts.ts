import type { ChannelRecord } from '@tollgate/protocols/events'

/** The gateway's own limits, for channels that state none. */
export interface DefaultTimeouts {
  headerMs: number
  idleMs: number
  totalMs: number
}

/** A channel's settings beat the defaults; none may outlast the whole call. */
export function timeoutsOf(settings: ChannelRecord['settings'], defaults: DefaultTimeouts): DefaultTimeouts {
  const totalMs = settings.timeoutMs ?? defaults.totalMs
  return {
    totalMs,
    headerMs: Math.min(settings.headerTimeoutMs ?? defaults.headerMs, totalMs),
    idleMs: Math.min(settings.idleTimeoutMs ?? defaults.idleMs, totalMs),
  }
}
