import { foldEvents } from '../../canonical/fold.js'
import type { Part } from '../../canonical/part.js'
import type { StreamEvent } from '../../canonical/stream-event.js'
import type { JsonObject, ResponseIdentity } from '../../codec.js'
import { citationsOf, isRedacted, readOwnEvent, signatureOf } from './answer-blocks.js'
import { createAnswerReader } from './answer-reader.js'
import { encodeFinishReason } from './finish-reason.js'
import { newCallId } from './new-call-id.js'
import { encodeCacheCreation, encodeUsage } from './usage.js'
import { type Fields, isFields } from './wire.js'

const DIALECT = 'anthropic-messages'

/** A whole answer is a stream that arrived at once. */
export const decodeResponse = (body: unknown): StreamEvent[] => createAnswerReader({ newCallId }).readWhole(body)

/** @throws GatewayError that the events end with */
export function encodeResponse(events: readonly StreamEvent[], identity: ResponseIdentity): JsonObject {
  const folded = foldEvents(events)
  if (folded.error !== undefined) throw folded.error
  const answer = folded.choices.find(({ choice }) => choice === 0)
  const parts = answer?.parts ?? []
  const { usage: started, ...fields } = folded.residue?.[DIALECT] ?? {}
  const ending = endingOf(events)
  const isRefused = answer?.reason?.unified === 'stop' && parts.some(({ type }) => type === 'refusal')
  const reason = isRefused ? { unified: 'filter' as const } : answer?.reason
  return {
    id: identity.id,
    type: 'message',
    role: 'assistant',
    model: identity.model,
    content: contentOf(events, parts),
    ...encodeFinishReason(reason ?? { unified: 'other' }),
    ...fields,
    ...ending.delta,
    usage: {
      ...encodeCacheCreation(folded.usage),
      ...(isFields(started) ? started : {}),
      ...encodeUsage(folded.usage),
      ...ending.usage,
    },
  }
}

/** Blocks in the order in which they came, those of the vendor's own kinds in their places. */
function contentOf(events: readonly StreamEvent[], parts: readonly Part[]): Fields[] {
  const content: Fields[] = []
  let next = 0
  for (const event of events) {
    if (event.type === 'block-start' && event.choice === 0) {
      const part = parts[next++]
      if (part !== undefined) content.push(...blockOf(part))
    } else if (event.type === 'opaque' && event.dialect === DIALECT) {
      const told = readOwnEvent(event.value)
      if (told.type === 'block') content.push(told.deltas.reduce(withDelta, told.content))
    }
  }
  return content
}

/** A block that was streamed in pieces of its own kind: each brings fields of the whole. */
function withDelta(content: Fields, { type: _, ...fields }: Fields): Fields {
  return { ...content, ...fields }
}

/** Empty blocks are refused by the vendor when they come back, so none is given. */
function blockOf(part: Part): Fields[] {
  switch (part.type) {
    case 'text': {
      const { citations: _, ...fields } = part.residue?.[DIALECT] ?? {}
      const citations = citationsOf(part.citations, part.residue)
      if (part.text === '' && citations.length === 0) return []
      return [{ ...fields, type: 'text', text: part.text, ...(citations.length > 0 && { citations }) }]
    }
    case 'refusal':
      return part.text === '' ? [] : [{ type: 'text', text: part.text }]
    case 'reasoning': {
      if (isRedacted(part.residue)) return [{ ...part.residue?.[DIALECT], type: 'redacted_thinking' }]
      if (part.text === '' && part.residue === undefined) return []
      const { signature: _, ...fields } = part.residue?.[DIALECT] ?? {}
      return [{ ...fields, type: 'thinking', thinking: part.text, signature: signatureOf(part.residue) }]
    }
    case 'tool-call': {
      const input = inputOf(part.argumentsText)
      return [{ ...part.residue?.[DIALECT], type: 'tool_use', id: part.callId, name: part.name, input }]
    }
    case 'media':
    case 'tool-result':
    case 'opaque':
      return []
  }
}

/** Clients want an object; arguments that are none are shown to them as they are. */
function inputOf(text: string): Fields {
  if (text.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    if (value === null) return {}
    return isFields(value) ? value : { _raw: text }
  } catch {
    return { _raw: text }
  }
}

function endingOf(events: readonly StreamEvent[]): { delta: Fields; usage: Fields } {
  const ending = { delta: {}, usage: {} }
  for (const event of events) {
    const told = event.type === 'opaque' && event.dialect === DIALECT ? readOwnEvent(event.value) : undefined
    if (told?.type !== 'ending') continue
    Object.assign(ending.delta, told.delta)
    Object.assign(ending.usage, told.usage)
  }
  return ending
}
