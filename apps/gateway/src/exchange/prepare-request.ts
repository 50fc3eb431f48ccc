import type { CanonicalRequest } from '@tollgate/protocols/canonical'
import type { CallContext } from './call-context.js'
import type { AttemptPlan } from './plan.js'

/**
 * The last look at a request before it is translated for one target: what must be fetched first (state of earlier turns,
 * media that the target takes as bytes only) is put into it.
 * @throws GatewayError `invalid_request` where something cannot be fetched
 */
export type PrepareRequest = (
  context: CallContext,
  attempt: AttemptPlan,
  signal: AbortSignal,
) => CanonicalRequest | Promise<CanonicalRequest>
