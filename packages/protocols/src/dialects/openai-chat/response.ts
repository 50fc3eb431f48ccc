import { type FoldedChoice, type FoldedResponse, foldEvents } from '../../canonical/fold.js'
import type { Part } from '../../canonical/part.js'
import type { StreamEvent } from '../../canonical/stream-event.js'
import type { JsonObject, ResponseIdentity } from '../../codec.js'
import { encodeAnnotations } from './annotations.js'
import { createAnswerReader } from './answer-reader.js'
import { encodeCall } from './encode-messages.js'
import { encodeFinishReason } from './finish-reason.js'
import { collectLogprobs } from './logprobs.js'
import { newCallId } from './new-call-id.js'
import { encodeUsage } from './usage.js'
import { type Fields, isFields } from './wire.js'

const DIALECT = 'openai-chat'

/** A whole answer is a stream that arrived at once. */
export function decodeResponse(body: unknown): StreamEvent[] {
  const answer = createAnswerReader({ isWhole: true, newCallId })
  return [...answer.read(body), ...answer.end()]
}

/** @throws GatewayError that the events end with */
export function encodeResponse(events: readonly StreamEvent[], identity: ResponseIdentity): JsonObject {
  const folded = foldEvents(events)
  if (folded.error !== undefined) throw folded.error
  const usage = encodeUsage(folded.usage)
  return {
    id: identity.id,
    object: 'chat.completion',
    created: identity.createdAtSeconds,
    model: identity.model,
    ...folded.residue?.[DIALECT],
    choices: folded.choices.map((choice) => encodeChoice(choice, folded, collectLogprobs(events, choice.choice))),
    ...(usage !== undefined && { usage }),
  }
}

function encodeChoice({ choice, parts, reason }: FoldedChoice, folded: FoldedResponse, logprobs?: Fields): Fields {
  const own = folded.opaque.flatMap(({ dialect, value }) =>
    dialect === DIALECT && isFields(value) && value.index === choice ? [value] : [],
  )
  const { message, fields } = mergeOpaque(own)
  const reasoning = textOfParts(parts, 'reasoning')
  const annotations = annotationsOf(parts)
  const calls = parts.flatMap((part) => (part.type === 'tool-call' ? [encodeCall(part)] : []))
  return {
    index: choice,
    message: {
      role: 'assistant',
      content: textOfParts(parts, 'text') ?? null,
      refusal: textOfParts(parts, 'refusal') ?? null,
      ...(reasoning !== undefined && { reasoning_content: reasoning }),
      ...(calls.length > 0 && { tool_calls: calls }),
      ...(annotations.length > 0 && { annotations }),
      ...message,
    },
    logprobs: logprobsOf(parts) ?? logprobs ?? null,
    ...fields,
    finish_reason: encodeFinishReason(reason ?? { unified: 'other' }),
  }
}

function mergeOpaque(values: readonly Fields[]): { message: Fields; fields: Fields } {
  const message: Fields = {}
  const fields: Fields = {}
  for (const { index: _, delta, ...rest } of values) {
    Object.assign(fields, rest)
    if (isFields(delta)) Object.assign(message, delta)
  }
  return { message, fields }
}

/** Of all texts, which are one here. */
function annotationsOf(parts: readonly Part[]): Fields[] {
  let offset = 0
  return parts.flatMap((part) => {
    if (part.type !== 'text') return []
    const { length } = part.text
    const annotations = encodeAnnotations(part.citations ?? [], { offset, length })
    offset += length
    return annotations
  })
}

function textOfParts(parts: readonly Part[], type: 'text' | 'reasoning' | 'refusal'): string | undefined {
  const texts = parts.flatMap((part) => (part.type === type ? [part.text] : []))
  return texts.length === 0 ? undefined : texts.join('')
}

const logprobsOf = (parts: readonly Part[]): unknown =>
  parts
    .map((part) => (part.type === 'text' || part.type === 'refusal' ? part.residue?.[DIALECT]?.logprobs : undefined))
    .find((logprobs) => logprobs !== undefined)
