import { Injectable } from '@nestjs/common'
import { Prisma } from '@tollgate/db'
import { Database } from '../../database/database.repository.js'
import { ApiError } from '../../graphql/errors.js'
import { MAX_TOTAL, type PageRequest } from '../../graphql/page.js'
import type { SortDirection } from '../../graphql/payload.types.js'
import type { SumsRow } from './traffic.repository.js'
import type { TrafficDimensionName, TrafficSortName } from './traffic.types.js'
import type { TrafficQuery } from './traffic-query.js'
import { countsOf, SUMS, sourceOf } from './traffic-source.repository.js'

export interface TrafficListRow extends SumsRow {
  /** '': calls without any. */
  id: string
  name: string | null
  detail: string | null
}

export interface TrafficListQuery extends TrafficQuery {
  dimension: TrafficDimensionName
  /** Pattern of LIKE. */
  pattern?: string | undefined
}

export interface TrafficListSort {
  field: TrafficSortName
  direction: SortDirection
}

interface Naming {
  /** Of a row `s`, as text. */
  id: Prisma.Sql
  name: Prisma.Sql
  detail: Prisma.Sql
  /** Tables that know the names of rows `g`. */
  join: Prisma.Sql
}

const NONE = Prisma.sql`NULL::text`
const PAGE_IDS = Prisma.sql`ARRAY(SELECT id FROM page)`
const NAMINGS: Record<TrafficDimensionName, Naming> = {
  apiKey: {
    id: Prisma.sql`s.key_id`,
    name: Prisma.sql`k.name`,
    detail: Prisma.sql`u.username`,
    join: Prisma.sql`LEFT JOIN api_key k ON k.id = g.id LEFT JOIN app_user u ON u.id = k.user_id`,
  },
  channel: { id: Prisma.sql`s.channel_id`, name: Prisma.sql`n.name`, detail: NONE, join: joined('channel') },
  costCentre: { id: Prisma.sql`c.cost_centre`, name: Prisma.sql`g.id`, detail: NONE, join: Prisma.empty },
  course: { id: Prisma.sql`s.course_id`, name: Prisma.sql`n.name`, detail: NONE, join: joined('course') },
  model: { id: Prisma.sql`s.model_id`, name: Prisma.sql`n.name`, detail: NONE, join: joined('model') },
  user: {
    id: Prisma.sql`s.user_id`,
    name: Prisma.sql`n.username`,
    detail: Prisma.sql`n.display_name`,
    join: joined('app_user'),
  },
}

function joined(table: 'channel' | 'course' | 'model' | 'app_user'): Prisma.Sql {
  return Prisma.raw(`LEFT JOIN ${table} n ON n.id = g.id`)
}

const COLUMNS: Record<TrafficSortName, Prisma.Sql> = {
  amount: Prisma.sql`g."amountNanos"`,
  calls: Prisma.sql`g.calls`,
  tokens: Prisma.sql`(g."inputTokens" + g."outputTokens")`,
  name: Prisma.sql`lower(COALESCE(g.name, ''))`,
}

/** What decides which rows there are, and their order. */
const RANKED = Prisma.sql`total(s.calls) AS calls, total(s.amount_nanos) AS "amountNanos"`
const RANKED_BY: Record<TrafficSortName, Prisma.Sql> = {
  ...{ amount: RANKED, calls: RANKED, name: RANKED },
  tokens: Prisma.sql`${RANKED}, total(s.input_tokens + s.cache_read_tokens + s.cache_write_tokens) AS "inputTokens",
    total(s.output_tokens + s.reasoning_tokens) AS "outputTokens"`,
}

/** Of a row: what the cursor of this order holds. */
export const TRAFFIC_SORT_VALUES: Record<TrafficSortName, (row: TrafficListRow) => string> = {
  amount: ({ amountNanos }) => amountNanos.toString(),
  calls: ({ calls }) => calls.toString(),
  tokens: ({ inputTokens, outputTokens }) => (inputTokens + outputTokens).toString(),
  name: ({ name }) => (name ?? '').toLowerCase(),
}

/** Sums by key, channel, model, user, course or cost centre. */
@Injectable()
export class TrafficRowsRepository {
  constructor(private readonly database: Database) {}

  async list(
    page: PageRequest,
    { dimension, pattern, ...query }: TrafficListQuery,
    { field, direction }: TrafficListSort,
  ): Promise<{ rows: TrafficListRow[]; totalCount: number }> {
    const source = sourceOf(query, { dimension })
    const { id, name, detail, join } = NAMINGS[dimension]
    const [order, beyond] = direction === 'asc' ? [Prisma.sql`ASC`, Prisma.sql`>`] : [Prisma.sql`DESC`, Prisma.sql`<`]
    const column = COLUMNS[field]
    const [value, lastId] = page.after ?? []
    const after =
      value === undefined
        ? Prisma.sql`true`
        : Prisma.sql`(${column}, COALESCE(g.id::text, '')) ${beyond} (${boundOf(field, value)}, ${lastId ?? ''})`
    const matching =
      pattern === undefined ? Prisma.sql`true` : Prisma.sql`(${name} ILIKE ${pattern} OR ${detail} ILIKE ${pattern})`
    // names of tens of thousands take as long as their sums: only where they decide which rows there are
    const found =
      pattern === undefined && field !== 'name'
        ? Prisma.sql`NOT MATERIALIZED (SELECT g.* FROM g)`
        : Prisma.sql`MATERIALIZED (SELECT g.*, ${name} AS name FROM g ${join} WHERE ${matching})`
    const sums = Prisma.sql`${SUMS}, ${countsOf(source)}`
    // of tens of thousands of people, all else is added up of those on the page alone
    const [ranked, whole] =
      source.ofIds === undefined
        ? [sums, Prisma.sql`CROSS JOIN LATERAL (SELECT g.*) r`]
        : [
            RANKED_BY[field],
            Prisma.sql`JOIN (SELECT ${id} AS id, ${sums} FROM ${source.ofIds(PAGE_IDS)} GROUP BY 1) r ON r.id = g.id`,
          ]
    const rows = await this.database.client.$queryRaw<(TrafficListRow & { totalCount: bigint })[]>`
      WITH g AS MATERIALIZED (
        SELECT ${id} AS id, ${ranked} FROM ${source.from} GROUP BY 1
        HAVING total(s.calls) <> 0 OR total(s.amount_nanos) <> 0
      ), found AS ${found}, page AS MATERIALIZED (
        SELECT * FROM found g WHERE ${after} ORDER BY ${column} ${order}, COALESCE(g.id::text, '') ${order} LIMIT ${page.first + 1}
      )
      SELECT COALESCE(g.id::text, '') AS id, ${name} AS name, ${detail} AS detail, r.calls, r."failedCalls", r."inputTokens",
        r."cachedTokens", r."outputTokens", r."reasoningTokens", r."amountNanos", r."durationCounts", r."firstByteCounts",
        (SELECT count(*) FROM found) AS "totalCount"
      FROM page g ${whole} ${join} ORDER BY ${column} ${order}, COALESCE(g.id::text, '') ${order}`
    const totalCount = Math.min(Number(rows[0]?.totalCount ?? 0), MAX_TOTAL)
    return { rows: rows.map(({ totalCount: _, ...row }) => row), totalCount }
  }
}

/** @throws ApiError BAD_USER_INPUT for what no row of this order can hold */
function boundOf(field: TrafficSortName, value: string): Prisma.Sql {
  if (field === 'name') return Prisma.sql`${value}`
  if (!/^-?\d{1,19}$/.test(value)) throw new ApiError('BAD_USER_INPUT', '"after" is not a cursor of this list.')
  return Prisma.sql`${value}::numeric`
}
