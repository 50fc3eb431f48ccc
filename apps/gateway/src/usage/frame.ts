import { crc32c } from './crc32c.js'

/** Intent, progress, completion, void, acknowledged by the stream. */
export type FrameType = 'I' | 'P' | 'C' | 'V' | 'A'

const TYPES: readonly FrameType[] = ['I', 'P', 'C', 'V', 'A']
const LENGTH_BYTES = 4
const CHECKSUM_BYTES = 4
const TYPE_OFFSET = LENGTH_BYTES + CHECKSUM_BYTES
const HEADER_BYTES = TYPE_OFFSET + 1
/** Larger than any record that we write: a length beyond it is a broken one. */
export const MAX_FRAME_BYTES = 1024 * 1024

export interface Frame {
  type: FrameType
  /** JSON text. */
  text: string
  /** Where the frame begins, and its length with the header. */
  offset: number
  length: number
}

/** Where a frame lies in a folder. */
export interface FramePlace {
  segment: number
  offset: number
  length: number
}

/** `u32 length of type and text | u32 crc32c of them | u8 type | JSON`, numbers in big endian. */
export function encodeFrame(type: FrameType, text: string): Buffer {
  const textBytes = Buffer.byteLength(text, 'utf8')
  const frame = Buffer.allocUnsafe(HEADER_BYTES + textBytes)
  frame.writeUInt32BE(textBytes + 1, 0)
  frame[TYPE_OFFSET] = type.charCodeAt(0)
  frame.write(text, HEADER_BYTES, 'utf8')
  frame.writeUInt32BE(crc32c(frame, TYPE_OFFSET, frame.length), LENGTH_BYTES)
  return frame
}

/** The frame at `offset`; `undefined`: there is none, or it is damaged. */
export function readFrame(bytes: Buffer, offset: number): Frame | undefined {
  if (bytes.length - offset < HEADER_BYTES) return undefined
  const size = bytes.readUInt32BE(offset)
  const end = offset + TYPE_OFFSET + size
  if (size < 1 || size > MAX_FRAME_BYTES || end > bytes.length) return undefined
  if (crc32c(bytes, offset + TYPE_OFFSET, end) !== bytes.readUInt32BE(offset + LENGTH_BYTES)) return undefined
  const type = TYPES.find((known) => known.charCodeAt(0) === bytes[offset + TYPE_OFFSET])
  if (type === undefined) return undefined
  return { type, text: bytes.toString('utf8', offset + HEADER_BYTES, end), offset, length: end - offset }
}

export interface ReadFrames {
  frames: Frame[]
  /** Bytes after the last readable frame: a torn tail in the last segment, corruption elsewhere. */
  lostBytes: number
  /** Damaged stretches that readable frames follow. */
  corruptStretches: number
}

/** All frames of a segment, as {@link scanFrames} finds them. */
export function readFrames(bytes: Buffer): ReadFrames {
  const frames: Frame[] = []
  const scan = scanFrames(bytes)
  for (let next = scan.next(); ; next = scan.next()) {
    if (next.done) return { frames, ...next.value }
    frames.push(next.value)
  }
}

/**
 * The frames of a segment, one by one, so that whoever reads many can give others a turn. A damaged stretch is skipped: the
 * next place where a whole frame with a right checksum begins is looked for, so that one flipped bit costs one record and
 * not the rest of the segment.
 */
export function* scanFrames(bytes: Buffer): Generator<Frame, Omit<ReadFrames, 'frames'>, undefined> {
  let corruptStretches = 0
  let offset = 0
  let damagedFrom: number | undefined
  while (offset < bytes.length) {
    const frame = readFrame(bytes, offset)
    if (frame === undefined) {
      damagedFrom ??= offset
      offset++
      continue
    }
    if (damagedFrom !== undefined) corruptStretches++
    damagedFrom = undefined
    yield frame
    offset += frame.length
  }
  return { corruptStretches, lostBytes: damagedFrom === undefined ? 0 : bytes.length - damagedFrom }
}
