import type { CountTokens } from './estimate-tokens.js'

let loading: Promise<CountTokens> | undefined

/** The tokenizer's tables take 60 MB and a tenth of a second: loaded once, when first needed or at leisure after boot. */
export function loadTokenizer(): Promise<CountTokens> {
  loading ??= import('gpt-tokenizer').then(
    ({ countTokens }) =>
      // names of special tokens in a text are text
      (text) =>
        countTokens(text, { disallowedSpecial: new Set() }),
  )
  return loading
}
