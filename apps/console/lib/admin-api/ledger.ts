import { graphql } from '@/gql'
import type { WalletHistoryQuery } from '@/gql/graphql'
import { query } from './client'
import { type PageArgs, type PageOf, toPage } from './pages'

const walletHistoryDocument = graphql(`
  query WalletHistory($first: Int, $after: String, $accountId: ID) {
    ledgerTransactions(first: $first, after: $after, accountId: $accountId) {
      nodes {
        id requestId kind createdAt reason
        actor { id username }
        entries { accountId isRevenue amount }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`)

type Transaction = WalletHistoryQuery['ledgerTransactions']['nodes'][number]

/** A money move as its account sees it. */
export interface WalletMove extends Omit<Transaction, 'entries'> {
  /** Decimal text; negative leaves the account. Null where the account has no part in it. */
  amount: string | null
}

export async function listWalletMoves(accountId: string, page: PageArgs): Promise<PageOf<WalletMove>> {
  const { rows, ...rest } = toPage((await query(walletHistoryDocument, { ...page, accountId })).ledgerTransactions)
  return { ...rest, rows: rows.map((transaction) => reshapeMove(transaction, accountId)) }
}

function reshapeMove({ entries, ...transaction }: Transaction, accountId: string): WalletMove {
  return { ...transaction, amount: entries.find((entry) => entry.accountId === accountId)?.amount ?? null }
}
