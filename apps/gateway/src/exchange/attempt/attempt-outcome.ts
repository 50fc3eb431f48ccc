import { GatewayError, type Warning } from '@tollgate/protocols/canonical'
import type { UpstreamFailureKind } from '@tollgate/protocols/dialects'
import type { AnswerStream } from '../../stream/answer-stream.js'
import type { UpstreamReplyHead } from '../../upstream/client.js'
import { type AttemptFailure, failedWith, upstreamTimeout } from '../../upstream/upstream-error.js'
import type { WholeAnswer } from '../operations/operation.js'
import type { AttemptPlan } from '../plan.js'
import type { UsageMeter } from '../usage-meter.js'

interface Answer {
  attempt: AttemptPlan
  meter: UsageMeter
  head: UpstreamReplyHead
  /** What the request lost on its way. */
  warnings: readonly Warning[]
}

/** What came of one upstream call, before a byte of it was forwarded. */
export type AttemptOutcome =
  | (Answer & { type: 'stream'; stream: AnswerStream })
  | (Answer & { type: 'whole'; bytes: Buffer; answer: WholeAnswer })
  | ({ type: 'failed' } & AttemptFailure)
  /** The client went and the upstream was let go before there was anything to bill. */
  | { type: 'cancelled'; isDrainBound: boolean }

/** What this target cannot be told; another one may. */
export const notCarried = (error: GatewayError): AttemptOutcome => ({
  type: 'failed',
  failure: { kind: 'request', status: 0, error },
  mayHaveBeenBilled: false,
  isNotCarried: true,
  detail: error.message,
})

export const timedOut = (): AttemptOutcome => ({
  type: 'failed',
  failure: { kind: 'timeout', status: 0, error: upstreamTimeout() },
  mayHaveBeenBilled: true,
  detail: 'the whole call took too long',
})

const KIND_OF: Partial<Record<GatewayError['code'], UpstreamFailureKind>> = {
  rate_limit_exceeded: 'rate-limit',
  upstream_overloaded: 'overloaded',
  upstream_timeout: 'timeout',
}

/** An error that came with status 200. */
export function failedInside(error: GatewayError, detail: string): AttemptOutcome {
  const kind = KIND_OF[error.code] ?? 'failed'
  const failure = {
    kind,
    status: 200,
    error,
    ...(error.retryAfterSeconds !== undefined && { retryAfterSeconds: error.retryAfterSeconds }),
  }
  return { type: 'failed', failure, mayHaveBeenBilled: kind === 'timeout', detail }
}

/** A page, an empty body, a stream that is none: the target is broken, not the request. */
export function unusable(head: UpstreamReplyHead | undefined, detail: string): AttemptOutcome {
  head?.body.destroy()
  return { type: 'failed', ...failedWith(unusableError(), head?.status), mayHaveBeenBilled: false, detail }
}

export const unusableError = (): GatewayError =>
  new GatewayError('upstream_error', { message: 'The upstream sent an answer that cannot be used.' })

/** Nothing was asked to be compressed, and what is cannot be metered on its way. */
export const isEncoded = ({ headers }: UpstreamReplyHead): boolean => {
  const encoding = headers['content-encoding']
  return encoding !== undefined && encoding !== 'identity' && encoding !== ''
}
