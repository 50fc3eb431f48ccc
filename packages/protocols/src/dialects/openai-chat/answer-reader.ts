import { GatewayError } from '../../canonical/error.js'
import type { BlockDelta, BlockKind, ResponseStart, StreamEvent } from '../../canonical/stream-event.js'
import { decodeAnnotations } from './annotations.js'
import { decodeErrorBody, isErrorBody } from './decode-error.js'
import { decodeFinishReason, isFailureReason } from './finish-reason.js'
import { decodeLogprobs } from './logprobs.js'
import { createToolCallTracker } from './tool-call-tracker.js'
import { decodeUsage } from './usage.js'
import { type Fields, isFields, MAX_CHOICES, textOf } from './wire.js'

const DIALECT = 'openai-chat'

export interface AnswerReaderOptions {
  /** Whether an object holds the whole answer (`message`) rather than a piece of it (`delta`). */
  isWhole: boolean
  newCallId: () => string
}

type TextKind = Exclude<BlockKind, 'tool-call'>

interface Choice {
  index: number
  /** The one open block of text, if any. */
  text: { block: number; kind: TextKind; offset: number } | undefined
  /** Length of what it has said so far, in UTF-16 units. */
  length: number
  calls: ReturnType<typeof createToolCallTracker>
  isEnded: boolean
}

/** Fields that are read here; what else a choice or its delta holds becomes an opaque event. */
const CHOICE_FIELDS = new Set(['index', 'delta', 'message', 'finish_reason', 'logprobs', 'usage'])
const DELTA_FIELDS = new Set([
  'role',
  'content',
  'reasoning_content',
  'reasoning',
  'refusal',
  'tool_calls',
  'function_call',
])

/**
 * Objects of the wire → events, for streams and whole answers alike. Nothing is taken for granted and nothing throws: a
 * hostile object gives an opaque or an error event. Written by hand, because it runs for every token.
 */
export function createAnswerReader({ isWhole, newCallId }: AnswerReaderOptions) {
  const choices = new Map<number, Choice>()
  let blockCount = 0
  let isStarted = false
  let isOver = false
  const newBlock = () => blockCount++

  return { read, end, fail, isOver: () => isOver }

  /** One chunk, or the whole body. */
  function read(value: unknown): StreamEvent[] {
    if (isOver) return []
    if (isErrorBody(value)) return fail(decodeErrorBody(value))
    if (!isFields(value)) return [unreadable(JSON.stringify(value) ?? '')]
    const events: StreamEvent[] = []
    if (!isStarted) {
      isStarted = true
      events.push(startOf(value))
    }
    if (Array.isArray(value.choices)) {
      for (const choice of value.choices) {
        if (isFields(choice)) readChoice(choice, events)
        if (isOver) return events
      }
    }
    if (isFields(value.usage)) events.push({ type: 'usage', usage: decodeUsage(value.usage) })
    return events
  }

  /** The upstream has nothing more to say: a finish if every choice ended, else the answer was cut. */
  function end(): StreamEvent[] {
    if (isOver) return []
    if (isWhole) return [...[...choices.values()].flatMap((choice) => endChoice(choice, undefined)), ...finish()]
    return finish()
  }

  function finish(): StreamEvent[] {
    const isComplete = choices.size > 0 && [...choices.values()].every(({ isEnded }) => isEnded)
    if (!isComplete) return fail(truncated())
    isOver = true
    return [{ type: 'finish' }]
  }

  function fail(error: GatewayError): StreamEvent[] {
    const ends = [...choices.values()].flatMap((choice) => (choice.isEnded ? [] : endBlocks(choice)))
    isOver = true
    return [...ends, { type: 'error', error }]
  }

  function readChoice(value: Fields, events: StreamEvent[]): void {
    const choice = choiceAt(value.index)
    // some send content again after the end; it belongs to nothing
    if (choice === undefined || choice.isEnded) {
      events.push({ type: 'opaque', dialect: DIALECT, value })
      return
    }
    const delta = isFields(value.delta) ? value.delta : value.message
    const logprobs = isFields(value.logprobs) ? value.logprobs : undefined
    let rest = restOf(value, CHOICE_FIELDS)
    if (isFields(delta)) {
      const isLogged = readDelta(choice, { delta, logprobs }, events)
      if (logprobs !== undefined && !isLogged) rest = { ...rest, logprobs }
      const unknown = unknownOf(choice, delta, events)
      if (unknown !== undefined) rest = { ...rest, delta: unknown }
    }
    if (rest !== undefined) events.push({ type: 'opaque', dialect: DIALECT, value: { ...rest, index: choice.index } })
    if (isFields(value.usage)) events.push({ type: 'usage', usage: decodeUsage(value.usage) })
    const reason = textOf(value.finish_reason)
    if (reason === undefined) return
    if (isFailureReason(reason)) events.push(...fail(truncated()))
    else events.push(...endChoice(choice, reason))
  }

  /** @returns whether there was text that the log probabilities could be put to */
  function readDelta(
    choice: Choice,
    { delta, logprobs }: { delta: Fields; logprobs: Fields | undefined },
    events: StreamEvent[],
  ): boolean {
    const reasoning = textOf(delta.reasoning_content) ?? textOf(delta.reasoning)
    if (reasoning !== undefined) write(choice, { kind: 'reasoning', text: reasoning }, events)
    const text = contentText(delta.content)
    const refusal = textOf(delta.refusal)
    const told = logprobs === undefined ? NOTHING_TOLD : toldLogprobs(logprobs)
    if (text !== '') write(choice, { kind: 'text', text, told }, events)
    if (refusal !== undefined)
      write(choice, { kind: 'refusal', text: refusal, told: text === '' ? told : NOTHING_TOLD }, events)
    if (Array.isArray(delta.tool_calls)) {
      for (const call of delta.tool_calls) if (isFields(call)) readCall(choice, call, events)
    }
    if (isFields(delta.function_call)) readCall(choice, { index: 0, function: delta.function_call }, events)
    return text !== '' || refusal !== undefined
  }

  /** Fields of a delta that mean nothing here, and could not be put to the text either. */
  function unknownOf(choice: Choice, delta: Fields, events: StreamEvent[]): Fields | undefined {
    const unknown = restOf(delta, DELTA_FIELDS)
    if (unknown?.annotations === undefined || !annotate(choice, unknown.annotations, events)) return unknown
    const { annotations: _, ...rest } = unknown
    return Object.keys(rest).length > 0 ? rest : undefined
  }

  /** @returns whether there was text that they could be put to, and the canonical model has all of them */
  function annotate({ text }: Choice, annotations: unknown, events: StreamEvent[]): boolean {
    if (text?.kind !== 'text') return false
    const citations = decodeAnnotations(annotations, text.offset)
    if (citations === undefined) return false
    events.push({ type: 'block-delta', block: text.block, text: '', citations })
    return true
  }

  function readCall(choice: Choice, call: Fields, events: StreamEvent[]): void {
    if (choice.text !== undefined) {
      events.push({ type: 'block-end', block: choice.text.block })
      choice.text = undefined
    }
    events.push(...choice.calls.push(call))
  }

  function write(
    choice: Choice,
    { kind, text, told = NOTHING_TOLD }: { kind: TextKind; text: string; told?: ToldLogprobs },
    events: StreamEvent[],
  ): void {
    if (choice.text?.kind !== kind) {
      if (choice.text !== undefined) events.push({ type: 'block-end', block: choice.text.block })
      choice.text = { block: newBlock(), kind, offset: choice.length }
      events.push({ type: 'block-start', block: choice.text.block, choice: choice.index, kind })
    }
    const { block } = choice.text
    if (kind === 'text') choice.length += text.length
    // a copy of fields costs more than the event itself
    if (told === NOTHING_TOLD) events.push({ type: 'block-delta', block, text })
    else events.push({ type: 'block-delta', block, text, ...told })
  }

  function endBlocks(choice: Choice): StreamEvent[] {
    const texts: StreamEvent[] = choice.text === undefined ? [] : [{ type: 'block-end', block: choice.text.block }]
    choice.text = undefined
    choice.isEnded = true
    return [...texts, ...choice.calls.end()]
  }

  function endChoice(choice: Choice, raw: string | undefined): StreamEvent[] {
    if (choice.isEnded) return []
    const reason = decodeFinishReason(raw, choice.calls.hasCalls())
    return [...endBlocks(choice), { type: 'choice-end', choice: choice.index, reason }]
  }

  function choiceAt(index: unknown): Choice | undefined {
    const number = typeof index === 'number' ? index : 0
    const known = choices.get(number)
    if (known !== undefined) return known
    if (!Number.isInteger(number) || number < 0 || number >= MAX_CHOICES) return undefined
    const calls = createToolCallTracker({ choice: number, newBlock, newCallId })
    const choice: Choice = { index: number, text: undefined, length: 0, calls, isEnded: false }
    choices.set(number, choice)
    return choice
  }
}

type ToldLogprobs = Pick<BlockDelta, 'logprobs' | 'residue'>

const NOTHING_TOLD: ToldLogprobs = {}

/** In our words, and in the vendor's, which may tell more. */
function toldLogprobs(wire: Fields): ToldLogprobs {
  const logprobs = decodeLogprobs(wire)
  const residue = { [DIALECT]: { logprobs: wire } }
  return logprobs.length === 0 ? { residue } : { logprobs, residue }
}

/** A chunk that is no object, or no JSON at all. */
export const unreadable = (text: string): StreamEvent => ({
  type: 'opaque',
  dialect: DIALECT,
  value: text,
  isUnreadable: true,
})

const truncated = (): GatewayError =>
  new GatewayError('upstream_error', { message: 'The upstream ended its answer before it was complete.' })

function startOf({ id, model, created, system_fingerprint, service_tier }: Fields): ResponseStart {
  const fields = {
    ...(textOf(system_fingerprint) !== undefined && { system_fingerprint }),
    ...(textOf(service_tier) !== undefined && { service_tier }),
  }
  const name = textOf(model)
  const ownId = textOf(id)
  return {
    type: 'response-start',
    ...(ownId !== undefined && { id: ownId }),
    ...(name !== undefined && { model: name }),
    ...(typeof created === 'number' && { createdAtSeconds: created }),
    ...(Object.keys(fields).length > 0 && { residue: { [DIALECT]: fields } }),
  }
}

/** Text, or a list of parts, as some servers send it. */
function contentText(content: unknown): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content.map((part) => (isFields(part) && part.type === 'text' ? (textOf(part.text) ?? '') : '')).join('')
}

/** What is left of an object, nulls aside; mostly nothing, so that nothing is made. */
function restOf(value: Fields, known: ReadonlySet<string>): Fields | undefined {
  let rest: Fields | undefined
  for (const name in value) {
    if (known.has(name) || value[name] == null) continue
    rest ??= {}
    rest[name] = value[name]
  }
  return rest
}
