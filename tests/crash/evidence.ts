import { type TruthEntry, waitUntil } from '@tollgate/testkit'
import pg from 'pg'
import type { PriceText } from '../support/expected-cost.js'
import { judge, type Observation, type Settlement, type Truth, type Violation } from './oracle.js'

const REF = /ref=([^;]+);/
const SCRIPTED_TOKENS = /prompt-tokens=(\d+),completion-tokens=(\d+)/

/** The truth log's entries, by the ref that stands in each prompt. */
export const truthsOf = (entries: readonly TruthEntry[]): Truth[] =>
  entries.flatMap((entry) => {
    const text = JSON.stringify(entry.body)
    const ref = REF.exec(text)?.[1]
    const [, prompt, completion] = SCRIPTED_TOKENS.exec(text) ?? []
    if (ref === undefined || prompt === undefined || completion === undefined) return []
    const tokens = { prompt: Number(prompt), completion: Number(completion) }
    return [{ ref, tokens, isStreamed: entry.isStreamed, chunksSent: entry.chunksSent }]
  })

/** What the ledger has on calls whose ref begins with `name`. */
export async function settlementsOf(client: pg.Client, accountId: string, name: string): Promise<Settlement[]> {
  const { rows } = await client.query(
    `SELECT e.request_id, u.client_ref, count(*) AS debit_count, -sum(e.amount) AS amount, u.reserved_nanos
     FROM audit_v1.entries e JOIN usage_record u USING (request_id)
     WHERE e.kind = 'usage' AND e.account_id = $1 AND starts_with(u.client_ref, $2)
     GROUP BY e.request_id, u.client_ref, u.reserved_nanos`,
    [accountId, `${name}-`],
  )
  return rows.map((row) => ({
    requestId: row.request_id,
    clientRef: row.client_ref,
    debitCount: Number(row.debit_count),
    amountNanos: BigInt(row.amount),
    reservedNanos: BigInt(row.reserved_nanos),
  }))
}

export interface Trial {
  client: pg.Client
  accountId: string
  name: string
  price: PriceText
  observations: readonly Observation[]
  truths: () => readonly TruthEntry[]
  /** Whether nothing is on its way to the ledger any more. */
  isAtRest: () => Promise<boolean>
}

/**
 * Judges until all is well, or until what is missing will not come any more.
 * @throws Error when the way to the ledger does not come to rest in time
 */
export async function verdictOf(trial: Trial, timeoutMs: number): Promise<Violation[]> {
  const judgeNow = async (): Promise<Violation[]> => {
    const settlements = await settlementsOf(trial.client, trial.accountId, trial.name)
    const { observations, price } = trial
    return judge({ observations, truths: truthsOf(trial.truths()), settlements, price })
  }
  await waitUntil(async () => (await judgeNow()).length === 0 || (await trial.isAtRest()), {
    timeoutMs,
    intervalMs: 250,
    what: 'a ledger that comes to rest',
  })
  return judgeNow()
}

/** Accounts whose balance is not the sum of their entries (L1), and transactions that do not net to 0 (L2). */
export async function brokenSums(client: pg.Client): Promise<unknown[]> {
  const balances = await client.query(
    `SELECT a.account_id, a.balance, sum(e.amount) FROM audit_v1.accounts a
     LEFT JOIN audit_v1.entries e USING (account_id) WHERE a.kind <> 'limit'
     GROUP BY 1, 2 HAVING a.balance <> coalesce(sum(e.amount), 0)`,
  )
  const transactions = await client.query('SELECT txn_id FROM audit_v1.entries GROUP BY 1 HAVING sum(amount) <> 0')
  return [...balances.rows, ...transactions.rows]
}
