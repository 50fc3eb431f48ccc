import type { LedgerAccountFilter, LedgerAccountSort } from '@/gql/graphql'
import { ACCOUNT_KINDS, ACCOUNT_SORT_FIELDS } from '@/lib/admin-api/accounts'
import { choiceOf, type SearchParameters, textOf } from '@/lib/table-address'

/** What the address of the accounts' table asks for: of the page and of its file alike. */
export function accountQueryOf(parameters: SearchParameters): { filter: LedgerAccountFilter; sort: LedgerAccountSort } {
  return {
    filter: {
      search: textOf(parameters, 'search') || null,
      kind: choiceOf(parameters, 'kind', ACCOUNT_KINDS) ?? null,
    },
    sort: {
      field: choiceOf(parameters, 'sort', ACCOUNT_SORT_FIELDS) ?? 'NAME',
      direction: choiceOf(parameters, 'direction', ['ASC', 'DESC']) ?? 'ASC',
    },
  }
}
