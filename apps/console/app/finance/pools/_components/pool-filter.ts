import type { PoolFilter } from '@/gql/graphql'
import { ACCOUNT_STATES } from '@/lib/admin-api/accounts'
import { choiceOf, type SearchParameters, textOf } from '@/lib/table-address'

/** What the address of the pools' table asks for: of the page and of its file alike. */
export const poolFilterOf = (parameters: SearchParameters): PoolFilter => ({
  search: textOf(parameters, 'search') || null,
  state: choiceOf(parameters, 'state', ACCOUNT_STATES) ?? null,
})
