import type { StreamEvent } from '../../canonical/stream-event.js'
import type { StreamEncoderOptions } from '../../codec.js'
import type { Machine } from '../../machine.js'
import type { SseMessage } from '../../sse/sse-message.js'
import { createAnswerWriter } from './answer-writer.js'

/** Events → events of the wire (PROTOCOLS 4), numbered from 0. Usage is always told: it is a part of the response. */
export function createStreamEncoder(options: StreamEncoderOptions): Machine<StreamEvent, SseMessage> {
  let messages: SseMessage[] = []
  let count = 0
  const answer = createAnswerWriter(options, (type, fields) => {
    const data = JSON.stringify({ type, sequence_number: count++, ...fields })
    messages.push({ event: type, data })
  })
  return {
    push(event) {
      messages = []
      answer.push(event)
      return messages
    },
    end: () => [],
  }
}
