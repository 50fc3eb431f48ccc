import { BodyTooLarge, readBody, type UpstreamReplyHead } from '../../upstream/client.js'
import { failedWith, toBodyError } from '../../upstream/upstream-error.js'
import type { Operation } from '../operations/operation.js'
import type { AttemptPlan, EncodedAttempt } from '../plan.js'
import { createUsageMeter } from '../usage-meter.js'
import { type AttemptOutcome, failedInside, isEncoded, unusable, unusableError } from './attempt-outcome.js'
import type { Keeper } from './keeper.js'

const MAX_ANSWER_BYTES = 64 * 1024 * 1024

/** An answer in one piece, up to its last byte. */
export async function readWhole(
  head: UpstreamReplyHead,
  {
    attempt,
    operation,
    sent,
    keep,
  }: { attempt: AttemptPlan; operation: Operation; sent: EncodedAttempt; keep: Keeper | undefined },
): Promise<AttemptOutcome> {
  let bytes: Buffer
  if (isEncoded(head)) return unusable(head, 'an encoding that was not asked for')
  try {
    bytes = await readBody(head.body, MAX_ANSWER_BYTES)
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') throw error
    const told = error instanceof BodyTooLarge ? unusableError() : toBodyError(error)
    // it had begun to answer, so it has done the work: never asked again
    return { type: 'failed', ...failedWith(told, head.status), mayHaveBeenBilled: true, detail: 'the body was cut' }
  }
  const value = parseJson(bytes)
  if (value === undefined) return unusable(undefined, 'the body is no JSON')
  const answer = operation.read(value, attempt, sent)
  const meter = createUsageMeter()
  for (const event of answer.events) {
    if (event.type === 'error') return failedInside(event.error, 'an error with status 200')
    meter.observe(event)
    keep?.(event)
  }
  return { type: 'whole', bytes, answer, meter, head, warnings: sent.warnings }
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
