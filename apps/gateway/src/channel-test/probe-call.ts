import type { Egress } from '@tollgate/egress'
import { isGatewayError, type StreamEvent, scrubText } from '@tollgate/protocols/canonical'
import { CODECS } from '@tollgate/protocols/dialects'
import { EMBEDDING_CODECS } from '@tollgate/protocols/embeddings'
import type { ModelRecord } from '@tollgate/protocols/events'
import { readJson } from '@tollgate/protocols/passthrough'
import { resolveTraits, type TargetTraits } from '@tollgate/protocols/vendors'
import { isEmbeddingModel } from '../admission/authorise.js'
import { dialectFor, type Target } from '../catalog/target.js'
import { isRefusal } from '../exchange/attempt/read-refusal.js'
import { readWhole } from '../exchange/attempt/read-whole.js'
import { createEmbedding } from '../exchange/operations/embedding.js'
import { createGeneration } from '../exchange/operations/generation.js'
import { type AttemptPlan, encodeAttempt } from '../exchange/plan.js'
import { callUpstream, readBody } from '../upstream/client.js'
import { toAttemptFailure } from '../upstream/upstream-error.js'
import { isAccessDenied } from './access-denied.js'

const CLIENT_DIALECT = 'openai-chat'
/** What a model that makes vectors is asked instead. */
const A_TEXT = { input: 'ok' }
const MAX_ERROR_BYTES = 64 * 1024
const BLOCKED = /^egress_blocked (\S+)/
const NO_VECTORS = 'This kind of upstream makes no embeddings.'
const LATE = 'The upstream did not answer in time.'

export interface ProbeCall {
  target: Target
  upstreamModel: string
  model: ModelRecord | undefined
  modelName: string
  /** Of OpenAI chat, without model; a model that makes vectors is asked for one instead. */
  body: Readonly<Record<string, unknown>>
  /** Beside what is known of the target: a probe asks for what the codec would leave out. */
  traits?: TargetTraits
  requestId: string
  /** Ends the call. */
  signal: AbortSignal
  timeoutMs: number
}

interface Facts {
  dialect: string
  latencyMs: number
  status: number
}

export type ProbeOutcome =
  | (Facts & { type: 'answered'; events: readonly StreamEvent[]; inputTokens?: number; outputTokens?: number })
  | (Facts & {
      type: 'refused'
      code: string
      reason: string
      isAccessDenied: boolean
      /** The upstream found fault with the request, not with us. */
      isRequestFault: boolean
      blockedHostPort?: string
    })

/** One call to an upstream by the codec, the way out and the headers that every student's call takes. */
export async function makeProbeCall(egress: Egress, probe: ProbeCall): Promise<ProbeOutcome> {
  const { target, upstreamModel, modelName, model, requestId, signal, timeoutMs } = probe
  const makesVectors = model !== undefined && isEmbeddingModel(model)
  const body = readJson(Buffer.from(JSON.stringify({ ...(makesVectors ? A_TEXT : probe.body), model: modelName })))
  const operation = makesVectors
    ? createEmbedding(EMBEDDING_CODECS[CLIENT_DIALECT].decodeRequest(body.value), CLIENT_DIALECT)
    : createGeneration(CODECS[CLIENT_DIALECT].decodeRequest(body.value), CLIENT_DIALECT)
  const dialect = dialectFor(target, CLIENT_DIALECT, operation.among)
  const own = { vendor: target.vendor, upstreamModel, model: model?.traits, channel: target.settings.traits }
  const traits = { ...resolveTraits(own), ...probe.traits }
  const outputLimitTokens = operation.request.settings.maxOutputTokens ?? 1
  const attempt: AttemptPlan = {
    candidate: { target, upstreamModel },
    ...{ dialect, traits, outputLimitTokens, price: undefined, boundNanos: 0n },
    mode: dialect === CLIENT_DIALECT ? 'passthrough' : 'translate',
    bounds: { ...operation.size(), contextTokens: undefined, outputLimitTokens, choiceCount: 1 },
  }
  const startedAt = performance.now()
  const facts = (status: number): Facts => ({ dialect, status, latencyMs: Math.round(performance.now() - startedAt) })
  if (operation.among?.some((each) => target.dialects.includes(each)) === false)
    return { type: 'refused', ...facts(0), code: 'invalid_request', reason: NO_VECTORS, ...NOT_THE_MODEL }
  try {
    const sent = encodeAttempt(operation, attempt, { request: operation.request, body })
    const send = (text: string) =>
      callUpstream(egress, {
        ...{ target, dialect, requestId, signal, pathOf: operation.path, model: upstreamModel, body: text },
        ...{ clientHeaders: {}, isStreamed: false, headerTimeoutMs: timeoutMs, idleTimeoutMs: timeoutMs },
      })
    const head = await send(sent.body)
    if (isRefusal(head)) {
      const text = (await readBody(head.body, MAX_ERROR_BYTES)).toString('utf8')
      const secrets = target.secret === undefined ? [] : [target.secret]
      const failure = CODECS[dialect].decodeError(
        { status: head.status, headers: head.headers, body: text },
        { secrets, nowMs: Date.now() },
      )
      return {
        ...{ type: 'refused', ...facts(head.status), code: failure.error.code },
        reason: scrubText(wordsOf(text), secrets) ?? failure.error.message,
        isAccessDenied: isAccessDenied(head.status, text),
        isRequestFault: failure.kind === 'request',
      }
    }
    const outcome = await readWhole(head, { attempt, operation, sent, keep: undefined, send })
    if (outcome.type !== 'whole') return toRefusal(outcome, facts(head.status))
    const usage = outcome.meter.usage()
    return {
      ...{ type: 'answered', ...facts(head.status), events: outcome.answer.events },
      ...(usage?.input?.total !== undefined && { inputTokens: usage.input.total }),
      ...(usage?.output?.total !== undefined && { outputTokens: usage.output.total }),
    }
  } catch (error) {
    if (signal.aborted)
      return { type: 'refused', ...facts(0), code: 'upstream_timeout', reason: LATE, ...NOT_THE_MODEL }
    if (isGatewayError(error))
      return { type: 'refused', ...facts(0), code: error.code, reason: error.message, ...NOT_THE_MODEL }
    return toRefusal({ type: 'failed', ...toAttemptFailure(error) }, facts(0))
  }
}

const NOT_THE_MODEL = { isAccessDenied: false, isRequestFault: false }

/** What broke on the way; admins are told where it broke. */
function toRefusal(outcome: Awaited<ReturnType<typeof readWhole>>, facts: Facts): ProbeOutcome {
  if (outcome.type !== 'failed')
    return { type: 'refused', ...facts, code: 'upstream_error', reason: LATE, ...NOT_THE_MODEL }
  const { failure, detail } = outcome
  const blockedHostPort = BLOCKED.exec(detail)?.[1]
  return {
    ...{ type: 'refused', ...facts, code: failure.error.code, ...NOT_THE_MODEL },
    reason: `${failure.error.message} (${detail})`.slice(0, 500),
    ...(blockedHostPort !== undefined && { blockedHostPort }),
  }
}

/** The sentence in an error's body, however it is wrapped. */
function wordsOf(body: string): string {
  try {
    const value = JSON.parse(body) as { error?: { message?: unknown } | string; message?: unknown } | null
    const { error, message } = value ?? {}
    const told = typeof error === 'string' ? error : (error?.message ?? message)
    return typeof told === 'string' ? told : body
  } catch {
    return body
  }
}
