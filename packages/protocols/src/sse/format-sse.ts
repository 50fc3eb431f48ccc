import type { SseMessage } from './sse-message.js'

const LINE_END = /\r\n|\r|\n/

/** `{event, data}` → text. Line ends cannot break out of a field: data becomes several lines, an event name loses them. */
export function formatSse({ event, data }: SseMessage): string {
  const name = event === undefined ? '' : `event: ${event.split(LINE_END).join(' ')}\n`
  // JSON never holds a raw line end: the common case is one line
  if (!data.includes('\n') && !data.includes('\r')) return `${name}data: ${data}\n\n`
  return `${name}${data
    .split(LINE_END)
    .map((line) => `data: ${line}\n`)
    .join('')}\n`
}

/** A comment that keeps a quiet stream open. */
export const SSE_KEEP_ALIVE = ': ping\n\n'
