import { Injectable } from '@nestjs/common'
import { Prisma } from '@tollgate/db'
import { Database } from '../../database/database.repository.js'
import { rowsOfPeople } from '../traffic/traffic-source.repository.js'
import type { UsageQuery } from './usage.repository.js'

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
/** Of keys and of models. */
export const MAX_SUM_ROWS = 1_000

/** Campus days that lie wholly in a time, and those that do so in part. */
interface Days {
  first: string
  last: string
  partial: string[]
  today: string
}

@Injectable()
export class UsageSumsRepository {
  constructor(private readonly database: Database) {}

  /** By campus day and model. */
  async sumByDay(query: SumQuery): Promise<UsageDayRow[]> {
    const from = await this.#sourceOf(query)
    return await this.database.client.$queryRaw<UsageDayRow[]>`
      SELECT h.occurred_on::text AS date, COALESCE(m.name, h.model_id::text) AS "modelName", ${SUMS}
      FROM ${from} GROUP BY 1, 2 ORDER BY 1 DESC, "amountNanos" DESC, 2 LIMIT ${MAX_DAY_ROWS}`
  }

  async sumByModel(query: SumQuery): Promise<UsageModelRow[]> {
    const from = await this.#sourceOf(query)
    return await this.database.client.$queryRaw<UsageModelRow[]>`
      SELECT COALESCE(m.name, h.model_id::text) AS "modelName", ${SUMS}
      FROM ${from} GROUP BY 1 ORDER BY "amountNanos" DESC, 1 LIMIT ${MAX_SUM_ROWS}`
  }

  /**
   * What cost most first. Of everybody which those are is found by cost alone: of all other keys nothing else is added up,
   * unless there are too few that cost anything.
   */
  async sumByKey(query: SumQuery, limit: number): Promise<UsageKeyRow[]> {
    if (!isOfEverybody(query) || query.modelName !== undefined)
      return await this.#sumKeys(Prisma.sql`usage_hourly h WHERE ${hourConditions(query)}`, limit)
    const days = await this.#daysOf(query)
    const dearest = await this.database.client.$queryRaw<{ id: string }[]>`
      SELECT h.key_id AS id FROM ${sumsOfKeys(query, days)} GROUP BY 1
      HAVING total(h.amount_nanos) > 0 ORDER BY total(h.amount_nanos) DESC, 1 LIMIT ${limit}`
    const ids = dearest.length < limit ? undefined : dearest.map(({ id }) => id)
    return await this.#sumKeys(sumsOfKeys(query, days, ids), limit)
  }

  async #sumKeys(from: Prisma.Sql, limit: number): Promise<UsageKeyRow[]> {
    return await this.database.client.$queryRaw<UsageKeyRow[]>`
      SELECT h.key_id AS "keyId", ${SUMS} FROM ${from} GROUP BY 1
      HAVING total(h.calls) <> 0 OR total(h.amount_nanos) <> 0 ORDER BY "amountNanos" DESC, 1 LIMIT ${limit}`
  }

  async #sourceOf(query: SumQuery): Promise<Prisma.Sql> {
    return isOfEverybody(query) ? sumsOfModels(query, await this.#daysOf(query)) : hoursOf(query)
  }

  async #daysOf({ from, to }: SumQuery): Promise<Days> {
    const [row] = await this.database.client.$queryRaw<Days[]>`
      WITH bound AS (
        SELECT date_trunc('hour', ${from ?? new Date(0)}::timestamptz) AT TIME ZONE time_zone AS start,
          (now() AT TIME ZONE time_zone)::date AS today,
          COALESCE(${to ?? null}::timestamptz AT TIME ZONE time_zone, (now() AT TIME ZONE time_zone)::date + 2) AS stop
        FROM setting
      )
      SELECT (CASE start WHEN start::date THEN start::date ELSE start::date + 1 END)::text AS first,
        (stop::date - 1)::text AS last, today::text AS today,
        ARRAY(SELECT e.at::date::text FROM (VALUES (start), (stop)) e(at) WHERE e.at <> e.at::date) AS partial
      FROM bound`
    if (row === undefined) throw new Error('there are no settings')
    return row
  }
}

const isOfEverybody = ({ userId, apiKeyId }: SumQuery): boolean => (userId ?? apiKeyId) === undefined

const SUMS = Prisma.sql`total(h.calls) AS calls, total(h.failed_calls) AS "failedCalls",
  total(h.input_tokens + h.cache_read_tokens + h.cache_write_tokens) AS "inputTokens",
  total(h.output_tokens + h.reasoning_tokens) AS "outputTokens", total(h.amount_nanos) AS "amountNanos"`
const FAILED = Prisma.sql`CASE outcome WHEN 'completed' THEN 0 ELSE calls END AS failed_calls`
const COLUMNS = Prisma.sql`input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, amount_nanos`

/** Of a person or key: rows `h` and their model `m`. */
const hoursOf = (query: SumQuery): Prisma.Sql =>
  Prisma.sql`usage_hourly h LEFT JOIN model m ON m.id = h.model_id WHERE ${hourConditions(query)}`

function hourConditions({ userId, apiKeyId, modelName, from, to }: SumQuery): Prisma.Sql {
  const conditions = [
    ...withinHours({ from, to }),
    // for the index by user and day; an hour belongs to a campus day at most one away
    Prisma.sql`h.occurred_on >= (${from ?? new Date(0)}::timestamptz - interval '1 day')::date`,
    ...(userId ? [Prisma.sql`h.user_id = ${userId}::uuid`] : []),
    // the index by user finds a key's rows, too: a key has one owner
    ...(apiKeyId
      ? [
          Prisma.sql`h.key_id = ${apiKeyId}::uuid AND h.user_id = (SELECT user_id FROM api_key WHERE id = ${apiKeyId}::uuid)`,
        ]
      : []),
    ...(modelName ? [Prisma.sql`h.model_id = ANY (ARRAY(SELECT id FROM model WHERE name = ${modelName}))`] : []),
  ]
  return Prisma.join(conditions, ' AND ')
}

/** Of everybody by model: whole days as they are kept added up, and the hours of those that are not whole. */
function sumsOfModels(query: SumQuery, { first, last, partial }: Days): Prisma.Sql {
  const ofModel = query.modelName === undefined ? Prisma.empty : Prisma.sql`WHERE m.name = ${query.modelName}`
  return Prisma.sql`(
      SELECT occurred_on, dimension_id AS model_id, calls, ${FAILED}, ${COLUMNS} FROM usage_daily
      WHERE dimension = 'model' AND occurred_on BETWEEN ${first}::date AND ${last}::date
      UNION ALL SELECT occurred_on, model_id, calls, ${FAILED}, ${COLUMNS} FROM usage_traffic h
      WHERE ${hoursOfDays(query, partial)}
    ) h LEFT JOIN model m ON m.id = h.model_id ${ofModel}`
}

/** Of everybody by key, likewise. */
function sumsOfKeys(query: SumQuery, { first, last, partial, today }: Days, ids?: readonly string[]): Prisma.Sql {
  const days = { from: first, to: last }
  const wanted = ids === undefined ? undefined : Prisma.sql`${[...ids]}::uuid[]`
  const who = wanted === undefined ? Prisma.empty : Prisma.sql`AND h.key_id = ANY (${wanted})`
  return Prisma.sql`(
      SELECT id AS key_id, calls, failed_calls, ${COLUMNS} FROM (${rowsOfPeople(days, { kind: 'key', today, ids: wanted })}) k
      UNION ALL SELECT key_id, calls, failed_calls, ${COLUMNS} FROM usage_hourly h WHERE ${hoursOfDays(query, partial)} ${who}
    ) h`
}

const hoursOfDays = (query: SumQuery, days: readonly string[]): Prisma.Sql =>
  Prisma.join([...withinHours(query), Prisma.sql`h.occurred_on = ANY (${[...days]}::date[])`], ' AND ')

const withinHours = ({ from, to }: Pick<SumQuery, 'from' | 'to'>): Prisma.Sql[] => [
  Prisma.sql`h.hour >= date_trunc('hour', ${from ?? new Date(0)}::timestamptz)`,
  ...(to ? [Prisma.sql`h.hour < ${to}::timestamptz`] : []),
]
