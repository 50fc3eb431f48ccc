import type { Egress } from '@tollgate/egress'
import { MAX_BYTES_PER_TOKEN } from '@tollgate/pricing'
import { isGatewayError } from '@tollgate/protocols/canonical'
import { callUpstream } from '../../upstream/client.js'
import { type DefaultTimeouts, timeoutsOf } from '../../upstream/timeouts.js'
import { toAttemptFailure } from '../../upstream/upstream-error.js'
import type { CallContext } from '../call-context.js'
import { watchClient } from '../client-watch.js'
import { type AttemptPlan, encodeAttempt } from '../plan.js'
import type { PrepareRequest } from '../prepare-request.js'
import { type AttemptOutcome, notCarried, timedOut } from './attempt-outcome.js'
import { keeperOf, type StashWriter } from './keeper.js'
import { openStream, type StreamHooks } from './open-stream.js'
import { isRefusal, readRefusal } from './read-refusal.js'
import { readWhole } from './read-whole.js'

export interface AttemptTools {
  egress: Egress
  timeouts: DefaultTimeouts
  /** Longest reading on after the client has gone. */
  drainTimeoutMs: number
  /** A place among the bounded number of drains; `undefined`: none is free. */
  enterDrain: () => (() => void) | undefined
  isSelfHosted: (attempt: AttemptPlan) => boolean
  prepare: PrepareRequest
  stash: StashWriter
}

/** One upstream call, up to its first event (streamed) or its last byte (not streamed). */
export async function attemptCall(
  context: CallContext,
  attempt: AttemptPlan,
  { tools, hooks }: { tools: AttemptTools; hooks: StreamHooks },
): Promise<AttemptOutcome> {
  const { call, request, operation } = context
  const { target } = attempt.candidate
  const timeouts = timeoutsOf(target.settings, tools.timeouts)
  const watch = watchClient(call.presence, {
    policy: target.settings.onClientAbort,
    isStreamed: request.isStreamed,
    isSelfHosted: tools.isSelfHosted(attempt),
    totalMs: timeouts.totalMs,
    drainMs: tools.drainTimeoutMs,
    enterDrain: tools.enterDrain,
    maxDrainedCharacters: attempt.bounds.outputLimitTokens * attempt.bounds.choiceCount * MAX_BYTES_PER_TOKEN,
  })
  try {
    const sent = encodeAttempt(operation, attempt, {
      request: attempt.mode === 'translate' ? await tools.prepare(context, attempt, watch.signal) : request,
      body: context.body,
    })
    const send = (body: string) =>
      callUpstream(tools.egress, {
        target,
        dialect: attempt.dialect,
        pathOf: operation.path,
        requestId: call.requestId,
        clientHeaders: call.headers,
        model: attempt.candidate.upstreamModel,
        body,
        isStreamed: request.isStreamed,
        signal: watch.signal,
        headerTimeoutMs: timeouts.headerMs,
        idleTimeoutMs: timeouts.idleMs,
      })
    const head = await send(sent.body)
    const keep = attempt.mode === 'translate' ? keeperOf(context, attempt, tools.stash) : undefined
    // a stream ends its watch itself
    if (!isRefusal(head) && request.isStreamed)
      return await openStream(head, { context, attempt, hooks, watch, sent, keep })
    const outcome = isRefusal(head)
      ? await readRefusal(head, { attempt, operation })
      : await readWhole(head, { attempt, operation, sent, keep, send })
    watch.stop()
    return outcome
  } catch (error) {
    watch.stop()
    if (watch.wasCancelled()) return { type: 'cancelled', isDrainBound: watch.wasDrainGivenUp() }
    if (watch.isLate()) return timedOut()
    if (isGatewayError(error)) return notCarried(error)
    return { type: 'failed', ...toAttemptFailure(error) }
  }
}
