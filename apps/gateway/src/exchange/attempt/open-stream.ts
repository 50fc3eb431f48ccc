import type { DialectId } from '@tollgate/protocols/canonical'
import { SSE_KEEP_ALIVE } from '@tollgate/protocols/sse'
import { AnswerStream, type StreamEnd } from '../../stream/answer-stream.js'
import { createStreamConverter } from '../../stream/stream-converter.js'
import type { UpstreamReplyHead } from '../../upstream/client.js'
import { toBodyError, upstreamTimeout } from '../../upstream/upstream-error.js'
import { type CallContext, identityOf } from '../call-context.js'
import type { watchClient } from '../client-watch.js'
import type { AttemptPlan, EncodedAttempt } from '../plan.js'
import { hasCostChunk } from '../tell-cost.js'
import { createUsageMeter, type UsageMeter } from '../usage-meter.js'
import { type AttemptOutcome, failedInside, isEncoded, unusable } from './attempt-outcome.js'
import type { Keeper } from './keeper.js'

/** What keeps a quiet stream open. Some clients of Gemini fail on everything but data; Anthropic has an event for it. */
const KEEP_ALIVES: Record<DialectId, string> = {
  'openai-chat': SSE_KEEP_ALIVE,
  'openai-responses': SSE_KEEP_ALIVE,
  'anthropic-messages': 'event: ping\ndata: {"type": "ping"}\n\n',
  'gemini-generate': '',
}

/** What the driver of a stream asks of the call around it. */
export interface StreamHooks {
  onProgress: (meter: UsageMeter) => void
  conclude: (end: StreamEnd, held: Uint8Array, meter: UsageMeter) => Promise<Uint8Array>
}

/** A streamed answer, up to its first event. */
export async function openStream(
  head: UpstreamReplyHead,
  {
    context,
    attempt,
    hooks,
    watch,
    sent,
    keep,
  }: {
    context: CallContext
    attempt: AttemptPlan
    hooks: StreamHooks
    watch: ReturnType<typeof watchClient>
    sent: EncodedAttempt
    keep: Keeper | undefined
  },
): Promise<AttemptOutcome> {
  const { call, request } = context
  if (isEncoded(head) || !/^text\/event-stream\b/i.test(String(head.headers['content-type'] ?? ''))) {
    watch.stop()
    return unusable(head, `content-type ${String(head.headers['content-type'])}`)
  }
  const meter = createUsageMeter()
  const stream = new AnswerStream({
    body: head.body,
    onEvent: keep,
    converter: createStreamConverter({
      from: attempt.dialect,
      to: call.dialect,
      mode: attempt.mode,
      showUsage: request.wantsStreamUsage && !(context.wantsCost && hasCostChunk(call.dialect)),
      identity: identityOf(context),
      isExtended: context.wantsCost,
      toolNames: sent.toolNames,
      isJsonInWords: sent.isJsonInWords,
    }),
    meter,
    keepAlive: KEEP_ALIVES[call.dialect],
    mayDrain: watch.mayDrain,
    toError: (error) => (watch.isLate() ? upstreamTimeout() : toBodyError(error)),
    onProgress: () => {
      hooks.onProgress(meter)
      watch.noteLength(meter.outputLength())
    },
    conclude: (end, held) => {
      watch.stop()
      const isDrainBound = watch.wasDrainGivenUp()
      return hooks.conclude(end.type === 'aborted' ? { ...end, isDrainBound } : end, held, meter)
    },
  })
  watch.follow(stream)
  const failure = await stream.open()
  if (failure === undefined) return { type: 'stream', attempt, stream, meter, head, warnings: sent.warnings }
  watch.stop()
  if (watch.wasCancelled()) return { type: 'cancelled', isDrainBound: watch.wasDrainGivenUp() }
  return failedInside(failure, 'the stream began with an error')
}
