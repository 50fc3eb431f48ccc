/** One operation of the NATS protocol: its line, and the payload of those that carry one. */
export interface NatsFrame {
  /** Without the line's end: `PUB subject reply 12`. */
  line: string
  /** Headers included; '' where the operation has none. */
  payload: string
  /** As it came. */
  bytes: Buffer
}

export interface NatsFrameReader {
  push(bytes: Buffer): NatsFrame[]
}

const LINE_END = Buffer.from('\r\n')
const WITH_PAYLOAD = /^(?:H?PUB|H?MSG) .* (\d+)$/

/** Splits one direction of a NATS connection into operations, however the bytes were cut on their way. */
export function createNatsFrameReader(): NatsFrameReader {
  let rest: Buffer = Buffer.alloc(0)
  return {
    push(bytes) {
      rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes])
      const frames: NatsFrame[] = []
      for (let frame = first(); frame !== undefined; frame = first()) {
        frames.push(frame)
        rest = rest.subarray(frame.bytes.length)
      }
      return frames
    },
  }

  function first(): NatsFrame | undefined {
    const lineEnd = rest.indexOf(LINE_END)
    if (lineEnd === -1) return undefined
    const line = rest.toString('latin1', 0, lineEnd)
    const bodyStart = lineEnd + LINE_END.length
    const size = WITH_PAYLOAD.exec(line)?.[1]
    if (size === undefined) return { line, payload: '', bytes: rest.subarray(0, bodyStart) }
    const bodyEnd = bodyStart + Number(size)
    const end = bodyEnd + LINE_END.length
    if (rest.length < end) return undefined
    return { line, payload: rest.toString('utf8', bodyStart, bodyEnd), bytes: rest.subarray(0, end) }
  }
}
