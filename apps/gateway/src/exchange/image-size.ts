/** Width and height in pixels. */
export interface ImageSize {
  width: number
  height: number
}

const JPEG_MARKER = 0xff
const JPEG_START_OF_SCAN = 0xda
/** Start of frame: all codings but the tables (DHT, JPG, DAC) that share the range. */
const isJpegFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

/** The size of a PNG, JPEG, GIF or WebP, from the beginning of its bytes; `undefined` where it is not there. */
export function readImageSize(bytes: Buffer): ImageSize | undefined {
  const size = readPng(bytes) ?? readGif(bytes) ?? readWebp(bytes) ?? readJpeg(bytes)
  return size !== undefined && size.width > 0 && size.height > 0 ? size : undefined
}

const startsWith = (bytes: Buffer, text: string, offset = 0): boolean =>
  bytes.toString('latin1', offset, offset + text.length) === text

function readPng(bytes: Buffer): ImageSize | undefined {
  if (bytes.length < 24 || !startsWith(bytes, '\x89PNG\r\n\x1a\n')) return undefined
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

function readGif(bytes: Buffer): ImageSize | undefined {
  if (bytes.length < 10 || !startsWith(bytes, 'GIF8')) return undefined
  return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
}

function readWebp(bytes: Buffer): ImageSize | undefined {
  if (bytes.length < 30 || !startsWith(bytes, 'RIFF') || !startsWith(bytes, 'WEBP', 8)) return undefined
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8X':
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 }
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21)
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    }
    case 'VP8 ':
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
    default:
      return undefined
  }
}

/** Goes from segment to segment up to the frame's header. */
function readJpeg(bytes: Buffer): ImageSize | undefined {
  if (bytes.length < 4 || bytes[0] !== JPEG_MARKER || bytes[1] !== 0xd8) return undefined
  for (let offset = 2; offset + 9 <= bytes.length && bytes[offset] === JPEG_MARKER; ) {
    const marker = bytes[offset + 1] ?? JPEG_START_OF_SCAN
    if (isJpegFrame(marker)) return { height: bytes.readUInt16BE(offset + 5), width: bytes.readUInt16BE(offset + 7) }
    if (marker === JPEG_START_OF_SCAN) return undefined
    offset += 2 + bytes.readUInt16BE(offset + 2)
  }
  return undefined
}
