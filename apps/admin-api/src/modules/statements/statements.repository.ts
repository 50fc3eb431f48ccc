import { Injectable } from '@nestjs/common'
import { Database } from '../../database/database.repository.js'

export interface StatementLineRow {
  /** '': calls without a course. */
  courseId: string
  courseName: string | null
  costCentre: string | null
  modelName: string
  calls: bigint
  inputTokens: bigint
  outputTokens: bigint
  amountNanos: bigint
}

export interface AccountLineRow {
  kind: string
  isBefore: boolean
  count: bigint
  amountNanos: bigint
}

/** Courses × models of a month: more than any campus has. */
const MAX_LINES = 20_000

/** Accounting periods: what was posted in a campus month, whenever the calls were. */
@Injectable()
export class StatementsRepository {
  constructor(private readonly database: Database) {}

  /** The month that is running, `YYYY-MM`. */
  async currentPeriod(): Promise<string> {
    const rows = await this.database.client.$queryRaw<{ period: string }[]>`
      SELECT to_char(now() AT TIME ZONE time_zone, 'YYYY-MM') AS period FROM setting`
    return rows[0]?.period ?? ''
  }

  /** The last month in which a call was posted; `undefined`: none yet. */
  async newestPeriod(): Promise<string | undefined> {
    const rows = await this.database.client.$queryRaw<{ period: string | null }[]>`
      SELECT max(period) AS period FROM usage_monthly`
    return rows[0]?.period ?? undefined
  }

  async listLines(period: string): Promise<StatementLineRow[]> {
    return await this.database.client.$queryRaw<StatementLineRow[]>`
      WITH pair AS MATERIALIZED ( -- by ids first: thousands of rows, and few courses and models that have names
        SELECT course_id, model_id, sum(calls) AS calls, sum(input_tokens + cache_read_tokens + cache_write_tokens) AS input_tokens,
          sum(output_tokens + reasoning_tokens) AS output_tokens, sum(amount_nanos) AS amount_nanos
        FROM usage_monthly WHERE period = ${period} GROUP BY 1, 2
      )
      SELECT COALESCE(p.course_id::text, '') AS "courseId", c.name AS "courseName", c.cost_centre AS "costCentre",
        COALESCE(m.name, p.model_id::text) AS "modelName", sum(p.calls)::bigint AS calls,
        sum(p.input_tokens)::bigint AS "inputTokens", sum(p.output_tokens)::bigint AS "outputTokens",
        sum(p.amount_nanos)::bigint AS "amountNanos"
      FROM pair p LEFT JOIN course c ON c.id = p.course_id LEFT JOIN model m ON m.id = p.model_id
      GROUP BY 1, 2, 3, 4 ORDER BY 8 DESC, 4 LIMIT ${MAX_LINES}`
  }

  /** What revenue got in a period: the ledger's own sum, kept in the transactions that post; billing adds it up again (L11p). */
  async sumOfRevenue(period: string): Promise<bigint> {
    const rows = await this.database.client.$queryRaw<{ amount: bigint }[]>`
      SELECT COALESCE(sum(amount), 0)::bigint AS amount FROM audit_v1.revenue
      WHERE period = ${period} AND kind IN ('usage', 'refund')`
    return rows[0]?.amount ?? 0n
  }

  /** An account's entries by kind: those of the period, and all before it together. */
  async listAccountLines(accountId: string, period: string): Promise<AccountLineRow[]> {
    return await this.database.client.$queryRaw<AccountLineRow[]>`
      SELECT CASE WHEN t.period < ${period} THEN '' ELSE t.kind END AS kind, t.period < ${period} AS "isBefore",
        count(*)::bigint AS count, sum(e.amount)::bigint AS "amountNanos"
      FROM ledger_entry e JOIN ledger_txn t ON t.id = e.txn_id
      WHERE e.account_id = ${accountId}::uuid AND t.period <= ${period} GROUP BY 1, 2 ORDER BY 1`
  }
}
