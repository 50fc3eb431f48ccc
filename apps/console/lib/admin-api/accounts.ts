import { graphql } from '@/gql'
import type {
  AccountsQuery,
  LedgerAccountFilter,
  LedgerAccountKind,
  LedgerAccountQuery,
  LedgerAccountSort,
  LedgerAccountSortField,
  LedgerAccountState,
} from '@/gql/graphql'
import { query } from './client'
import { type PageArgs, type PageOf, toPage } from './pages'

const accountsDocument = graphql(`
  query Accounts($first: Int, $after: String, $filter: LedgerAccountFilter, $sort: LedgerAccountSort) {
    ledgerAccounts(first: $first, after: $after, filter: $filter, sort: $sort) {
      nodes {
        id kind state name balance held available createdAt
        owner { id username displayName }
        course { id name }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`)
const ledgerAccountDocument = graphql(`
  query LedgerAccount($accountId: ID) {
    ledgerAccount(accountId: $accountId) {
      id kind state name balance held available createdAt
      owner { id username displayName state }
      course { id name }
      holds { id amount state keyName nodeId since expiresAt }
      limits { id kind name period amount spent held endsAt }
      forecast { perDay basedOnDays daysLeft emptyOn }
    }
  }
`)

export type AccountRow = AccountsQuery['ledgerAccounts']['nodes'][number]
export type AccountDetail = LedgerAccountQuery['ledgerAccount']
export type HeldMoney = AccountDetail['holds'][number]
export type BurnForecast = NonNullable<AccountDetail['forecast']>
export type AccountLimit = AccountDetail['limits'][number]

export const ACCOUNT_KINDS: readonly LedgerAccountKind[] = ['WALLET', 'POOL', 'SUSPENSE']
export const ACCOUNT_STATES: readonly LedgerAccountState[] = ['ACTIVE', 'CLOSED']
export const ACCOUNT_SORT_FIELDS: readonly LedgerAccountSortField[] = ['NAME', 'BALANCE', 'HELD', 'CREATED_AT']

export async function listAccounts(
  page: PageArgs,
  filter: LedgerAccountFilter,
  sort: LedgerAccountSort,
): Promise<PageOf<AccountRow>> {
  return toPage((await query(accountsDocument, { ...page, filter, sort })).ledgerAccounts)
}

/** With what it holds and its limits. @param accountId absent: the own wallet */
export const getAccount = async (accountId?: string): Promise<AccountDetail> =>
  (await query(ledgerAccountDocument, { accountId: accountId ?? null })).ledgerAccount
