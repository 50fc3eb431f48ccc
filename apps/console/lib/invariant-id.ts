// biome-ignore format: one to a line says no more
const RULES = ['L1', 'L2', 'L2k', 'L3', 'L7', 'L7w', 'L9', 'L9r', 'L11', 'L11p', 'L13', 'L13c', 'L13g', 'L13l', 'L14', 'L14b', 'L14c'] as const
export type Rule = (typeof RULES)[number]

export interface InvariantName {
  /** The rule that we have words for; undefined: the API's own words. */
  rule: Rule | undefined
  /** It looks at the latest rows only. */
  isSample: boolean
}

/** `L7w`, `L9s`, `L11ps` → which rule it is a check of: a last `s` is a sample of the rule, any other letter a rule of its own. */
export function readInvariantId(id: string): InvariantName {
  const isSample = /^L\d+[a-z]?s$/.test(id)
  const name = isSample ? id.slice(0, -1) : id
  return { rule: RULES.find((known) => known === name), isSample }
}
