import type { FinishReason } from '../../canonical/finish-reason.js'
import type { StreamEvent } from '../../canonical/stream-event.js'
import { mergeUsage, type Usage } from '../../canonical/usage.js'
import type { StreamEncoderOptions } from '../../codec.js'
import type { Machine } from '../../machine.js'
import type { SseMessage } from '../../sse/sse-message.js'
import { readOwnEvent } from './answer-blocks.js'
import { createBlockWriter } from './block-writer.js'
import { toErrorBody } from './encode-error.js'
import { encodeFinishReason } from './finish-reason.js'
import { encodeUsage } from './usage.js'
import { type Fields, isFields } from './wire.js'

const DIALECT = 'anthropic-messages'

/**
 * Events → the vendor's stream (PROTOCOLS 4): one block open at a time, numbered without gaps; the reason to stop and
 * the whole usage at the end. The dialect has one answer: other choices are left out.
 */
export function createStreamEncoder(options: StreamEncoderOptions): Machine<StreamEvent, SseMessage> {
  const blocks = createBlockWriter()
  let isStarted = false
  let reason: FinishReason | undefined
  let usage: Usage | undefined
  let ending: { delta: Fields; usage: Fields } = { delta: {}, usage: {} }

  return { push, end: () => [] }

  function push(event: StreamEvent): SseMessage[] {
    switch (event.type) {
      case 'block-delta':
        return blocks.delta(event)
      case 'response-start':
        return start(event.residue?.[DIALECT] ?? {})
      case 'block-start':
        return event.choice === 0 ? [...start({}), ...blocks.start(event)] : []
      case 'block-end':
        return blocks.end(event.block)
      case 'choice-end':
        if (event.choice === 0) reason = event.reason
        return []
      case 'usage':
        usage = mergeUsage(usage, event.usage)
        return []
      case 'opaque':
        return event.dialect === DIALECT && !event.isUnreadable ? own(event.value) : []
      case 'finish':
        return [...finish(), message({ type: 'message_stop' })]
      case 'error':
        return [...(reason === undefined ? [] : finish()), message({ ...toErrorBody(event.error), type: 'error' })]
    }
  }

  function start(residue: Fields): SseMessage[] {
    if (isStarted) return []
    isStarted = true
    const { usage: told, ...fields } = residue
    const content = {
      id: options.id,
      type: 'message',
      role: 'assistant',
      model: options.model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      ...fields,
      // what a foreign upstream counts is known at the end only
      usage: isFields(told) ? { input_tokens: 0, ...told, output_tokens: 1 } : { input_tokens: 0, output_tokens: 0 },
    }
    return [message({ type: 'message_start', message: content })]
  }

  function own(value: unknown): SseMessage[] {
    const told = readOwnEvent(value)
    switch (told.type) {
      case 'block':
        return [...start({}), ...blocks.whole(told.content, told.deltas)]
      case 'ending':
        ending = { delta: { ...ending.delta, ...told.delta }, usage: { ...ending.usage, ...told.usage } }
        return []
      case 'event':
        return [{ event: told.name, data: JSON.stringify(value) }]
      case 'nothing':
        return []
    }
  }

  function finish(): SseMessage[] {
    const told = blocks.hasRefusal() && reason?.unified === 'stop' ? { unified: 'filter' as const } : reason
    const delta = { ...encodeFinishReason(told ?? { unified: 'other' }), ...ending.delta }
    return [
      ...blocks.endAll(),
      message({ type: 'message_delta', delta, usage: { ...encodeUsage(usage), ...ending.usage } }),
    ]
  }
}

/** Clients skip events without a name. */
const message = (body: Fields & { type: string }): SseMessage => ({ event: body.type, data: JSON.stringify(body) })
