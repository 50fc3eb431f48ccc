import type { CanonicalRequest, Part } from '@tollgate/protocols/canonical'

export type CountTokens = (text: string) => number
export type TokenEstimateSource = () => Promise<CountTokens>

/** Longer texts are counted by their beginning: nobody's event loop waits for a megabyte. */
export const MAX_COUNTED_CHARACTERS = 200_000
/** Pieces are counted one by one, because merging one endless word takes time that grows faster than it. */
const PIECE_CHARACTERS = 2_000
const TOKENS_PER_MESSAGE = 4
const TOKENS_PER_IMAGE = 1_000
const TOKENS_PER_OTHER_MEDIUM = 2_000
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

/** A rough figure for progress records, which are read only after a crash. */
export const roughTokens = (characters: number): number => Math.ceil(characters / CHARACTERS_PER_TOKEN)

/** Tokens of a request, for upstreams that do not tell. */
export function estimateInputTokens(request: CanonicalRequest, count: CountTokens): number {
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
        tokens += part.kind === 'image' ? TOKENS_PER_IMAGE : TOKENS_PER_OTHER_MEDIUM
        break
      case 'opaque':
        texts.push(JSON.stringify(part.value) ?? '')
        break
    }
  }
  for (const { parts } of request.messages) for (const part of parts) add(part)
  return tokens + texts.reduce((sum, text) => sum + countBounded(text, count), 0)
}
