import type { CallBounds } from '@tollgate/pricing'

/** Text of any language has fewer tokens than a third of its bytes, but for rare scripts. */
const BYTES_PER_TOKEN = 3
/** What pictures, sounds and files usually count for. */
const MEDIA_TOKENS = 1_000

type Size = Pick<CallBounds, 'textBytes' | 'imageCount' | 'audioCount' | 'documentCount'>

/** Tokens that a call is taken for until its usage is known: its input, roughly, and all that it may write. */
export const expectedTokens = (
  { textBytes, imageCount, audioCount, documentCount }: Size,
  output: { limitTokens: number; choiceCount: number },
): number =>
  Math.ceil(textBytes / BYTES_PER_TOKEN) +
  (imageCount + audioCount + documentCount) * MEDIA_TOKENS +
  output.limitTokens * output.choiceCount
