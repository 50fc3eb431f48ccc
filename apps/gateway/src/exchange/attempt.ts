import type { Egress } from '@tollgate/egress'
import { MAX_BYTES_PER_TOKEN } from '@tollgate/pricing'
import {
  type DialectId,
  GatewayError,
  isGatewayError,
  type StreamEvent,
  type Warning,
} from '@tollgate/protocols/canonical'
import { CODECS, type UpstreamFailureKind } from '@tollgate/protocols/dialects'
import { SSE_KEEP_ALIVE } from '@tollgate/protocols/sse'
import { createStashCollector } from '../stash/collect-stash.js'
import type { StashEntry } from '../stash/stash-entry.js'
import { AnswerStream, type StreamEnd } from '../stream/answer-stream.js'
import { createStreamConverter } from '../stream/stream-converter.js'
import { BodyTooLarge, callUpstream, readBody, type UpstreamReplyHead } from '../upstream/client.js'
import { type DefaultTimeouts, timeoutsOf } from '../upstream/timeouts.js'
import {
  type AttemptFailure,
  failedWith,
  toAttemptFailure,
  toBodyError,
  upstreamTimeout,
} from '../upstream/upstream-error.js'
import { type CallContext, identityOf } from './call-context.js'
import { watchClient } from './client-watch.js'
import type { Operation, WholeAnswer } from './operations/operation.js'
import { type AttemptPlan, type EncodedAttempt, encodeAttempt } from './plan.js'
import type { PrepareRequest } from './prepare-request.js'
import { createUsageMeter, type UsageMeter } from './usage-meter.js'

/** What keeps a quiet stream open. Some clients of Gemini fail on everything but data; Anthropic has an event for it. */
const KEEP_ALIVES: Record<DialectId, string> = {
  'openai-chat': SSE_KEEP_ALIVE,
  'openai-responses': SSE_KEEP_ALIVE,
  'anthropic-messages': 'event: ping\ndata: {"type": "ping"}\n\n',
  'gemini-generate': '',
}

const MAX_ANSWER_BYTES = 64 * 1024 * 1024
const MAX_ERROR_BYTES = 64 * 1024

export interface AttemptTools {
  egress: Egress
  timeouts: DefaultTimeouts
  /** Longest reading on after the client has gone. */
  drainTimeoutMs: number
  /** A place among the bounded number of drains; `undefined`: none is free. */
  enterDrain: () => (() => void) | undefined
  isSelfHosted: (attempt: AttemptPlan) => boolean
  prepare: PrepareRequest
  /** Keeps what an upstream of another dialect wants back with the results of its calls. */
  stash: { save: (tenantId: string, entries: ReadonlyMap<string, StashEntry>) => void }
}

/** What the driver of a stream asks of the call around it. */
export interface StreamHooks {
  onProgress: (meter: UsageMeter) => void
  conclude: (end: StreamEnd, held: Uint8Array, meter: UsageMeter) => Promise<Uint8Array>
}

interface Answer {
  meter: UsageMeter
  head: UpstreamReplyHead
  /** What the request lost on its way. */
  warnings: readonly Warning[]
}

export type AttemptOutcome =
  | (Answer & { type: 'stream'; stream: AnswerStream })
  | (Answer & { type: 'whole'; bytes: Buffer; answer: WholeAnswer })
  | ({ type: 'failed' } & AttemptFailure)
  /** The client went and the upstream was let go before there was anything to bill. */
  | { type: 'cancelled'; isDrainBound: boolean }

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
      outputLimitTokens: context.plan.outputLimitTokens,
    })
    const head = await callUpstream(tools.egress, {
      target,
      dialect: attempt.dialect,
      pathOf: operation.path,
      requestId: call.requestId,
      clientHeaders: call.headers,
      model: attempt.candidate.upstreamModel,
      body: sent.body,
      isStreamed: request.isStreamed,
      signal: watch.signal,
      headerTimeoutMs: timeouts.headerMs,
      idleTimeoutMs: timeouts.idleMs,
    })
    const keep = attempt.mode === 'translate' ? keeperOf(context, attempt, tools) : undefined
    if (head.status < 200 || head.status > 299) return await readRefusal(head, { attempt, operation, stop: watch.stop })
    if (request.isStreamed) return await openStream(head, { context, attempt, hooks, watch, sent, keep })
    const outcome = await readWhole(head, { attempt, operation, sent, keep })
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

type Keeper = (event: StreamEvent) => void

/** State is kept once the answer is whole: of a broken one nobody goes on. */
function keeperOf({ caller }: CallContext, { dialect }: AttemptPlan, { stash }: AttemptTools): Keeper {
  const collector = createStashCollector(dialect)
  return (event) => {
    collector.observe(event)
    if (event.type === 'finish') stash.save(caller.record.userId, collector.entries())
  }
}

/** What this target cannot be told; another one may. */
const notCarried = (error: GatewayError): AttemptOutcome => ({
  type: 'failed',
  failure: { kind: 'request', status: 0, error },
  mayHaveBeenBilled: false,
  isNotCarried: true,
  detail: error.message,
})

const timedOut = (): AttemptOutcome => ({
  type: 'failed',
  failure: { kind: 'timeout', status: 0, error: upstreamTimeout() },
  mayHaveBeenBilled: true,
  detail: 'the whole call took too long',
})

async function readRefusal(
  head: UpstreamReplyHead,
  { attempt, operation, stop }: { attempt: AttemptPlan; operation: Operation; stop: () => void },
): Promise<AttemptOutcome> {
  const { target } = attempt.candidate
  const text = await readBody(head.body, MAX_ERROR_BYTES).then(
    (bytes) => bytes.toString('utf8'),
    () => '',
  )
  stop()
  const missing = operation.missing?.(head.status)
  if (missing !== undefined) return notCarried(missing)
  const secrets = [target.endpoint.hostname, ...(target.secret === undefined ? [] : [target.secret])]
  const reply = { status: head.status, headers: head.headers, body: text }
  const failure = CODECS[attempt.dialect].decodeError(reply, { secrets, nowMs: Date.now() })
  return { type: 'failed', failure, mayHaveBeenBilled: failure.kind === 'timeout', detail: `status ${head.status}` }
}

async function readWhole(
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
  const answer = operation.read(value, attempt, sent.toolNames)
  const meter = createUsageMeter()
  for (const event of answer.events) {
    if (event.type === 'error') return toFailure(event.error, 'an error with status 200')
    meter.observe(event)
    keep?.(event)
  }
  return { type: 'whole', bytes, answer, meter, head, warnings: sent.warnings }
}

async function openStream(
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
      showUsage: request.wantsStreamUsage && !context.wantsCost,
      identity: identityOf(context),
      toolNames: sent.toolNames,
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
  if (failure === undefined) return { type: 'stream', stream, meter, head, warnings: sent.warnings }
  watch.stop()
  if (watch.wasCancelled()) return { type: 'cancelled', isDrainBound: watch.wasDrainGivenUp() }
  return toFailure(failure, 'the stream began with an error')
}

const KIND_OF: Partial<Record<GatewayError['code'], UpstreamFailureKind>> = {
  rate_limit_exceeded: 'rate-limit',
  upstream_overloaded: 'overloaded',
  upstream_timeout: 'timeout',
}

function toFailure(error: GatewayError, detail: string): AttemptOutcome {
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
function unusable(head: UpstreamReplyHead | undefined, detail: string): AttemptOutcome {
  head?.body.on('error', () => {}).destroy()
  return { type: 'failed', ...failedWith(unusableError(), head?.status), mayHaveBeenBilled: false, detail }
}

const unusableError = (): GatewayError =>
  new GatewayError('upstream_error', { message: 'The upstream sent an answer that cannot be used.' })

const isEncoded = ({ headers }: UpstreamReplyHead): boolean => {
  const encoding = headers['content-encoding']
  return encoding !== undefined && encoding !== 'identity' && encoding !== ''
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
