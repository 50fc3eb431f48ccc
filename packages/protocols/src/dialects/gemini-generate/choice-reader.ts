import type { BlockDelta, StreamEvent } from '../../canonical/stream-event.js'
import { decodeCitations } from './citations.js'
import { decodeLogprobs } from './logprobs.js'
import { DIALECT, type Fields, isFields, textOf } from './wire.js'

/** One candidate of an answer, as its chunks come. */
export interface Choice {
  readonly index: number
  /** Why the upstream says it ended; it may say so again. */
  reason: string | undefined
  read(candidate: Fields, events: StreamEvent[]): void
  hasCalls(): boolean
  /** Ends what is open; nothing may follow. */
  end(): StreamEvent[]
}

export interface ChoiceOptions {
  index: number
  newBlock: () => number
  /** For calls without an id: two must never share one. */
  newCallId: () => string
}

interface OpenText {
  block: number
  kind: 'text' | 'reasoning'
  /** Offsets of citations count from the begin of the text. */
  pieces: string[]
  /** It was signed: more text would be another part. */
  isSealed: boolean
}

/** Fields that are read here; what else a candidate holds becomes an opaque event. */
const CANDIDATE_FIELDS = new Set(['index', 'content', 'finishReason'])
/** Sources, told about the text before. */
const SOURCE_FIELDS = ['groundingMetadata', 'citationMetadata'] as const
/** Read here: of another type they say nothing. */
const DATA_FIELDS = ['text', 'functionCall'] as const
/** Beside the text of a part. */
const TEXT_FIELDS = new Set(['text', 'thought'])
const CALL_FIELDS = new Set(['id', 'name', 'args'])

export function createChoice({ index, newBlock, newCallId }: ChoiceOptions): Choice {
  let open: OpenText | undefined
  let callCount = 0
  const sources: Fields = {}
  const choice: Choice = { index, reason: undefined, read, hasCalls: () => callCount > 0, end }
  return choice

  function read(candidate: Fields, events: StreamEvent[]): void {
    const rest = without(candidate, CANDIDATE_FIELDS)
    const parts = isFields(candidate.content) ? candidate.content.parts : undefined
    if (Array.isArray(parts)) for (const part of parts) if (isFields(part)) readPart(part, rest, events)
    readSources(rest)
    if (Object.keys(rest).length > 0) events.push({ type: 'opaque', dialect: DIALECT, value: { ...rest, index } })
  }

  function readPart(part: Fields, rest: Fields, events: StreamEvent[]): void {
    if (isFields(part.functionCall)) readCall(part, part.functionCall, events)
    else if (typeof part.text === 'string') readText(part, part.text, { rest, events })
    else if (textOf(part.thoughtSignature) !== undefined && Object.keys(part).every(isMark)) {
      readText(part, '', { rest, events })
    } else if (DATA_FIELDS.some((name) => name in part)) {
      events.push(unreadable(JSON.stringify(part)))
    } else if (Object.keys(part).length > 0) {
      events.push(...closeText(), { type: 'opaque', dialect: DIALECT, value: { index, part } })
    }
  }

  function readText(part: Fields, text: string, { rest, events }: { rest: Fields; events: StreamEvent[] }): void {
    const fields = without(part, TEXT_FIELDS)
    const isSigned = fields.thoughtSignature !== undefined
    if (text === '' && Object.keys(fields).length === 0) return
    const kind = part.thought === true ? 'reasoning' : 'text'
    const block = openText(kind, events)
    block.pieces.push(text)
    if (isSigned) block.isSealed = true
    const logprobs = kind === 'text' ? takeLogprobs(rest, fields) : {}
    events.push(toDelta(block.block, text, logprobs, fields))
  }

  function openText(kind: OpenText['kind'], events: StreamEvent[]): OpenText {
    if (open !== undefined && open.kind === kind && !open.isSealed) return open
    events.push(...closeText())
    open = { block: newBlock(), kind, pieces: [], isSealed: false }
    events.push({ type: 'block-start', block: open.block, choice: index, kind })
    return open
  }

  /** A call is always whole. */
  function readCall(part: Fields, call: Fields, events: StreamEvent[]): void {
    const block = newBlock()
    const callId = textOf(call.id) ?? newCallId()
    const name = textOf(call.name) ?? ''
    const { functionCall: _, ...fields } = part
    const others = without(call, CALL_FIELDS)
    callCount++
    events.push(
      ...closeText(),
      { type: 'block-start', block, choice: index, kind: 'tool-call', callId, name },
      toDelta(
        block,
        argumentsOf(call.args),
        {},
        Object.keys(others).length === 0 ? fields : { ...fields, functionCall: others },
      ),
      { type: 'block-end', block },
    )
  }

  /** Told anew in later chunks, so that they count at the end. */
  function readSources(rest: Fields): void {
    for (const name of SOURCE_FIELDS) {
      const told = rest[name]
      if (!isFields(told)) continue
      const before = sources[name]
      sources[name] = isFields(before) ? { ...before, ...told } : told
      delete rest[name]
    }
  }

  /** Sources go to the text before, if it is the last thing; else they stay what only this dialect understands. */
  function end(): StreamEvent[] {
    if (Object.keys(sources).length === 0) return closeText()
    if (open?.kind !== 'text') {
      return [...closeText(), { type: 'opaque', dialect: DIALECT, value: { ...sources, index } }]
    }
    const citations = decodeCitations(sources, open.pieces.join(''))
    return [toDelta(open.block, '', citations.length === 0 ? {} : { citations }, sources), ...closeText()]
  }

  function closeText(): StreamEvent[] {
    if (open === undefined) return []
    const { block } = open
    open = undefined
    return [{ type: 'block-end', block }]
  }
}

/** What is no object, or no JSON at all, or of types that nobody reads. */
export const unreadable = (text: string): StreamEvent => ({
  type: 'opaque',
  dialect: DIALECT,
  value: text,
  isUnreadable: true,
})

/** The token list of a chunk belongs to its first text; the vendor's own form stays beside ours. */
function takeLogprobs(rest: Fields, fields: Fields): Pick<BlockDelta, 'logprobs'> {
  const result = rest.logprobsResult
  if (!isFields(result)) return {}
  delete rest.logprobsResult
  fields.logprobsResult = result
  const logprobs = decodeLogprobs(result)
  return logprobs.length === 0 ? {} : { logprobs }
}

const isMark = (name: string): boolean => name === 'thoughtSignature' || name === 'thought'

/** Broken ones are carried as they are: whoever runs the tool sees that they are broken. */
const argumentsOf = (args: unknown): string => (typeof args === 'string' ? args : JSON.stringify(args ?? {}))

/** What is left of an object, nulls aside; mostly nothing, so that nothing is copied. */
export function without(value: Fields, known: ReadonlySet<string>): Fields {
  const rest: Fields = {}
  for (const name in value) {
    if (!known.has(name) && value[name] != null) rest[name] = value[name]
  }
  return rest
}

function toDelta(
  block: number,
  text: string,
  more: Pick<BlockDelta, 'citations' | 'logprobs'>,
  fields: Fields,
): BlockDelta {
  const delta: BlockDelta = { type: 'block-delta', block, text, ...more }
  return Object.keys(fields).length === 0 ? delta : { ...delta, residue: { [DIALECT]: fields } }
}
