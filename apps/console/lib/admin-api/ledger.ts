import { graphql } from '@/gql'
import type { AccountHistoryQuery, AccountLotsQuery, LedgerAccountKind } from '@/gql/graphql'
import { type ActionResult, resultOf } from '@/lib/action-result'
import { execute, query } from './client'
import { type PageArgs, type PageOf, toPage } from './pages'

const accountHistoryDocument = graphql(`
  query AccountHistory($first: Int, $after: String, $accountId: ID, $kind: String) {
    accountHistory(first: $first, after: $after, accountId: $accountId, kind: $kind) {
      nodes {
        id transactionId kind amount balanceAfter requestId correctedRequestId reason occurredOn period createdAt
        actor { id username }
        secondPerson { id username }
        counterpart { id kind name owner { username } }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`)
const accountLotsDocument = graphql(`
  query AccountLots($accountId: ID) {
    accountLots(accountId: $accountId) { id kind reason amount rest expired expiresAt createdAt }
  }
`)
const redeemCodeDocument = graphql(`
  mutation RedeemCode($input: RedeemCodeInput!) {
    redeemCode(input: $input) {
      amount isRepeat
      account { balance }
      problems { code message path }
    }
  }
`)

export type AccountEntry = AccountHistoryQuery['accountHistory']['nodes'][number]
export type AccountLot = AccountLotsQuery['accountLots'][number]

/** An account as a row of another thing names it. */
export interface NamedAccount {
  id: string
  kind: LedgerAccountKind
  name?: string | null
  owner?: { username: string } | null
}

export const ENTRY_KINDS = [
  'usage',
  'grant',
  'course_grant',
  'redeem',
  'adjustment',
  'refund',
  'move',
  'expire',
] as const
export type EntryKind = (typeof ENTRY_KINDS)[number]

/** Newest first. @param filter.accountId absent: the own wallet */
export async function listEntries(
  page: PageArgs,
  filter: { accountId?: string; kind?: EntryKind | undefined } = {},
): Promise<PageOf<AccountEntry>> {
  const variables = { ...page, accountId: filter.accountId ?? null, kind: filter.kind ?? null }
  return toPage((await query(accountHistoryDocument, variables)).accountHistory)
}

/** What is left of the money that came in, in the order of use. @param accountId absent: the own wallet */
export const listLots = async (accountId?: string): Promise<readonly AccountLot[]> =>
  (await query(accountLotsDocument, { accountId: accountId ?? null })).accountLots

export interface Redeemed {
  /** What the code is worth, decimal text. */
  amount: string
  /** Of the wallet after it; null where the API did not say. */
  balance: string | null
  /** The same person had redeemed it before: nothing was added. */
  isRepeat: boolean
}

export async function redeemCode(code: string): Promise<ActionResult<Redeemed>> {
  const { amount, account, isRepeat, problems } = (await execute(redeemCodeDocument, { input: { code } })).redeemCode
  return resultOf(problems, { amount: amount ?? '0', balance: account?.balance ?? null, isRepeat: isRepeat ?? false })
}
