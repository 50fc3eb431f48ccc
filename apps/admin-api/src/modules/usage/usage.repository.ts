import { Injectable } from '@nestjs/common'
import { Prisma } from '@tollgate/db'
import { Database } from '../../database/database.repository.js'
import { cursorDate, cursorId, MAX_TOTAL, type PageRequest } from '../../graphql/page.js'
import type { UsageProvenanceName, UsageStatusName } from './usage-enums.types.js'

export interface UsageListRow {
  requestId: string
  admittedAt: Date
  userId: string
  keyId: string
  modelName: string
  inputTokens: number
  cachedTokens: number
  outputTokens: number
  reasoningTokens: number
  amountNanos: bigint
  status: UsageStatusName
  provenance: UsageProvenanceName
  durationMs: number
  firstByteMs: number | null
  errorCode: string | null
}

/** One record as billing wrote it: token classes are disjoint. */
export type UsageRecordRow = Omit<
  Prisma.UsageRecordGetPayload<object>,
  'occurredOn' | 'ratio' | 'status' | 'provenance' | 'stepsMs'
> & {
  occurredOn: string
  ratio: string
  status: UsageStatusName
  provenance: UsageProvenanceName
  stepsMs: Record<string, number>
}

/** With the lease that its ledger transaction names. */
export interface SettledCallRow extends UsageRecordRow {
  leaseId: string | null
}

export interface UsageQuery {
  userId?: string | undefined
  apiKeyId?: string | undefined
  modelName?: string | undefined
  status?: UsageStatusName | undefined
  from?: Date | undefined
  to?: Date | undefined
  requestId?: string | undefined
}

export interface UsageDayRow {
  date: string
  modelName: string
  calls: bigint
  failedCalls: bigint
  inputTokens: bigint
  outputTokens: bigint
  amountNanos: bigint
}

/** Sums of whole hours. */
export type UsageModelRow = Omit<UsageDayRow, 'date'>
export interface UsageKeyRow extends Omit<UsageDayRow, 'date' | 'modelName'> {
  keyId: string
}
export type SumQuery = Pick<UsageQuery, 'userId' | 'apiKeyId' | 'modelName' | 'from' | 'to'>

const MAX_DAY_ROWS = 5_000
const MAX_SUM_ROWS = 1_000

@Injectable()
export class UsageRepository {
  constructor(private readonly database: Database) {}

  async list(page: PageRequest, query: UsageQuery): Promise<{ rows: UsageListRow[]; totalCount: number }> {
    const where: Prisma.UsageRecordWhereInput = {
      ...(query.userId && { userId: query.userId }),
      ...(query.apiKeyId && { keyId: query.apiKeyId }),
      ...(query.modelName && { modelName: query.modelName }),
      ...(query.status && { status: query.status }),
      ...(query.requestId && { requestId: query.requestId }),
      admittedAt: { ...(query.from && { gte: query.from }), ...(query.to && { lt: query.to }) },
    }
    const [admittedAt, id] = page.after ?? []
    const bound = admittedAt === undefined ? undefined : cursorDate(admittedAt)
    const after =
      bound === undefined
        ? {}
        : { OR: [{ admittedAt: { lt: bound } }, { admittedAt: bound, requestId: { lt: cursorId(id) } }] }
    const [rows, totalCount] = await Promise.all([
      this.database.client.usageRecord.findMany({
        where: { AND: [where, after] },
        orderBy: [{ admittedAt: 'desc' }, { requestId: 'desc' }],
        take: page.first + 1,
      }),
      this.database.client.usageRecord.count({ where, take: MAX_TOTAL }),
    ])
    return { rows: rows.map(toListRow), totalCount }
  }

  async findSettled(requestId: string): Promise<SettledCallRow | undefined> {
    const row = await this.database.client.usageRecord.findUnique({ where: { requestId } })
    if (row === null) return undefined
    const transaction = await this.database.client.ledgerTxn.findUnique({
      where: { id: row.txnId },
      select: { leaseId: true },
    })
    return { ...toRecordRow(row), leaseId: transaction?.leaseId ?? null }
  }

  /** Sums by campus day and model, of whole hours. */
  async sumByDay(query: SumQuery): Promise<UsageDayRow[]> {
    return await this.database.client.$queryRaw<UsageDayRow[]>`
      SELECT h.occurred_on::text AS date, COALESCE(m.name, h.model_id::text) AS "modelName", ${SUMS}
      FROM ${sumsOf(query)} GROUP BY 1, 2 ORDER BY 1 DESC, "amountNanos" DESC, 2 LIMIT ${MAX_DAY_ROWS}`
  }

  async sumByModel(query: SumQuery): Promise<UsageModelRow[]> {
    return await this.database.client.$queryRaw<UsageModelRow[]>`
      SELECT COALESCE(m.name, h.model_id::text) AS "modelName", ${SUMS}
      FROM ${sumsOf(query)} GROUP BY 1 ORDER BY "amountNanos" DESC, 1 LIMIT ${MAX_SUM_ROWS}`
  }

  async sumByKey(query: SumQuery): Promise<UsageKeyRow[]> {
    return await this.database.client.$queryRaw<UsageKeyRow[]>`
      SELECT h.key_id AS "keyId", ${SUMS}
      FROM ${sumsOf({ ...query, byKey: true })} GROUP BY 1 ORDER BY "amountNanos" DESC, 1 LIMIT ${MAX_SUM_ROWS}`
  }
}

const SUMS = Prisma.sql`sum(h.calls)::bigint AS calls, sum(h.failed_calls)::bigint AS "failedCalls",
  sum(h.input_tokens + h.cache_read_tokens + h.cache_write_tokens)::bigint AS "inputTokens",
  sum(h.output_tokens + h.reasoning_tokens)::bigint AS "outputTokens", sum(h.amount_nanos)::bigint AS "amountNanos"`

/** Rows `h` and their model `m`. Of everybody the sums of all keys together are far fewer rows. */
function sumsOf({ userId, apiKeyId, modelName, from, to, byKey }: SumQuery & { byKey?: boolean }): Prisma.Sql {
  const isOfAll = userId === undefined && apiKeyId === undefined && byKey !== true
  const table = isOfAll
    ? Prisma.sql`(SELECT *, CASE outcome WHEN 'completed' THEN 0 ELSE calls END AS failed_calls FROM usage_traffic)`
    : Prisma.sql`usage_hourly`
  const conditions = [
    Prisma.sql`h.hour >= date_trunc('hour', ${from ?? new Date(0)}::timestamptz)`,
    // for the index by user and day; an hour belongs to a campus day at most one away
    Prisma.sql`h.occurred_on >= (${from ?? new Date(0)}::timestamptz - interval '1 day')::date`,
    ...(to ? [Prisma.sql`h.hour < ${to}::timestamptz`] : []),
    ...(userId ? [Prisma.sql`h.user_id = ${userId}::uuid`] : []),
    ...(apiKeyId ? [Prisma.sql`h.key_id = ${apiKeyId}::uuid`] : []),
    ...(modelName ? [Prisma.sql`m.name = ${modelName}`] : []),
  ]
  return Prisma.sql`${table} h LEFT JOIN model m ON m.id = h.model_id WHERE ${Prisma.join(conditions, ' AND ')}`
}

const toListRow = (row: Prisma.UsageRecordGetPayload<object>): UsageListRow => ({
  requestId: row.requestId,
  admittedAt: row.admittedAt,
  userId: row.userId,
  keyId: row.keyId,
  modelName: row.modelName,
  inputTokens: row.inputTokens + row.cacheReadTokens + row.cacheWriteTokens + row.cacheWrite1hTokens,
  cachedTokens: row.cacheReadTokens,
  outputTokens: row.outputTokens + row.reasoningTokens,
  reasoningTokens: row.reasoningTokens,
  amountNanos: row.amountNanos,
  status: row.status as UsageStatusName,
  provenance: row.provenance as UsageProvenanceName,
  durationMs: row.durationMs,
  firstByteMs: row.firstByteMs,
  errorCode: row.errorCode,
})

const toRecordRow = (row: Prisma.UsageRecordGetPayload<object>): UsageRecordRow => ({
  ...row,
  occurredOn: row.occurredOn.toISOString().slice(0, 10),
  ratio: row.ratio.toFixed(),
  status: row.status as UsageStatusName,
  provenance: row.provenance as UsageProvenanceName,
  stepsMs: row.stepsMs as Record<string, number>,
})
