import { mergeResidue, type Residue, residueOf } from '../../canonical/residue.js'
import type { BlockDelta, BlockKind, BlockStart, StreamEvent } from '../../canonical/stream-event.js'
import { decodeCitations } from './citations.js'
import { fromGatewaySignature, isGatewaySignature } from './signature.js'
import { ANSWER_TOOL } from './structured-output.js'
import { type Fields, isFields, present, textOf } from './wire.js'

const DIALECT = 'anthropic-messages'

type Kind = Exclude<BlockKind, 'refusal'>

interface KnownBlock {
  type: 'known'
  kind: Kind
  /** Absent until there is something to tell: a text without a letter is none. */
  block: number | undefined
  callId: string
  name: string
  isAnswerTool: boolean
  /** Of a call that came whole; what is streamed counts more. */
  input: unknown
  hasText: boolean
}

/** A block that only this dialect understands; told when it is whole. */
interface UnknownBlock {
  type: 'unknown'
  content: Fields
  json: string[]
  deltas: Fields[]
}

type Open = KnownBlock | UnknownBlock

export interface BlockReaderOptions {
  /** For servers that leave ids out: two calls must never share one. */
  newCallId: () => string
}

/** Blocks of an answer, whole ones and those in pieces → events. Nothing is taken for granted, nothing throws. */
export function createBlockReader({ newCallId }: BlockReaderOptions) {
  const open = new Map<number, Open>()
  let blockCount = 0
  let hasToolCall = false
  let isAnswerTool = false
  let lastIndex = -1

  return { start, delta, stop, stopAll, end, facts: () => ({ hasToolCall, isAnswerTool, hasContent: blockCount > 0 }) }

  function start(told: unknown, content: Fields): StreamEvent[] {
    const index = typeof told === 'number' ? told : lastIndex + 1
    const before = stop(index)
    lastIndex = index
    const { type, ...fields } = content
    switch (type) {
      case 'text':
        return [...before, ...startText(index, fields)]
      case 'thinking': {
        const { thinking, signature, ...rest } = fields
        const block = openBlock(index, 'reasoning')
        const events = [...before, ...write(block, textOf(thinking) ?? '')]
        return [...events, ...note(block, residueOf(DIALECT, present(rest)).residue), ...sign(block, signature)]
      }
      case 'redacted_thinking':
        return [...before, ...note(openBlock(index, 'reasoning'), residueOf(DIALECT, present(fields)).residue)]
      case 'tool_use':
        return [...before, ...startCall(index, fields)]
      default:
        open.set(index, { type: 'unknown', content, json: [], deltas: [] })
        return before
    }
  }

  function startText(index: number, { text, citations, ...rest }: Fields): StreamEvent[] {
    const block = openBlock(index, 'text')
    return [
      ...write(block, textOf(text) ?? ''),
      ...note(block, residueOf(DIALECT, present(rest)).residue),
      ...(Array.isArray(citations) ? citations.flatMap((citation) => cite(block, citation)) : []),
    ]
  }

  function startCall(index: number, { id, name, input, ...rest }: Fields): StreamEvent[] {
    const isAnswer = name === ANSWER_TOOL
    const block = openBlock(index, isAnswer ? 'text' : 'tool-call')
    block.isAnswerTool = isAnswer
    block.input = input
    if (isAnswer) {
      isAnswerTool = true
      return []
    }
    hasToolCall = true
    block.callId = textOf(id) ?? newCallId()
    block.name = textOf(name) ?? ''
    const events: StreamEvent[] = []
    numberOf(block, events)
    return [...events, ...note(block, residueOf(DIALECT, present(rest)).residue)]
  }

  function openBlock(index: number, kind: Kind): KnownBlock {
    const block: KnownBlock = {
      type: 'known',
      kind,
      block: undefined,
      callId: '',
      name: '',
      isAnswerTool: false,
      input: undefined,
      hasText: false,
    }
    open.set(index, block)
    return block
  }

  /** @returns `undefined` for a piece that belongs to nothing */
  function delta(told: unknown, piece: Fields): StreamEvent[] | undefined {
    const index = typeof told === 'number' ? told : lastIndex
    const target = open.get(index)
    if (target?.type === 'unknown') {
      if (piece.type === 'input_json_delta') target.json.push(textOf(piece.partial_json) ?? '')
      else target.deltas.push(piece)
      return []
    }
    switch (piece.type) {
      case 'text_delta':
        return into(index, target, { kind: 'text', text: piece.text })
      case 'thinking_delta':
        return into(index, target, { kind: 'reasoning', text: piece.thinking })
      case 'input_json_delta': {
        if (target === undefined || !(target.kind === 'tool-call' || target.isAnswerTool)) return undefined
        return write(target, textOf(piece.partial_json) ?? '')
      }
      case 'signature_delta': {
        return target?.kind === 'reasoning' ? sign(target, piece.signature) : undefined
      }
      case 'citations_delta':
        return target?.kind === 'text' ? cite(target, piece.citation) : undefined
      default:
        return undefined
    }
  }

  /** Some servers leave out the start of a block, or write into one of another kind: a new one begins. */
  function into(index: number, target: KnownBlock | undefined, { kind, text }: { kind: Kind; text: unknown }) {
    const isFitting = target?.kind === kind && !target.isAnswerTool
    const before = isFitting ? [] : stop(index)
    const block = isFitting ? target : openBlock(index, kind)
    return [...before, ...write(block, textOf(text) ?? '')]
  }

  function stop(told: unknown): StreamEvent[] {
    const index = typeof told === 'number' ? told : lastIndex
    const block = open.get(index)
    open.delete(index)
    if (block === undefined) return []
    return block.type === 'known' ? close(block) : [{ type: 'opaque', dialect: DIALECT, value: wholeOf(block) }]
  }

  function close(block: KnownBlock): StreamEvent[] {
    const takesInput = block.kind === 'tool-call' || block.isAnswerTool
    const whole = takesInput && !block.hasText ? write(block, JSON.stringify(block.input ?? {})) : []
    return block.block === undefined ? whole : [...whole, { type: 'block-end', block: block.block }]
  }

  /** For servers that leave out the end of a block. */
  function stopAll(): StreamEvent[] {
    return [...open.keys()].flatMap(stop)
  }

  /** The answer broke off; pieces of blocks that nobody else understands are of no use to anybody. */
  function end(): StreamEvent[] {
    const events = [...open.values()].flatMap((block): StreamEvent[] =>
      block.type === 'known' && block.block !== undefined ? [{ type: 'block-end', block: block.block }] : [],
    )
    open.clear()
    return events
  }

  function write(block: KnownBlock, text: string): StreamEvent[] {
    if (text === '') return []
    block.hasText = true
    const events: StreamEvent[] = []
    const number = numberOf(block, events)
    events.push({ type: 'block-delta', block: number, text })
    return events
  }

  function note(block: KnownBlock, residue: Residue | undefined, more: Partial<BlockDelta> = {}): StreamEvent[] {
    if (residue === undefined && more.citations === undefined) return []
    const events: StreamEvent[] = []
    const number = numberOf(block, events)
    events.push({ type: 'block-delta', block: number, text: '', ...more, ...(residue !== undefined && { residue }) })
    return events
  }

  /** An upstream may be a gateway like this one: its signature holds what others told. */
  function sign(block: KnownBlock, told: unknown): StreamEvent[] {
    const signature = textOf(told)
    if (signature === undefined) return []
    return note(
      block,
      isGatewaySignature(signature) ? fromGatewaySignature(signature).residue : { [DIALECT]: { signature } },
    )
  }

  function cite(block: KnownBlock, citation: unknown): StreamEvent[] {
    const { citations, raw } = decodeCitations([citation])
    if (citations.length === 0) return []
    const residue = raw.length === 0 ? undefined : mergeResidue(undefined, { [DIALECT]: { citations: raw } })
    return note(block, residue, { citations })
  }

  /** Opens the block where it is not open yet. */
  function numberOf(block: KnownBlock, events: StreamEvent[]): number {
    if (block.block !== undefined) return block.block
    const number = blockCount++
    block.block = number
    const { kind, callId, name } = block
    const head = { type: 'block-start', block: number, choice: 0 } as const
    const start: BlockStart = kind === 'tool-call' ? { ...head, kind, callId, name } : { ...head, kind }
    events.push(start)
    return number
  }
}

/** A block of a kind that we do not know, as it would have come in one piece, and what could not be put into it. */
function wholeOf({ content, json, deltas }: UnknownBlock): Fields {
  const input = json.length === 0 ? undefined : parse(json.join(''))
  return {
    content_block: input === undefined ? content : { ...content, input },
    ...(deltas.length > 0 && { deltas }),
  }
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return isFields(value) ? value : undefined
  } catch {
    return undefined
  }
}
