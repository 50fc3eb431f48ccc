import { CODECS } from '@tollgate/protocols/dialects'
import { readBody, type UpstreamReplyHead } from '../../upstream/client.js'
import type { Operation } from '../operations/operation.js'
import type { AttemptPlan } from '../plan.js'
import { type AttemptOutcome, notCarried } from './attempt-outcome.js'

const MAX_ERROR_BYTES = 64 * 1024

export const isRefusal = ({ status }: UpstreamReplyHead): boolean => status < 200 || status > 299

/** A status that is no success → what it means, in words that tell nothing of the upstream's keys and addresses. */
export async function readRefusal(
  head: UpstreamReplyHead,
  { attempt, operation }: { attempt: AttemptPlan; operation: Operation },
): Promise<AttemptOutcome> {
  const { target } = attempt.candidate
  const text = await readBody(head.body, MAX_ERROR_BYTES).then(
    (bytes) => bytes.toString('utf8'),
    () => '',
  )
  const missing = operation.missing?.(head.status)
  if (missing !== undefined) return notCarried(missing)
  const secrets = [target.endpoint.hostname, ...(target.secret === undefined ? [] : [target.secret])]
  const reply = { status: head.status, headers: head.headers, body: text }
  const failure = CODECS[attempt.dialect].decodeError(reply, { secrets, nowMs: Date.now() })
  return { type: 'failed', failure, mayHaveBeenBilled: failure.kind === 'timeout', detail: `status ${head.status}` }
}
