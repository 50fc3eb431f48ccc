import type { ModelFilter, ModelSort } from '@/gql/graphql'
import { choiceOf, idOf, type SearchParameters, textOf } from './table-address'

export const MARKET_ABILITIES = ['vision', 'tools', 'reasoning', 'json', 'audio', 'document', 'embedding'] as const
export const MARKET_SORTS = ['name', 'cheapest', 'dearest', 'longest'] as const
export type MarketSort = (typeof MARKET_SORTS)[number]
/** `all`: also those that the caller's groups see and that nobody could serve or price at present. */
export const MARKET_SCOPES = ['usable', 'all'] as const

const SORTS: Record<MarketSort, ModelSort> = {
  name: { field: 'NAME', direction: 'ASC' },
  cheapest: { field: 'PRICE', direction: 'ASC' },
  dearest: { field: 'PRICE', direction: 'DESC' },
  longest: { field: 'CONTEXT', direction: 'DESC' },
}

export interface MarketQuestion {
  filter: ModelFilter
  sort: ModelSort
  groupId: string | null
}

/** What an address asks the market for; without anything every usable model by name. */
export function marketQuestionOf(parameters: SearchParameters): MarketQuestion {
  const groupId = idOf(parameters, 'group') ?? null
  const ability = choiceOf(parameters, 'ability', MARKET_ABILITIES)
  const scope = choiceOf(parameters, 'scope', MARKET_SCOPES) ?? 'usable'
  return {
    filter: {
      ...(scope === 'usable' && { usable: true }),
      search: textOf(parameters, 'search') || null,
      provider: textOf(parameters, 'provider') || null,
      abilities: ability === undefined ? null : [ability],
      groupId,
    },
    sort: SORTS[choiceOf(parameters, 'sort', MARKET_SORTS) ?? 'name'],
    groupId,
  }
}
