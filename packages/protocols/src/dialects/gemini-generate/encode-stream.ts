import type { BlockDelta, BlockStart, StreamEvent } from '../../canonical/stream-event.js'
import { mergeUsage, type Usage } from '../../canonical/usage.js'
import type { StreamEncoderOptions } from '../../codec.js'
import type { Machine } from '../../machine.js'
import type { SseMessage } from '../../sse/sse-message.js'
import { splitResidue, toCallPart, toTextPart } from './answer-parts.js'
import { createCandidates } from './candidates.js'
import { toErrorMessage } from './encode-error.js'
import { encodeLogprobs } from './logprobs.js'
import { encodeUsage } from './usage.js'
import { DIALECT, type Fields, isEmpty, isFields } from './wire.js'

interface OpenBlock {
  start: BlockStart
  /** Arguments of a call, until it is whole. */
  pieces: string[]
  fields: Fields
}

/**
 * Events → chunks as the vendor sends them (PROTOCOLS 4): bare data, each part whole, and one last chunk that says why
 * each candidate ended and what all of it cost. No terminator follows.
 */
export function createStreamEncoder(options: StreamEncoderOptions): Machine<StreamEvent, SseMessage> {
  const open = new Map<number, OpenBlock>()
  const candidates = createCandidates()
  let usage: Usage | undefined
  let extra: Fields = {}

  return { push, end: () => [] }

  function push(event: StreamEvent): SseMessage[] {
    switch (event.type) {
      case 'response-start':
        return []
      case 'block-start':
        open.set(event.block, { start: event, pieces: [], fields: {} })
        return []
      case 'block-delta':
        return writeDelta(event)
      case 'block-end':
        return endBlock(event.block)
      case 'choice-end':
        candidates.end(event.choice, event.reason)
        return []
      case 'usage':
        usage = mergeUsage(usage, event.usage)
        return []
      case 'opaque':
        return event.dialect === DIALECT && !event.isUnreadable && isFields(event.value) ? writeOpaque(event.value) : []
      case 'finish':
        return [lastChunk()]
      case 'error':
        return [toErrorMessage(event.error)]
    }
  }

  function writeDelta(event: BlockDelta): SseMessage[] {
    const block = open.get(event.block)
    if (block === undefined) return []
    const { choice, kind } = block.start
    const { part, candidate } = splitResidue(event)
    if (kind === 'tool-call') {
      block.pieces.push(event.text)
      Object.assign(block.fields, part)
      return []
    }
    if (isHidden(kind)) return []
    candidates.addText(choice, event)
    const { logprobsResult = logprobsOf(event), ...sources } = candidate
    if (event.citations !== undefined && isEmpty(sources)) candidates.cite(choice, event)
    candidates.addFields(choice, sources)
    if (event.text === '' && isEmpty(part)) return []
    return [
      partChunk(choice, toTextPart(kind, event.text, part), logprobsResult === undefined ? {} : { logprobsResult }),
    ]
  }

  /** The older client shows every text as the answer, so that thoughts must not come unasked. */
  function isHidden(kind: BlockStart['kind']): boolean {
    return kind === 'reasoning' && options.isReasoningShown === false
  }

  function endBlock(number: number): SseMessage[] {
    const block = open.get(number)
    open.delete(number)
    if (block?.start.kind !== 'tool-call') return []
    return [partChunk(block.start.choice, toCallPart(block.start, block.pieces.join(''), block.fields), {})]
  }

  /** A part of a kind that only we know is shown at once; all else about a candidate, or the answer, at its end. */
  function writeOpaque({ index, part, ...rest }: Fields): SseMessage[] {
    if (typeof index !== 'number') {
      extra = { ...extra, ...rest }
      return []
    }
    if (isFields(part)) return [partChunk(index, part, {})]
    candidates.addFields(index, rest)
    return []
  }

  function partChunk(index: number, part: Fields, more: Fields): SseMessage {
    return chunk({ candidates: [{ content: { parts: [part], role: 'model' }, index, ...more }] })
  }

  function lastChunk(): SseMessage {
    const isBlocked = isFields(extra.promptFeedback) && candidates.areEmpty()
    const told = encodeUsage(usage)
    return chunk({
      ...(!isBlocked && { candidates: candidates.endings() }),
      ...extra,
      ...(told !== undefined && { usageMetadata: told }),
    })
  }

  function chunk(content: Fields): SseMessage {
    return { data: JSON.stringify({ ...content, modelVersion: options.model, responseId: options.id }) }
  }
}

const logprobsOf = ({ logprobs }: BlockDelta): Fields | undefined =>
  logprobs === undefined || logprobs.length === 0 ? undefined : encodeLogprobs(logprobs)
