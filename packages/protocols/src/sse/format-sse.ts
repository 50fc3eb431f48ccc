import type { SseMessage } from './sse-message.js'

const LINE_END = /\r\n|\r|\n/

/** `{event, data}` → text. Line ends cannot break out of a field: data becomes several lines, an event name loses them. */
export function formatSse({ event, data }: SseMessage): string {
  const name = event === undefined ? '' : `event: ${hasLineEnd(event) ? event.split(LINE_END).join(' ') : event}\n`
  // JSON never holds a raw line end: the common case is one line
  if (!hasLineEnd(data)) return `${name}data: ${data}\n\n`
  return `${name}${data
    .split(LINE_END)
    .map((line) => `data: ${line}\n`)
    .join('')}\n`
}

const hasLineEnd = (text: string): boolean => text.includes('\n') || text.includes('\r')

/** A comment that keeps a quiet stream open. */
export const SSE_KEEP_ALIVE = ': ping\n\n'
