import { createParser } from 'eventsource-parser'
import { type ChatChunk, parseChunk } from './parse-chunk'

const TERMINATOR = '[DONE]'

export interface AnswerReader {
  /** Text of the body, cut anywhere → the chunks that it completes. */
  push(text: string): ChatChunk[]
  /** Whether the stream said that it is over. One that merely stops was cut off. */
  isComplete(): boolean
}

/** A body of server-sent events, read as it comes. */
export function createAnswerReader(): AnswerReader {
  let chunks: ChatChunk[] = []
  let isDone = false
  const parser = createParser({
    onEvent({ data }) {
      if (data === TERMINATOR) {
        isDone = true
        return
      }
      const chunk = parseChunk(data)
      if (chunk !== undefined) chunks.push(chunk)
    },
  })
  return {
    push(text) {
      chunks = []
      parser.feed(text)
      return chunks
    },
    isComplete: () => isDone,
  }
}
