import type { BlockDelta, BlockStart, StreamEvent } from '../../canonical/stream-event.js'
import { mergeUsage, type Usage } from '../../canonical/usage.js'
import type { StreamEncoderOptions } from '../../codec.js'
import { toOpenAiErrorBody } from '../../errors/open-ai-error.js'
import type { Machine } from '../../machine.js'
import type { SseMessage } from '../../sse/sse-message.js'
import { encodeAnnotations } from './annotations.js'
import { DONE } from './decode-stream.js'
import { encodeFinishReason } from './finish-reason.js'
import { encodeLogprobs } from './logprobs.js'
import { encodeUsage } from './usage.js'
import { type Fields, isFields } from './wire.js'

const DIALECT = 'openai-chat'
const ROLE_DELTA = { role: 'assistant', content: '' }

/** Where the deltas of an open block go: calls are numbered within their choice, without gaps. */
interface OpenBlock {
  start: BlockStart
  callIndex: number
  /** Where its text begins in the whole text of its choice. */
  offset: number
}

/** Events → chunks as the vendor sends them (PROTOCOLS 4); the usage chunk only where the client asked for it. */
export function createStreamEncoder(options: StreamEncoderOptions): Machine<StreamEvent, SseMessage> {
  const open = new Map<number, OpenBlock>()
  const callCounts = new Map<number, number>()
  const introduced = new Set<number>()
  /** Of the text of each choice so far. */
  const lengths = new Map<number, number>()
  let extra: Fields = {}
  let usage: Usage | undefined

  return { push, end: () => [] }

  function push(event: StreamEvent): SseMessage[] {
    switch (event.type) {
      case 'response-start':
        extra = { ...event.residue?.[DIALECT] }
        return introduce(0)
      case 'block-start':
        return [...introduce(event.choice), ...openBlock(event)]
      case 'block-delta': {
        const block = open.get(event.block)
        if (block === undefined || isProofAlone(block, event)) return []
        const logprobs = event.residue?.[DIALECT]?.logprobs ?? (event.logprobs && encodeLogprobs(event.logprobs))
        const rest = logprobs === undefined ? {} : { logprobs }
        return [choiceChunk(block.start.choice, textDelta(block, event) ?? deltaOf(block, event.text), rest)]
      }
      case 'block-end':
        open.delete(event.block)
        return []
      case 'choice-end': {
        const finish = { finish_reason: encodeFinishReason(event.reason) }
        return [...introduce(event.choice), choiceChunk(event.choice, {}, finish)]
      }
      case 'usage':
        usage = mergeUsage(usage, event.usage)
        return []
      case 'opaque':
        return event.dialect === DIALECT && !event.isUnreadable ? opaqueChunk(event.value) : []
      case 'finish':
        return [...usageChunk(), { data: DONE }]
      case 'error':
        return [{ data: JSON.stringify(toOpenAiErrorBody(event.error)) }]
    }
  }

  function introduce(choice: number): SseMessage[] {
    if (introduced.has(choice)) return []
    introduced.add(choice)
    return [choiceChunk(choice, ROLE_DELTA)]
  }

  /** @returns `undefined` for blocks that are no text */
  function textDelta({ start, offset }: OpenBlock, { text, citations }: BlockDelta): Fields | undefined {
    if (start.kind !== 'text') return undefined
    const length = (lengths.get(start.choice) ?? 0) + text.length
    lengths.set(start.choice, length)
    if (citations === undefined) return { content: text }
    const annotations = encodeAnnotations(citations, { offset, length: length - offset })
    return { ...(text !== '' && { content: text }), ...(annotations.length > 0 && { annotations }) }
  }

  function openBlock(start: BlockStart): SseMessage[] {
    if (start.kind !== 'tool-call') {
      open.set(start.block, { start, callIndex: 0, offset: lengths.get(start.choice) ?? 0 })
      return []
    }
    const callIndex = callCounts.get(start.choice) ?? 0
    callCounts.set(start.choice, callIndex + 1)
    open.set(start.block, { start, callIndex, offset: 0 })
    const call = { index: callIndex, id: start.callId, type: 'function', function: { name: start.name, arguments: '' } }
    return [choiceChunk(start.choice, { tool_calls: [call] })]
  }

  function opaqueChunk(value: unknown): SseMessage[] {
    if (!isFields(value)) return []
    const { index, delta, ...rest } = value
    return [choiceChunk(typeof index === 'number' ? index : 0, isFields(delta) ? delta : {}, rest)]
  }

  function choiceChunk(index: number, delta: Fields, rest: Fields = {}): SseMessage {
    return chunk({
      choices: [{ index, delta, finish_reason: null, ...rest }],
      ...(options.includeUsage && { usage: null }),
    })
  }

  function usageChunk(): SseMessage[] {
    const told = options.includeUsage ? encodeUsage(usage) : undefined
    return told === undefined ? [] : [chunk({ choices: [], usage: told })]
  }

  function chunk(content: Fields): SseMessage {
    const { id, model, createdAtSeconds } = options
    const head = { id, object: 'chat.completion.chunk', created: createdAtSeconds, model }
    return { data: JSON.stringify({ ...head, ...extra, ...content }) }
  }
}

/**
 * A proof of thinking that only its own vendor reads, after its text. The official client keeps the last piece of what it
 * does not know, so an empty one would take the thinking away again.
 */
const isProofAlone = ({ start }: OpenBlock, { text, residue }: BlockDelta): boolean =>
  start.kind === 'reasoning' && text === '' && residue !== undefined && residue[DIALECT] === undefined

function deltaOf({ start, callIndex }: OpenBlock, text: string): Fields {
  switch (start.kind) {
    case 'text':
      return { content: text }
    case 'reasoning':
      return { reasoning_content: text }
    case 'refusal':
      return { refusal: text }
    case 'tool-call':
      return { tool_calls: [{ index: callIndex, function: { arguments: text } }] }
  }
}
