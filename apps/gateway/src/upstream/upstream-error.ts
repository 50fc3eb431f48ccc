import { type Egress, EgressError, toEgressError } from '@tollgate/egress'
import { GatewayError } from '@tollgate/protocols/canonical'
import type { UpstreamFailure } from '@tollgate/protocols/dialects'

export type { Egress }

/** What a call that brought no whole answer means: for the router, for the caller, and for the next attempt. */
export interface AttemptFailure {
  failure: UpstreamFailure
  /** The upstream may have done the work: nobody is asked for a second time. */
  mayHaveBeenBilled: boolean
  /** Only this target's dialect had no place for the request: nobody was called. */
  isNotCarried?: true
  /** For logs only: may name hosts. */
  detail: string
}

const NO_STATUS = 0
const CONNECT_TIMEOUT = 'UND_ERR_CONNECT_TIMEOUT'

const unreachable = (): GatewayError =>
  new GatewayError('upstream_error', { message: 'The upstream cannot be reached.' })
export const upstreamTimeout = (): GatewayError =>
  new GatewayError('upstream_timeout', { message: 'The upstream did not answer in time.' })
export const upstreamBroken = (): GatewayError =>
  new GatewayError('upstream_error', { message: 'The connection to the upstream was lost.' })

/** What undici or the guard threw before the headers. */
export function toAttemptFailure(thrown: unknown): AttemptFailure {
  const error = toEgressError(thrown)
  if (!EgressError.is(error)) return { ...failedWith(unreachable()), mayHaveBeenBilled: false, detail: String(error) }
  const { detail } = error
  switch (error.code) {
    case 'egress_blocked':
    case 'egress_unresolvable':
    case 'egress_refused':
      return { ...failedWith(unreachable()), mayHaveBeenBilled: false, detail: `${error.code} ${detail}` }
    case 'egress_broken':
      return { ...failedWith(upstreamBroken()), mayHaveBeenBilled: false, detail }
    case 'egress_timeout': {
      // a request that was sent and never answered may have been worked on
      const wasSent = detail !== CONNECT_TIMEOUT && detail !== 'ETIMEDOUT'
      const failure: UpstreamFailure = {
        kind: wasSent ? 'timeout' : 'failed',
        status: NO_STATUS,
        error: upstreamTimeout(),
      }
      return { failure, mayHaveBeenBilled: wasSent, detail }
    }
  }
}

/** What broke a body that had begun: an idle time-out or a lost connection. */
export function toBodyError(thrown: unknown): GatewayError {
  const error = thrown === undefined ? undefined : toEgressError(thrown)
  return EgressError.is(error) && error.code === 'egress_timeout' ? upstreamTimeout() : upstreamBroken()
}

export const failedWith = (error: GatewayError, status = NO_STATUS): { failure: UpstreamFailure } => ({
  failure: { kind: 'failed', status, error },
})
