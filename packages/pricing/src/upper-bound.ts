import { type PriceVersion, tokenPrices } from './price-book.js'
import { applyRatio, TOKENS_PER_PRICE } from './rate-usage.js'
import type { Ratio } from './ratio.js'

/** Tokens that a template may put around each message and each tool. */
export const OVERHEAD_TOKENS = 16

/**
 * Tokens that a template may put into each call by itself: where a request has no system prompt, several models insert one
 * of their own (some 30 tokens), which no byte of the request accounts for.
 */
export const ALLOWANCE_TOKENS = 256

/** What vendors and templates put before a whole conversation: a system prompt of their own, instructions for tools. */
export const TEMPLATE_TOKENS = 4_096

/** Text has no longer tokens on average: a prompt of more bytes per token of the context cannot fit. */
export const MAX_BYTES_PER_TOKEN = 32

/**
 * Tokens that one medium may cost at most. The catalog states no maximum of a model yet, so these stand for it; the
 * model's context still caps the sum. Images: the default ceiling of Qwen-VL (12.8 megapixels in patches of 28 × 28), by
 * far the highest of the families served here (Claude below 5,000, Gemini and GPT below 3,000). Audio: an hour at the 32
 * tokens a second of Gemini, others count less. Documents: a hundred pages of text and picture.
 */
export const MAX_TOKENS_PER_MEDIUM = { image: 16_384, audio: 115_200, document: 300_000 } as const

/** All that bounds the cost of one call, as it will be sent. Sizes come from `measureRequest`. */
export interface CallBounds {
  /** UTF-8 bytes of all text: no tokenizer makes more than one token of a byte. */
  textBytes: number
  messageCount: number
  toolCount: number
  imageCount: number
  audioCount: number
  documentCount: number
  /** No prompt is longer than the model's context; absent: unknown. */
  contextTokens?: number | undefined
  /** Per choice, reasoning included. */
  outputLimitTokens: number
  choiceCount: number
}

const SIZES = [
  'textBytes',
  'messageCount',
  'toolCount',
  'imageCount',
  'audioCount',
  'documentCount',
  'contextTokens',
  'outputLimitTokens',
  'choiceCount',
] as const satisfies readonly (keyof CallBounds)[]

/** The most input tokens that a call can be billed for. */
export function maxInputTokens(bounds: CallBounds): number {
  const tokens =
    ALLOWANCE_TOKENS +
    bounds.textBytes +
    OVERHEAD_TOKENS * (bounds.messageCount + bounds.toolCount) +
    MAX_TOKENS_PER_MEDIUM.image * bounds.imageCount +
    MAX_TOKENS_PER_MEDIUM.audio * bounds.audioCount +
    MAX_TOKENS_PER_MEDIUM.document * bounds.documentCount
  return bounds.contextTokens === undefined ? tokens : Math.min(tokens, bounds.contextTokens)
}

/** Whether the text alone is longer than any tokenizer could fit into the model's context. */
export const isBeyondContext = ({ textBytes, contextTokens }: CallBounds): boolean =>
  contextTokens !== undefined && textBytes > contextTokens * MAX_BYTES_PER_TOKEN

/** Whether an upstream can have read so many tokens of this call. What is beyond is no usage, as absurd figures are none. */
export const isPlausibleInput = (tokens: number, bounds: CallBounds): boolean =>
  tokens <= maxInputTokens(bounds) + TEMPLATE_TOKENS

/**
 * The most that a call can cost: every input token of the dearest input class, every output token of the dearer output
 * class, plus the price per request, rounded up once. No usage within the limits is rated higher.
 * @throws RangeError for bounds that are negative or no whole numbers
 */
export function upperBound(bounds: CallBounds, price: PriceVersion, ratio: Ratio): bigint {
  const { fixedMillionths, perLimitTokenMillionths } = costTerms(bounds, price)
  return applyRatio(fixedMillionths + BigInt(bounds.outputLimitTokens) * perLimitTokenMillionths, ratio)
}

/** The bound as a line over the output limit, in millionths of a nano and before the ratio. */
export function costTerms(
  bounds: CallBounds,
  price: PriceVersion,
): { fixedMillionths: bigint; perLimitTokenMillionths: bigint } {
  for (const name of SIZES) {
    const value = bounds[name]
    if (value !== undefined && !(Number.isSafeInteger(value) && value >= 0)) {
      throw new RangeError(`${name} must be a whole number`)
    }
  }
  const prices = tokenPrices(price)
  const dearestInput = largest([
    prices.inputTokens,
    prices.cacheReadTokens,
    prices.cacheWriteTokens,
    prices.cacheWrite1hTokens,
  ])
  const dearestOutput = largest([prices.outputTokens, prices.reasoningTokens])
  return {
    fixedMillionths: BigInt(maxInputTokens(bounds)) * dearestInput + price.perRequestNanos * TOKENS_PER_PRICE,
    perLimitTokenMillionths: BigInt(bounds.choiceCount) * dearestOutput,
  }
}

const largest = (amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => (a > b ? a : b), 0n)
