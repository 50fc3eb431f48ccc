import type { StreamEvent } from '../../canonical/stream-event.js'
import type { Machine } from '../../machine.js'
import type { SseMessage } from '../../sse/sse-message.js'
import { createAnswerReader } from './answer-reader.js'
import { parse } from './arguments.js'
import { unreadable } from './choice-reader.js'
import { decodeErrorBody } from './decode-error.js'
import { newCallId } from './new-call-id.js'

/** Imitators send it; here it says nothing. */
const DONE = '[DONE]'

/**
 * Chunks → events. `finish` is given at the end of the stream, if every candidate has told why it ended; otherwise the
 * answer was cut and ends in an error. A chunk that is no JSON is skipped as unreadable; whatever follows an error is
 * ignored.
 */
export function createStreamDecoder(options: { newCallId?: () => string } = {}): Machine<SseMessage, StreamEvent> {
  const answer = createAnswerReader({ newCallId: options.newCallId ?? newCallId })
  return { push, end: answer.end }

  function push({ event, data }: SseMessage): StreamEvent[] {
    if (answer.isOver() || data === DONE) return []
    const chunk = parse(data)
    if (event === 'error') return answer.fail(decodeErrorBody(chunk))
    return chunk === undefined ? [unreadable(data)] : answer.read(chunk)
  }
}
