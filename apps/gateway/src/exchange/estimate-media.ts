import type { DialectId, MediaPart } from '@tollgate/protocols/canonical'
import { type ImageSize, readImageSize } from './image-size.js'

/** What has no size that we can read: a link, a vendor's file, a video. */
const TOKENS_PER_UNKNOWN = 2_000
/** A picture's size stands in its first bytes; cameras put a preview before it. */
const MAX_HEADER_BYTES = 256 * 1024
const BYTES_PER_SECOND = { wav: 32_000, other: 16_000 } as const

/**
 * Tokens of one medium, as the vendor of the target's dialect reckons them: an estimate for calls whose upstream does not
 * tell, never a bound (`MAX_TOKENS_PER_MEDIUM` is).
 * @see https://platform.openai.com/docs/guides/images-vision
 * @see https://docs.anthropic.com/en/docs/build-with-claude/vision
 * @see https://ai.google.dev/gemini-api/docs/tokens
 */
export function estimateMediaTokens(part: MediaPart, dialect: DialectId): number {
  switch (part.kind) {
    case 'image':
      return IMAGE_TOKENS[dialect](imageSizeOf(part), part.detail)
    case 'audio':
      return audioTokens(part, dialect)
    case 'document':
    case 'video':
      return TOKENS_PER_UNKNOWN
  }
}

type ImageRule = (size: ImageSize | undefined, detail: MediaPart['detail']) => number

const IMAGE_TOKENS: Record<DialectId, ImageRule> = {
  'openai-chat': tilesOf512,
  'openai-responses': tilesOf512,
  'anthropic-messages': (size) => (size === undefined ? 1_600 : Math.min(1_600, Math.ceil(areaOf(size) / 750))),
  'gemini-generate': (size) => (size === undefined ? 258 : 258 * geminiTiles(size)),
}

/** 85, and 170 for each tile of 512 after fitting into 2,048 and bringing the shorter side down to 768. */
function tilesOf512(size: ImageSize | undefined, detail: MediaPart['detail']): number {
  if (detail === 'low') return 85
  const { width, height } = shrunk(shrunk(size ?? { width: 1_024, height: 1_024 }, Math.max, 2_048), Math.min, 768)
  return 85 + 170 * Math.ceil(width / 512) * Math.ceil(height / 512)
}

function geminiTiles({ width, height }: ImageSize): number {
  return Math.max(width, height) <= 384 ? 1 : Math.ceil(width / 768) * Math.ceil(height / 768)
}

function shrunk(size: ImageSize, side: (a: number, b: number) => number, most: number): ImageSize {
  const factor = Math.min(1, most / side(size.width, size.height))
  return { width: size.width * factor, height: size.height * factor }
}

/** Claude reads nothing longer than 1,568 pixels: larger pictures are brought down to it. */
const areaOf = (size: ImageSize): number => {
  const { width, height } = shrunk(size, Math.max, 1_568)
  return width * height
}

function imageSizeOf({ source }: MediaPart): ImageSize | undefined {
  if (source.type !== 'base64') return undefined
  return readImageSize(Buffer.from(source.data.slice(0, Math.ceil(MAX_HEADER_BYTES / 3) * 4), 'base64'))
}

function audioTokens({ source }: MediaPart, dialect: DialectId): number {
  if (source.type !== 'base64') return TOKENS_PER_UNKNOWN
  const rate = source.mediaType.includes('wav') ? BYTES_PER_SECOND.wav : BYTES_PER_SECOND.other
  const seconds = (source.data.length * 3) / 4 / rate
  return Math.ceil(seconds * (dialect === 'gemini-generate' ? 32 : 10))
}
