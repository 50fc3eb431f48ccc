import type { StreamEvent } from '../../canonical/stream-event.js'
import type { Machine } from '../../machine.js'
import type { SseMessage } from '../../sse/sse-message.js'
import { createAnswerReader, unreadable } from './answer-reader.js'
import { decodeErrorBody } from './decode-error.js'
import { newCallId } from './new-call-id.js'

export const DONE = '[DONE]'

/**
 * Chunks → events. `finish` is given at `[DONE]`, or at the end of a stream that leaves it out, if every choice has its
 * finish reason; otherwise the answer was cut and ends in an error. A chunk that is no JSON is skipped as unreadable;
 * whatever follows the terminal event is ignored.
 */
export function createStreamDecoder(options: { newCallId?: () => string } = {}): Machine<SseMessage, StreamEvent> {
  const answer = createAnswerReader({ isWhole: false, newCallId: options.newCallId ?? newCallId })
  return { push, end: answer.end }

  function push({ event, data }: SseMessage): StreamEvent[] {
    if (answer.isOver()) return []
    if (data === DONE || (data.length < 16 && data.trim() === DONE)) return answer.end()
    const chunk = parse(data)
    if (event === 'error') return answer.fail(decodeErrorBody(chunk))
    return chunk === undefined ? [unreadable(data)] : answer.read(chunk)
  }
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}
