import { ApolloArmor } from '@escape.tech/graphql-armor'
import type { ApolloDriverConfig } from '@nestjs/apollo'

/** What one document may ask for; the console's own largest query stays below half of each. */
export const QUERY_LIMITS = {
  depth: 8,
  aliases: 15,
  directives: 50,
  tokens: 1_000,
  cost: 5_000,
} as const

/** Parser and validation limits: everything above is refused before anything runs. */
export function queryLimits(): Pick<Required<ApolloDriverConfig>, 'plugins' | 'validationRules' | 'parseOptions'> {
  const armor = new ApolloArmor({
    maxDepth: { enabled: true, n: QUERY_LIMITS.depth, ignoreIntrospection: false, flattenFragments: true },
    maxAliases: { enabled: true, n: QUERY_LIMITS.aliases, allowList: [] },
    maxDirectives: { enabled: true, n: QUERY_LIMITS.directives },
    maxTokens: { enabled: false },
    // 100 rows of 45 fields, however deep: depth has its own limit
    costLimit: { enabled: true, maxCost: QUERY_LIMITS.cost, depthCostFactor: 1, ignoreIntrospection: false },
    blockFieldSuggestion: { enabled: true, mask: '' },
  })
  const protection = armor.protect()
  // armor's types see Apollo's CommonJS copy
  return {
    parseOptions: { maxTokens: QUERY_LIMITS.tokens }, // the parser's own limit: a refusal of the caller's document, not a failure
    plugins: protection.plugins as unknown as NonNullable<ApolloDriverConfig['plugins']>,
    validationRules: protection.validationRules as unknown as NonNullable<ApolloDriverConfig['validationRules']>,
  }
}
