const RULES = ['L1', 'L2', 'L3', 'L7', 'L9', 'L11', 'L13', 'L14'] as const
export type Rule = (typeof RULES)[number]

export interface InvariantName {
  /** The rule that we have words for; undefined: the API's own words. */
  rule: Rule | undefined
  /** It looks at the latest rows only. */
  isSample: boolean
}

/** `L7w`, `L9s` → which rule it is a check of. A suffix other than `s` is a rule of its own. */
export function readInvariantId(id: string): InvariantName {
  const [, number = '', suffix = ''] = /^(L\d+)([a-z]*)$/.exec(id) ?? []
  const isSample = suffix === 's'
  const rule = suffix === '' || isSample ? RULES.find((known) => known === number) : undefined
  return { rule, isSample }
}
