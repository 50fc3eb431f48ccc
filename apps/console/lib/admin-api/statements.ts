import { graphql } from '@/gql'
import type { AccountStatementQuery, StatementQuery } from '@/gql/graphql'
import { askedPeriodOf, runningPeriod } from '@/lib/statement-period'
import type { SearchParameters } from '@/lib/table-address'
import { query } from './client'

const statementDocument = graphql(`
  query Statement($period: String!) {
    statement(period: $period) {
      period isOpen calls amount
      sections {
        courseId courseName costCentre calls amount
        lines { modelName calls inputTokens outputTokens amount }
      }
    }
  }
`)
const ledgerAmountDocument = graphql(`
  query LedgerAmount($period: String!) {
    statement(period: $period) { amount ledgerAmount }
  }
`)
const accountStatementDocument = graphql(`
  query AccountStatement($period: String!, $accountId: ID!) {
    accountStatement(period: $period, accountId: $accountId) {
      period isOpen opening closing
      lines { kind count amount }
      account { id kind name owner { id username displayName } course { id name } }
    }
  }
`)

const newestPeriodDocument = graphql(`
  query NewestStatementPeriod { newestStatementPeriod }
`)

export type Statement = StatementQuery['statement']
export type StatementSection = Statement['sections'][number]
export type AccountStatement = AccountStatementQuery['accountStatement']

/** The month that an address asks for; else the last one in which something was posted, else the running one. */
export async function statementPeriodOf(parameters: SearchParameters, timeZone: string): Promise<string> {
  const asked = askedPeriodOf(parameters)
  if (asked !== undefined) return asked
  return (await query(newestPeriodDocument, {})).newestStatementPeriod ?? runningPeriod(timeZone, Date.now())
}

/** @param period month as `YYYY-MM` */
export const getStatement = async (period: string): Promise<Statement> =>
  (await query(statementDocument, { period })).statement

/** What the ledger itself says of a month, beside the statement's sum. Reads every posting of it: seconds for a big one. */
export const getLedgerAmount = async (period: string): Promise<{ amount: string; ledgerAmount: string }> =>
  (await query(ledgerAmountDocument, { period })).statement

export const getAccountStatement = async (accountId: string, period: string): Promise<AccountStatement> =>
  (await query(accountStatementDocument, { accountId, period })).accountStatement
