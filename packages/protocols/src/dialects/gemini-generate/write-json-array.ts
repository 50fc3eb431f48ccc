import type { Machine } from '../../machine.js'
import type { SseMessage } from '../../sse/sse-message.js'

/**
 * Chunks of a stream → the text of the form without `alt=sse`: one JSON array, written as it grows. An error is an element
 * like any other, and the last.
 */
export function createJsonArrayWriter(): Machine<SseMessage, string> {
  let isBegun = false
  return {
    push({ data }) {
      const text = isBegun ? `,\r\n${data}` : `[${data}`
      isBegun = true
      return [text]
    },
    end: () => [isBegun ? ']' : '[]'],
  }
}
