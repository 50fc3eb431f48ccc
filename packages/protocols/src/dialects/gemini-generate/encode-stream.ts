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

/** A part that waits for what follows it. */
interface HeldPart {
  /** Of its text, so that a signature that comes late is put to it; absent for other parts. */
  block: number | undefined
  part: Fields
  /** Of the candidate, beside its content. */
  more: Fields
}

/**
 * Events → chunks as the vendor sends them (PROTOCOLS 4): bare data, each part whole, and one last chunk that says why
 * each candidate ended and what all of it cost. No terminator follows.
 *
 * The last part of each candidate stands in that last chunk: of the vendor's two clients one forgets a turn in which any
 * chunk has no part, the other one in which any part is an empty text. So each part is held until the next one comes.
 */
export function createStreamEncoder(options: StreamEncoderOptions): Machine<StreamEvent, SseMessage> {
  const open = new Map<number, OpenBlock>()
  const candidates = createCandidates()
  const held = new Map<number, HeldPart>()
  let usage: Usage | undefined
  let extra: Fields = {}

  return { push, end: release }

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
        return [...release(), toErrorMessage(event.error)]
    }
  }

  /** What is still held of an answer that has no last chunk. */
  function release(): SseMessage[] {
    const chunks = [...held].map(([index, part]) => partChunk(index, part))
    held.clear()
    return chunks
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
    if (event.text === '') return sign(event.block, choice, toTextPart(kind, '', part))
    const more = logprobsResult === undefined ? {} : { logprobsResult }
    return hold(choice, { block: event.block, part: toTextPart(kind, event.text, part), more })
  }

  /** A signature that comes after its text is put to the end of it. */
  function sign(block: number, choice: number, part: Fields): SseMessage[] {
    const { text: _, thought: __, ...marks } = part
    if (isEmpty(marks)) return []
    const last = held.get(choice)
    if (last?.block !== block) return hold(choice, { block, part, more: {} })
    last.part = { ...last.part, ...marks }
    return []
  }

  /** The older client shows every text as the answer, so that thoughts must not come unasked. */
  function isHidden(kind: BlockStart['kind']): boolean {
    return kind === 'reasoning' && options.isReasoningShown === false
  }

  function endBlock(number: number): SseMessage[] {
    const block = open.get(number)
    open.delete(number)
    if (block?.start.kind !== 'tool-call') return []
    const part = toCallPart(block.start, block.pieces.join(''), block.fields)
    return hold(block.start.choice, { block: undefined, part, more: {} })
  }

  /** A part of a kind that only we know stands among the others; all else about a candidate, or the answer, at its end. */
  function writeOpaque({ index, part, ...rest }: Fields): SseMessage[] {
    if (typeof index !== 'number') {
      extra = { ...extra, ...rest }
      return []
    }
    if (isFields(part)) return hold(index, { block: undefined, part, more: {} })
    candidates.addFields(index, rest)
    return []
  }

  /** Writes the part before. */
  function hold(index: number, part: HeldPart): SseMessage[] {
    const before = held.get(index)
    held.set(index, part)
    return before === undefined ? [] : [partChunk(index, before)]
  }

  function partChunk(index: number, part: HeldPart): SseMessage {
    return chunk({ candidates: [{ ...contentOf(part), index, ...part.more }] })
  }

  function lastChunk(): SseMessage {
    const isBlocked = isFields(extra.promptFeedback) && candidates.areEmpty() && held.size === 0
    const told = encodeUsage(usage)
    const endings = candidates.endings().map((ending) => {
      const part = held.get(Number(ending.index))
      return part === undefined ? ending : { ...contentOf(part), ...part.more, ...ending }
    })
    held.clear()
    return chunk({
      ...(!isBlocked && { candidates: endings }),
      ...extra,
      ...(told !== undefined && { usageMetadata: told }),
    })
  }

  function chunk(content: Fields): SseMessage {
    return { data: JSON.stringify({ ...content, modelVersion: options.model, responseId: options.id }) }
  }
}

const contentOf = ({ part }: HeldPart): Fields => ({ content: { parts: [part], role: 'model' } })

const logprobsOf = ({ logprobs }: BlockDelta): Fields | undefined =>
  logprobs === undefined || logprobs.length === 0 ? undefined : encodeLogprobs(logprobs)
