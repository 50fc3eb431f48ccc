import { countTokens, decode, encode } from 'gpt-tokenizer/encoding/o200k_base'
import { allText, type ChatRequest } from './chat-request.js'

const TOKENS_PER_MESSAGE = 4
const TOKENS_PER_ANSWER = 3
/** Longer texts are estimated: a demo must not spend seconds on counting. */
const MAX_COUNTED_CHARACTERS = 100_000
const BYTES_PER_TOKEN = 4
/** A prompt may spell special tokens out; they are text here. */
const AS_TEXT = { disallowedSpecial: new Set<string>() }

export function countTextTokens(text: string): number {
  return text.length > MAX_COUNTED_CHARACTERS
    ? Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN)
    : countTokens(text, AS_TEXT)
}

export const countPromptTokens = (request: ChatRequest): number =>
  countTextTokens(allText(request)) + request.messages.length * TOKENS_PER_MESSAGE + TOKENS_PER_ANSWER

/** The first so many tokens of a text. */
export function cutToTokens(text: string, maxTokens: number): { text: string; isCut: boolean } {
  const tokens = encode(text, AS_TEXT)
  return tokens.length <= maxTokens
    ? { text, isCut: false }
    : { text: decode(tokens.slice(0, maxTokens)).replace(/\uFFFD+$/, ''), isCut: true }
}
