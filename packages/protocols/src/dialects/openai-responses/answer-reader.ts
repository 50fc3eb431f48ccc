import { GatewayError } from '../../canonical/error.js'
import type { FinishReason } from '../../canonical/finish-reason.js'
import type { StreamEvent } from '../../canonical/stream-event.js'
import { decodeErrorBody, isErrorBody } from './decode-error.js'
import { decodeEnd } from './finish-reason.js'
import { createItemReader } from './item-reader.js'
import { isDefault } from './response-object.js'
import { decodeUsage } from './usage.js'
import { type Fields, isEmpty, isFields, textOf } from './wire.js'

const DIALECT = 'openai-responses'

/** Fields of a response that the canonical model has, or that are known at its end alone. */
const HEAD_FIELDS = new Set([
  'id',
  'object',
  'created_at',
  'completed_at',
  'status',
  'model',
  'output',
  'output_text',
  'usage',
  'error',
  'incomplete_details',
])
/** Events after which nothing of an answer follows. */
const ENDS: ReadonlySet<unknown> = new Set([
  'response.completed',
  'response.incomplete',
  'response.failed',
  'response.cancelled',
])

/** What an opaque event of ours is called that tells how the response's fields differ at its end. */
export const FINAL_FIELDS = 'response.fields'

/**
 * Events of the wire, or a whole answer, → events of ours. Nothing is taken for granted and nothing throws: what is
 * hostile gives an opaque or an error event.
 */
export function createAnswerReader({ newCallId }: { newCallId: () => string }) {
  let events: StreamEvent[] = []
  let started: Fields | undefined
  let isOver = false
  const items = createItemReader({ newCallId, write: (event) => events.push(event) })

  /** By type of event; those that say nothing new are there as well. */
  const handlers = new Map<string, (event: Fields) => void>([
    ['response.created', () => {}],
    ['response.queued', () => {}],
    ['response.in_progress', () => {}],
    ['response.output_item.added', items.readAdded],
    ['response.output_item.done', items.readDone],
    ['response.content_part.added', () => {}],
    ['response.content_part.done', items.readPartDone],
    ['response.output_text.delta', (event) => items.readTextDelta('text', event)],
    ['response.output_text.done', (event) => items.readTextDone('text', event)],
    ['response.output_text.annotation.added', items.readAnnotation],
    ['response.refusal.delta', (event) => items.readTextDelta('refusal', event)],
    ['response.refusal.done', (event) => items.readTextDone('refusal', event)],
    ['response.function_call_arguments.delta', items.readArgumentsDelta],
    ['response.function_call_arguments.done', items.readArgumentsDone],
    ['response.reasoning_summary_part.added', items.readSummaryPart],
    ['response.reasoning_summary_part.done', () => {}],
    ['response.reasoning_summary_text.delta', (event) => items.readReasoningDelta('summary', event)],
    ['response.reasoning_summary_text.done', (event) => items.readReasoningDone('summary', event)],
    ['response.reasoning_text.delta', (event) => items.readReasoningDelta('content', event)],
    ['response.reasoning_text.done', (event) => items.readReasoningDone('content', event)],
    ['response.completed', ({ response }) => readFinal('completed', response)],
    ['response.incomplete', ({ response }) => readFinal('incomplete', response)],
    ['response.failed', ({ response }) => readFinal('failed', response)],
    ['response.cancelled', ({ response }) => readFinal('cancelled', response)],
  ])

  return {
    isOver: () => isOver,
    readEvent: (value: unknown) => collect(() => readEvent(value)),
    readWhole: (body: unknown) => collect(() => readWhole(body)),
    end: () => collect(() => fail(truncated())),
    fail: (error: GatewayError) => collect(() => fail(error)),
  }

  function collect(run: () => void): StreamEvent[] {
    events = []
    if (!isOver) run()
    return events
  }

  function readWhole(body: unknown): void {
    if (isFields(body) && Array.isArray(body.output)) readEnd(textOf(body.status) ?? 'completed', body)
    else fail(isErrorBody(body) ? decodeErrorBody(body) : truncated())
  }

  function readEvent(event: unknown): void {
    if (!isFields(event)) {
      if (isErrorBody(event)) fail(decodeErrorBody(event))
      else events.push(unreadable(JSON.stringify(event)))
      return
    }
    const type = textOf(event.type)
    const handle = type === undefined ? undefined : handlers.get(type)
    if (handle !== undefined) {
      if (started === undefined && !ENDS.has(event.type)) start(isFields(event.response) ? event.response : {})
      handle(event)
    } else if (isErrorBody(event)) fail(decodeErrorBody(event))
    else if (type?.startsWith('response.')) passOn(event)
  }

  function passOn({ sequence_number: _, ...value }: Fields): void {
    if (started === undefined) start({})
    events.push({ type: 'opaque', dialect: DIALECT, value })
  }

  function start(response: Fields): void {
    if (started !== undefined) return
    started = fieldsOf(response)
    const id = textOf(response.id)
    const model = textOf(response.model)
    events.push({
      type: 'response-start',
      ...(id !== undefined && { id }),
      ...(model !== undefined && { model }),
      ...(typeof response.created_at === 'number' && { createdAtSeconds: response.created_at }),
      ...(Object.keys(started).length > 0 && { residue: { [DIALECT]: started } }),
    })
  }

  /** The event and the response tell the same; where they differ, the worse of them is believed. */
  function readFinal(told: string, value: unknown): void {
    const response = isFields(value) ? value : {}
    const status = textOf(response.status)
    readEnd(told === 'completed' && status !== undefined ? status : told, response)
  }

  function readEnd(status: string, response: Fields): void {
    const isWhole = status === 'completed' || status === 'incomplete'
    // an answer that failed before it began has not begun: another target may give it
    if (isWhole || started !== undefined) tellRest(response)
    const end = decodeEnd(status, response, items.hasCalls())
    if (isErrorBody(response)) fail(decodeErrorBody(response))
    else if (end === 'failed' || (!items.hasItems() && !Array.isArray(response.output))) fail(truncated())
    else finish(end, changedFields(started ?? {}, response))
  }

  function tellRest(response: Fields): void {
    start(response)
    if (Array.isArray(response.output)) items.readRest(response.output)
    items.endAll()
    if (isFields(response.usage)) events.push({ type: 'usage', usage: decodeUsage(response.usage) })
  }

  function finish(reason: FinishReason, changed: Fields): void {
    if (!isEmpty(changed)) {
      events.push({ type: 'opaque', dialect: DIALECT, value: { type: FINAL_FIELDS, fields: changed } })
    }
    isOver = true
    events.push({ type: 'choice-end', choice: 0, reason }, { type: 'finish' })
  }

  function fail(error: GatewayError): void {
    items.endAll()
    isOver = true
    events.push({ type: 'error', error })
  }
}

/** An event that is no JSON at all. */
export const unreadable = (text: string): StreamEvent => ({
  type: 'opaque',
  dialect: DIALECT,
  value: text,
  isUnreadable: true,
})

const truncated = (): GatewayError =>
  new GatewayError('upstream_error', { message: 'The upstream ended its answer before it was complete.' })

const isTold = (error: unknown): boolean => error !== undefined && error !== null

function fieldsOf(response: Fields): Fields {
  const fields: Fields = {}
  for (const name in response) {
    if (!HEAD_FIELDS.has(name) && !isDefault(name, response[name])) fields[name] = response[name]
  }
  return fields
}

/** What a response says at its end and did not at its beginning. */
function changedFields(before: Fields, response: Fields): Fields {
  const after = fieldsOf(response)
  if (isTold(response.completed_at)) after.completed_at = response.completed_at
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name])),
  )
}
