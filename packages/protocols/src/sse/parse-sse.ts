import type { Machine } from '../machine.js'
import { createSseFramer, type SseFrame } from './frame-sse.js'
import type { SseMessage } from './sse-message.js'

/** Bytes, split anywhere → events; comments and keep-alives vanish. Bounds and errors as {@link createSseFramer}. */
export function createSseParser(options: { maxFrameBytes?: number } = {}): Machine<Uint8Array, SseMessage> {
  const framer = createSseFramer(options)
  return { push: (chunk) => messagesOf(framer.push(chunk)), end: () => messagesOf(framer.end()) }
}

const messagesOf = (frames: readonly SseFrame[]): SseMessage[] =>
  frames.flatMap(({ message }) => (message === undefined ? [] : [message]))
