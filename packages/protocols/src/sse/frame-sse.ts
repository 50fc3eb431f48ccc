import { createParser } from 'eventsource-parser'
import { GatewayError } from '../canonical/error.js'
import type { Machine } from '../machine.js'
import type { SseMessage } from './sse-message.js'

/** One event holds at most this much; images inside answers are the largest that we know of. */
export const DEFAULT_MAX_FRAME_BYTES = 16 * 1024 * 1024

const LF = 0x0a
const CR = 0x0d
const BYTE_ORDER_MARK = 0xfeff

/** One event as it came: the exact bytes, its blank line included, and what they say. */
export interface SseFrame {
  bytes: Uint8Array
  /** Absent for comments, keep-alives and blank lines. */
  message?: SseMessage
}

/**
 * Bytes, split anywhere → events with the bytes they came in; all bytes together are the input again. Lines end in LF,
 * CRLF or CR. Bytes after the last blank line are given at `end`, read as if the blank line had come.
 * `push` throws GatewayError `upstream_error` where an event exceeds `maxFrameBytes`.
 */
export function createSseFramer(options: { maxFrameBytes?: number } = {}): Machine<Uint8Array, SseFrame> {
  const maxFrameBytes = options.maxFrameBytes ?? DEFAULT_MAX_FRAME_BYTES
  const readMessage = createMessageReader()
  let pieces: Uint8Array[] = []
  let pendingBytes = 0
  let lineBytes = 0
  let isAfterCr = false

  return { push, end: () => (pendingBytes === 0 ? [] : [toFrame(takePending(), '\n\n')]) }

  function push(chunk: Uint8Array): SseFrame[] {
    if (isAtStart() && isPlainEvent(chunk)) return [toFrame(chunk, '')]
    const frames: SseFrame[] = []
    let start = 0
    for (let index = 0; index < chunk.length; index++) {
      const byte = chunk[index]
      if (byte !== LF && byte !== CR) {
        lineBytes++
        isAfterCr = false
      } else if (byte === LF && isAfterCr) {
        isAfterCr = false // the second half of a line end that was seen already
      } else {
        isAfterCr = byte === CR
        const isBlank = lineBytes === 0
        lineBytes = 0
        if (!isBlank) continue
        if (byte === CR && chunk[index + 1] === LF) {
          index++
          isAfterCr = false
        }
        frames.push(toFrame(withPending(pieceOf(chunk, start, index + 1)), ''))
        start = index + 1
      }
    }
    if (start < chunk.length) keep(pieceOf(chunk, start, chunk.length))
    return frames
  }

  function isAtStart(): boolean {
    return pendingBytes === 0 && lineBytes === 0 && !isAfterCr
  }

  function keep(piece: Uint8Array): void {
    pieces.push(piece)
    pendingBytes += piece.length
    if (pendingBytes > maxFrameBytes) {
      throw new GatewayError('upstream_error', { message: 'The upstream sent an event that is too large.' })
    }
  }

  function withPending(piece: Uint8Array): Uint8Array {
    if (pendingBytes === 0) return piece
    keep(piece)
    return takePending()
  }

  function takePending(): Uint8Array {
    const whole = pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces)
    pieces = []
    pendingBytes = 0
    return whole
  }

  function toFrame(bytes: Uint8Array, closing: string): SseFrame {
    const text = toText(bytes)
    const message = readOneLine(text) ?? readMessage(text + closing)
    return message === undefined ? { bytes } : { bytes, message }
  }
}

/** One line and its blank one, with nothing before or behind them: a token of most upstreams, found without a loop. */
const isPlainEvent = (chunk: Uint8Array): boolean =>
  chunk.length > 2 && chunk.at(-1) === LF && chunk.indexOf(LF) === chunk.length - 2 && !chunk.includes(CR)

const DATA = 'data: '
const BLANK_LINE = '\n\n'

/** The same of a text: what it says, if that is one line of data. */
function readOneLine(text: string): SseMessage | undefined {
  const end = text.indexOf('\n')
  const isOneLine = text.startsWith(DATA) && end === text.length - BLANK_LINE.length && text.endsWith(BLANK_LINE)
  return isOneLine && !text.includes('\r') ? { data: text.slice(DATA.length, end) } : undefined
}

/** A frame holds whole characters, because line ends never stand inside one: no decoder state is needed. */
const toText = (bytes: Uint8Array): string =>
  (Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).toString('utf8')

/** A view costs as much as what it shows: mostly an upstream sends one event at a time, which needs none. */
const pieceOf = (chunk: Uint8Array, start: number, end: number): Uint8Array =>
  start === 0 && end === chunk.length ? chunk : chunk.subarray(start, end)

function createMessageReader(): (frame: string) => SseMessage | undefined {
  let message: SseMessage | undefined
  const parser = createParser({
    onEvent: ({ event, data }) => {
      message = event === undefined ? { data } : { event, data }
    },
  })
  return (frame) => {
    message = undefined
    const text = frame.charCodeAt(0) === BYTE_ORDER_MARK ? frame.slice(1) : frame
    parser.feed(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text)
    return message
  }
}
