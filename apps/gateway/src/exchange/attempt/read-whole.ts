import { BodyTooLarge, readBody, type UpstreamReplyHead } from '../../upstream/client.js'
import { failedWith, toBodyError } from '../../upstream/upstream-error.js'
import type { Operation } from '../operations/operation.js'
import type { AttemptPlan, EncodedAttempt } from '../plan.js'
import { createUsageMeter } from '../usage-meter.js'
import { type AttemptOutcome, failedInside, isEncoded, unusable, unusableError } from './attempt-outcome.js'
import type { Keeper } from './keeper.js'
import { isRefusal, readRefusal } from './read-refusal.js'

const MAX_ANSWER_BYTES = 64 * 1024 * 1024

export interface ReadWholeOptions {
  attempt: AttemptPlan
  operation: Operation
  sent: EncodedAttempt
  keep: Keeper | undefined
  /** Makes a further call. */
  send: (body: string) => Promise<UpstreamReplyHead>
}

/** An answer in one piece, up to its last byte; where it took several calls, up to that of the last one. */
export async function readWhole(head: UpstreamReplyHead, options: ReadWholeOptions): Promise<AttemptOutcome> {
  const { attempt, operation, sent, keep, send } = options
  const first = await readBodyOf(head)
  if (first.type !== 'read') return first
  const values = [first.value]
  for (const body of sent.moreBodies ?? []) {
    const next = await send(body)
    if (isRefusal(next)) return readRefusal(next, { attempt, operation })
    const read = await readBodyOf(next)
    if (read.type !== 'read') return read
    values.push(read.value)
  }
  const answer = operation.read(values, attempt, sent)
  const meter = createUsageMeter()
  for (const event of answer.events) {
    if (event.type === 'error') return failedInside(event.error, 'an error with status 200')
    meter.observe(event)
    keep?.(event)
  }
  return { type: 'whole', attempt, bytes: first.bytes, answer, meter, head, warnings: sent.warnings }
}

async function readBodyOf(
  head: UpstreamReplyHead,
): Promise<{ type: 'read'; bytes: Buffer; value: unknown } | AttemptOutcome> {
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
  return value === undefined ? unusable(undefined, 'the body is no JSON') : { type: 'read', bytes, value }
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
