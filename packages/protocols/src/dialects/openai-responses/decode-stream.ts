import type { StreamEvent } from '../../canonical/stream-event.js'
import type { Machine } from '../../machine.js'
import type { SseMessage } from '../../sse/sse-message.js'
import { createAnswerReader, unreadable } from './answer-reader.js'
import { decodeErrorBody } from './decode-error.js'
import { newCallId } from './new-call-id.js'

/** Not a word of this dialect; servers that imitate the older one say it. */
const DONE = '[DONE]'

/**
 * Events of the wire → ours. `finish` is given at `response.completed` or `response.incomplete`; a stream that ends
 * without one of them was cut and ends in an error. An event that is no JSON is skipped as unreadable; whatever follows
 * the terminal event is ignored.
 */
export function createStreamDecoder(options: { newCallId?: () => string } = {}): Machine<SseMessage, StreamEvent> {
  const answer = createAnswerReader({ newCallId: options.newCallId ?? newCallId })
  return { push, end: answer.end }

  function push({ event, data }: SseMessage): StreamEvent[] {
    if (answer.isOver()) return []
    if (data.length < 16 && data.trim() === DONE) return answer.end()
    const value = parse(data)
    if (event === 'error') return answer.fail(decodeErrorBody(value))
    return value === undefined ? [unreadable(data)] : answer.readEvent(value)
  }
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}
