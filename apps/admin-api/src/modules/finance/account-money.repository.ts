import { Injectable } from '@nestjs/common'
import { Prisma } from '@tollgate/db'
import { Database } from '../../database/database.repository.js'
import type { HeldStateName, LimitKindName, LimitPeriodName } from './account-money.types.js'
import type { SpentDay } from './burn-forecast.js'

export interface HeldRow {
  id: string
  amountNanos: bigint
  state: HeldStateName
  keyName: string | null
  nodeId: string
  since: Date
  expiresAt: Date
}

export interface AccountLimitRow {
  id: string
  kind: LimitKindName
  name: string | null
  period: LimitPeriodName
  amountNanos: bigint
  spentNanos: bigint
  heldNanos: bigint
  endsAt: Date | null
}

/** Of each account; what is beyond is in the sum all the same. */
const MAX_HOLDS = 100
const MAX_LIMITS = 100
const FORECAST_DAYS = 28
/** Of a busy pool the last entries say enough: a bound on what is read, whatever the account. */
const FORECAST_ENTRIES = 20_000

/** What stands in the way of spending an account's whole balance. Reads what billing wrote. */
@Injectable()
export class AccountMoneyRepository {
  constructor(private readonly database: Database) {}

  /** The largest first. */
  async listHolds(accountId: string): Promise<HeldRow[]> {
    return await this.database.client.$queryRaw<HeldRow[]>`
      SELECT lease_id AS id, held AS "amountNanos", state, key_name AS "keyName", node_id AS "nodeId", since,
        expires_at AS "expiresAt"
      FROM audit_v1.held_money WHERE account_id = ${accountId}::uuid AND limit_id IS NULL
      ORDER BY held DESC, lease_id LIMIT ${MAX_HOLDS}`
  }

  /**
   * Caps of the active keys that it pays for and, where asked for, limits of their courses and of its own.
   * A period in which nothing happened has no window yet: all of the amount is left.
   */
  async listLimits(accountId: string, options: { withCourses: boolean }): Promise<AccountLimitRow[]> {
    const courses = options.withCourses
      ? Prisma.sql`OR l.course_id IN (SELECT course_id FROM paid UNION
          SELECT a.course_id FROM account a WHERE a.id = ${accountId}::uuid)`
      : Prisma.empty
    return await this.database.client.$queryRaw<AccountLimitRow[]>`
      WITH paid AS MATERIALIZED (
        SELECT id, course_id FROM api_key WHERE state = 'active' AND payer_account_id = ${accountId}::uuid
      )
      SELECT l.id, l.kind, COALESCE(k.name, c.name) AS name, l.period, COALESCE(w.amount, l.amount_nanos) AS "amountNanos",
        COALESCE(w.spent, 0)::bigint AS "spentNanos", COALESCE(w.held, 0)::bigint AS "heldNanos",
        CASE WHEN isfinite(w.window_end) THEN w.window_end END AS "endsAt"
      FROM spend_limit l LEFT JOIN api_key k ON k.id = l.key_id LEFT JOIN course c ON c.id = l.course_id
      LEFT JOIN limit_window w ON w.limit_id = l.id AND w.window_start <= now() AND w.window_end > now()
      WHERE l.is_active AND l.kind IN ('key_cap', 'course_limit') AND (l.key_id IN (SELECT id FROM paid) ${courses})
      ORDER BY l.kind DESC, name, l.period, l.id LIMIT ${MAX_LIMITS}`
  }

  /** Active caps of each key, by period; those of revoked keys too. */
  async capsOfKeys(keyIds: readonly string[]): Promise<Map<string, AccountLimitRow[]>> {
    const rows = await this.database.client.$queryRaw<(AccountLimitRow & { keyId: string })[]>`
      SELECT l.key_id::text AS "keyId", l.id, l.kind, k.name, l.period, COALESCE(w.amount, l.amount_nanos) AS "amountNanos",
        COALESCE(w.spent, 0)::bigint AS "spentNanos", COALESCE(w.held, 0)::bigint AS "heldNanos",
        CASE WHEN isfinite(w.window_end) THEN w.window_end END AS "endsAt"
      FROM spend_limit l JOIN api_key k ON k.id = l.key_id
      LEFT JOIN limit_window w ON w.limit_id = l.id AND w.window_start <= now() AND w.window_end > now()
      WHERE l.is_active AND l.kind = 'key_cap' AND l.key_id = ANY(${[...keyIds]}::uuid[])
      ORDER BY l.period, l.id`
    const capsByKey = new Map<string, AccountLimitRow[]>()
    for (const { keyId, ...cap } of rows) capsByKey.set(keyId, [...(capsByKey.get(keyId) ?? []), cap])
    return capsByKey
  }

  /** What calls cost on each of the last 28 campus days, corrections included, and which day is today. */
  async listSpentDays(accountId: string): Promise<{ today: string; days: SpentDay[] }> {
    const rows = await this.database.client.$queryRaw<{ today: string; date: string | null; nanos: bigint | null }[]>`
      WITH now_there AS (SELECT (now() AT TIME ZONE time_zone)::date AS today FROM setting), latest AS MATERIALIZED (
        SELECT txn_id, amount FROM ledger_entry WHERE account_id = ${accountId}::uuid ORDER BY id DESC LIMIT ${FORECAST_ENTRIES}
      ), spent AS (
        SELECT t.occurred_on, -sum(l.amount) AS nanos FROM latest l JOIN ledger_txn t ON t.id = l.txn_id
        WHERE t.kind IN ('usage', 'refund') GROUP BY 1
      )
      SELECT n.today::text, s.occurred_on::text AS date, s.nanos::bigint AS nanos
      FROM now_there n LEFT JOIN spent s ON s.occurred_on > n.today - ${FORECAST_DAYS}::int AND s.occurred_on <= n.today
      ORDER BY 2`
    const days = rows.flatMap(({ date, nanos }) => (date === null || nanos === null ? [] : [{ date, nanos }]))
    return { today: rows[0]?.today ?? '', days }
  }
}
