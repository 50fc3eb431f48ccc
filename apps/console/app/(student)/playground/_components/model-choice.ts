/** What the playground knows of a model. */
export interface ModelChoice {
  name: string
  provider: string
  abilities: readonly string[]
  /** Most tokens an answer may have; null where nobody said. */
  maxOutputTokens: number | null
  /** Decimal text per million tokens, ratio applied; null for models without a price. */
  price: { input: string; output: string } | null
}
