import { GatewayError } from '../../canonical/error.js'
import type { ResponseStart, StreamEvent } from '../../canonical/stream-event.js'
import { createBlockReader } from './block-reader.js'
import { decodeErrorBody, isErrorBody } from './decode-error.js'
import { decodeFinishReason, isLostReason } from './finish-reason.js'
import { decodeUsage, endingExtras, startingUsage } from './usage.js'
import { type Fields, isFields, present, textOf } from './wire.js'

const DIALECT = 'anthropic-messages'

/** Fields of a message that are told only at its end. */
const ENDING_FIELDS = new Set(['stop_details', 'container', 'context_management'])
const MESSAGE_FIELDS = new Set(['id', 'type', 'role', 'content', 'model', 'stop_reason', 'stop_sequence', 'usage'])

/**
 * Events of the wire → ours; a whole message is read as the events it would have come in. Nothing is taken for granted
 * and nothing throws. Written by hand, because it runs for every token.
 */
export function createAnswerReader({ newCallId }: { newCallId: () => string }) {
  const blocks = createBlockReader({ newCallId })
  let startUsage: Fields = {}
  let usage: Fields = {}
  let isStarted = false
  let isEnded = false
  let isOver = false

  return { read, readWhole, end, fail, isOver: () => isOver }

  /** One event of a stream. */
  function read(value: unknown): StreamEvent[] {
    if (isOver) return []
    if (isErrorBody(value)) return fail(decodeErrorBody(value))
    if (!isFields(value)) return [unreadable(JSON.stringify(value) ?? '')]
    switch (value.type) {
      case 'content_block_delta':
        if (isEnded || !isFields(value.delta)) return [stray(value)]
        return [...started(), ...(blocks.delta(value.index, value.delta) ?? [strayDelta(value, value.delta)])]
      case 'message_start':
        return isStarted || !isFields(value.message) ? [stray(value)] : begin(value.message)
      case 'content_block_start':
        if (isEnded || !isFields(value.content_block)) return [stray(value)]
        return [...started(), ...blocks.start(value.index, value.content_block)]
      case 'content_block_stop':
        return blocks.stop(value.index)
      case 'message_delta':
        return [...started(), ...conclude(isFields(value.delta) ? value.delta : {}, value.usage)]
      case 'message_stop':
        return end(true)
      case 'ping':
        return []
      default:
        return [typeof value.type === 'string' ? unknown(value) : stray(value)]
    }
  }

  /** The body of an answer that was not streamed. */
  function readWhole(body: unknown): StreamEvent[] {
    if (isErrorBody(body)) return fail(decodeErrorBody(body))
    if (!isFields(body) || !Array.isArray(body.content)) return fail(truncated())
    const events = begin(without(body, ENDING_FIELDS))
    for (const [index, content] of body.content.entries()) {
      if (isFields(content)) events.push(...blocks.start(index, content), ...blocks.stop(index))
    }
    const { stop_reason: reason, stop_sequence: sequence } = body
    const ending = Object.fromEntries(Object.entries(body).filter(([name]) => ENDING_FIELDS.has(name)))
    events.push(...conclude({ ...ending, stop_reason: reason ?? '', stop_sequence: sequence }, body.usage))
    return [...events, ...end(true)]
  }

  /** @param isTold whether the upstream said that it is done; a stream that just ends was cut */
  function end(isTold = false): StreamEvent[] {
    if (isOver) return []
    if (!isTold || !isEnded) return fail(truncated())
    isOver = true
    return [{ type: 'finish' }]
  }

  function fail(error: GatewayError): StreamEvent[] {
    isOver = true
    return [...blocks.end(), { type: 'error', error }]
  }

  function started(): StreamEvent[] {
    if (isStarted) return []
    isStarted = true
    return [{ type: 'response-start' }]
  }

  function begin(message: Fields): StreamEvent[] {
    isStarted = true
    const told = isFields(message.usage) ? message.usage : undefined
    startUsage = startingUsage(told ?? {})
    usage = startUsage
    const start = startOf(message, startUsage)
    return told === undefined ? [start] : [start, { type: 'usage', usage: decodeUsage(usage, { hasContent: false }) }]
  }

  /** What `message_delta` says; its usage is cumulative and may leave figures out. */
  function conclude(delta: Fields, told: unknown): StreamEvent[] {
    const events: StreamEvent[] = []
    const extras = isFields(told) ? endingExtras(told, startUsage) : {}
    if (isFields(told)) {
      usage = { ...usage, ...present(told) }
      events.push({ type: 'usage', usage: decodeUsage(usage, blocks.facts()) })
    }
    if (isEnded) return events
    const { stop_reason: raw, stop_sequence: sequence, ...rest } = present(delta)
    if (typeof raw !== 'string') return [...events, ...leftovers(rest, extras)]
    const { hasToolCall, isAnswerTool } = blocks.facts()
    const reason =
      raw === ''
        ? { unified: hasToolCall ? ('tool' as const) : ('other' as const) }
        : decodeFinishReason(raw, { hasToolCall, isAnswerTool, stopSequence: textOf(sequence) })
    const lost = raw !== '' && isLostReason(raw, reason) ? { stop_reason: raw } : {}
    isEnded = true
    events.push(...blocks.stopAll(), ...leftovers({ ...lost, ...rest }, extras))
    return [...events, { type: 'choice-end', choice: 0, reason }]
  }
}

const leftovers = (delta: Fields, usage: Fields): StreamEvent[] => {
  const value = { ...(hasFields(delta) && { delta }), ...(hasFields(usage) && { usage }) }
  return hasFields(value) ? [{ type: 'opaque', dialect: DIALECT, value }] : []
}

/** An event that is no JSON object. */
export const unreadable = (text: string): StreamEvent => ({
  type: 'opaque',
  dialect: DIALECT,
  value: text,
  isUnreadable: true,
})

/** An event that belongs to nothing. */
const stray = (value: Fields): StreamEvent => ({ type: 'opaque', dialect: DIALECT, value, isUnreadable: true })

/** Of a kind that we do not know: a client of this dialect may. */
const unknown = (value: Fields): StreamEvent => ({ type: 'opaque', dialect: DIALECT, value })

const KNOWN_DELTAS = new Set([
  ...['text_delta', 'thinking_delta', 'signature_delta', 'citations_delta', 'input_json_delta'],
])

const strayDelta = (value: Fields, { type }: Fields): StreamEvent =>
  typeof type !== 'string' || KNOWN_DELTAS.has(type) ? stray(value) : unknown(value)

const truncated = (): GatewayError =>
  new GatewayError('upstream_error', { message: 'The upstream ended its answer before it was complete.' })

function startOf(message: Fields, usage: Fields): ResponseStart {
  const rest = present(without(message, MESSAGE_FIELDS))
  const fields = hasFields(usage) ? { ...rest, usage } : rest
  const id = textOf(message.id)
  const model = textOf(message.model)
  return {
    type: 'response-start',
    ...(id !== undefined && { id }),
    ...(model !== undefined && { model }),
    ...(hasFields(fields) && { residue: { [DIALECT]: fields } }),
  }
}

function without(fields: Fields, names: ReadonlySet<string>): Fields {
  const rest: Fields = {}
  for (const name of Object.keys(fields)) {
    if (!names.has(name) && name !== '__proto__') rest[name] = fields[name]
  }
  return rest
}

const hasFields = (fields: Fields): boolean => Object.keys(fields).length > 0
