import type { CanonicalRequest, DialectId, Part } from '@tollgate/protocols/canonical'
import { estimateMediaTokens } from './estimate-media.js'

export type CountTokens = (text: string) => number
export type TokenEstimateSource = () => Promise<CountTokens>

/** One text of an answer: a choice's words, a tool call, reasoning. */
export interface OutputText {
  /** As far as it is ever counted. */
  text: string
  /** Characters of all of it. */
  length: number
}

/** Longer texts are counted by their beginning: nobody's event loop waits for a megabyte. */
export const MAX_COUNTED_CHARACTERS = 200_000
/** Pieces are counted one by one, because merging one endless word takes time that grows faster than it. */
const PIECE_CHARACTERS = 2_000
const TOKENS_PER_MESSAGE = 4
const CHARACTERS_PER_TOKEN = 3

/**
 * Tokens of a text, in time that grows with its length and not faster.
 * @param length characters of the whole, where `text` is only its beginning
 */
export function countBounded(text: string, count: CountTokens, length = text.length): number {
  let tokens = 0
  const counted = Math.min(text.length, MAX_COUNTED_CHARACTERS)
  for (let from = 0; from < counted; from += PIECE_CHARACTERS) {
    tokens += count(text.slice(from, Math.min(from + PIECE_CHARACTERS, counted)))
  }
  return length === counted ? tokens : Math.ceil((tokens * length) / counted)
}

/**
 * Tokens of all that a model wrote. Each text is counted by itself, because answers to one question (`n`) arrive in turns;
 * what was not kept of them is reckoned like the rest.
 */
export function estimateOutputTokens(texts: readonly OutputText[], count: CountTokens): number {
  const tokens = texts.reduce((sum, { text }) => sum + countBounded(text, count), 0)
  const keptLength = texts.reduce((sum, { text }) => sum + text.length, 0)
  const length = texts.reduce((sum, one) => sum + one.length, 0)
  return keptLength === length ? tokens : Math.ceil((tokens * length) / keptLength)
}

/** A rough figure for progress records, which are read only after a crash. */
export const roughTokens = (characters: number): number => Math.ceil(characters / CHARACTERS_PER_TOKEN)

/**
 * Tokens of a request, for upstreams that do not tell: texts, calls, results and tools (as JSON) by the tokenizer, media by
 * the rules of the target's vendor.
 */
export function estimateInputTokens(
  request: CanonicalRequest,
  count: CountTokens,
  dialect: DialectId = 'openai-chat',
): number {
  const texts: string[] = request.tools.map((tool) => JSON.stringify(tool))
  let tokens = TOKENS_PER_MESSAGE * request.messages.length
  const add = (part: Part): void => {
    switch (part.type) {
      case 'text':
      case 'reasoning':
      case 'refusal':
        texts.push(part.text)
        break
      case 'tool-call':
        texts.push(part.name, part.argumentsText)
        break
      case 'tool-result':
        for (const inner of part.parts) add(inner)
        break
      case 'media':
        tokens += estimateMediaTokens(part, dialect)
        break
      case 'opaque':
        texts.push(JSON.stringify(part.value) ?? '')
        break
    }
  }
  for (const { parts } of request.messages) for (const part of parts) add(part)
  return tokens + texts.reduce((sum, text) => sum + countBounded(text, count), 0)
}
