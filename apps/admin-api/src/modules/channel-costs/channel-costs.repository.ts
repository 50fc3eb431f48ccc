import { randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { Prisma } from '@tollgate/db'
import { Database, type Tx } from '../../database/database.repository.js'
import { rowsOfPairs } from '../traffic/traffic-source.repository.js'
import { type Days, daysByChange } from './days-by-change.js'

/** Nanos per million tokens, in the currency of the provider's bill. */
export interface CostAmounts {
  currency: string
  /** Decimal text. */
  exchangeRate: string
  inputPerMillionNanos: bigint
  outputPerMillionNanos: bigint
  cacheReadPerMillionNanos: bigint | null
  cacheWritePerMillionNanos: bigint | null
  perRequestNanos: bigint
}

export interface CostRow extends CostAmounts {
  channelId: string
  modelName: string
  validFrom: Date
}

export interface MarginRow {
  channelId: string
  channelName: string
  modelName: string
  calls: bigint
  uncostedCalls: bigint
  chargedNanos: bigint
  /** Null: nothing of it has a known cost. */
  costNanos: bigint | null
}

export interface MarginQuery {
  /** Campus days, both included, YYYY-MM-DD. */
  from: string
  to: string
  channelId?: string | undefined
}

const MAX_ROWS = 5_000

@Injectable()
export class ChannelCostsRepository {
  constructor(private readonly database: Database) {}

  async insert(
    tx: Tx,
    cost: CostAmounts & { channelId: string; modelId: string; validFrom: Date; createdByUserId: string },
  ): Promise<void> {
    await tx.channelCost.create({ data: { id: randomUUID(), ...cost }, select: { id: true } })
  }

  /** The costs that count at an instant, by channel and model. */
  async listCurrent(
    channelIds: readonly string[],
    at: Date,
    tx: Tx = this.database.client,
  ): Promise<Map<string, CostRow[]>> {
    const rows = await tx.$queryRaw<CostRow[]>`
      SELECT DISTINCT ON (c.channel_id, m.name) c.channel_id AS "channelId", m.name AS "modelName",
        c.valid_from AS "validFrom", c.currency, trim_scale(c.exchange_rate)::text AS "exchangeRate",
        c.input_per_million_nanos AS "inputPerMillionNanos", c.output_per_million_nanos AS "outputPerMillionNanos",
        c.cache_read_per_million_nanos AS "cacheReadPerMillionNanos",
        c.cache_write_per_million_nanos AS "cacheWritePerMillionNanos", c.per_request_nanos AS "perRequestNanos"
      FROM channel_cost c JOIN model m ON m.id = c.model_id AND m.deleted_at IS NULL
      WHERE c.channel_id = ANY (${[...channelIds]}::uuid[]) AND c.valid_from <= ${at}::timestamptz
      ORDER BY c.channel_id, m.name, c.valid_from DESC, c.created_at DESC`
    const byChannel = new Map<string, CostRow[]>(channelIds.map((id) => [id, []]))
    for (const row of rows) byChannel.get(row.channelId)?.push(row)
    return byChannel
  }

  /**
   * An hour costs what the version says that counted when it ended; what users were given back is in the sums already. One
   * rounding, upwards, for each channel and model. Hours are read of days on which a cost changed; of all others one version
   * counted, and their sums are kept.
   */
  async sumMargins(query: MarginQuery): Promise<MarginRow[]> {
    const parts = partsOf(query, await this.#daysOfChanges(query))
    if (parts.length === 0) return []
    return await this.database.client.$queryRaw<MarginRow[]>`
      WITH version AS MATERIALIZED (
        SELECT id, channel_id, model_id, valid_from, COALESCE(
          lead(valid_from) OVER (PARTITION BY channel_id, model_id ORDER BY valid_from, created_at), 'infinity') AS valid_to
        FROM channel_cost
      ), used AS MATERIALIZED (${Prisma.join(parts, ' UNION ALL ')}) -- whole numbers first: there are a thousand times as many rows as sums
      SELECT u.channel_id AS "channelId", COALESCE(ch.name, u.channel_id::text) AS "channelName",
        COALESCE(m.name, u.model_id::text) AS "modelName", sum(u.calls)::bigint AS calls,
        COALESCE(sum(u.calls) FILTER (WHERE c.id IS NULL), 0)::bigint AS "uncostedCalls",
        sum(u.amount_nanos)::bigint AS "chargedNanos",
        ceil(sum(c.exchange_rate * (
          (u.input_tokens::numeric * c.input_per_million_nanos
            + u.cache_read_tokens::numeric * COALESCE(c.cache_read_per_million_nanos, c.input_per_million_nanos)
            + u.cache_write_tokens::numeric * COALESCE(c.cache_write_per_million_nanos, c.input_per_million_nanos)
            + u.output_tokens::numeric * c.output_per_million_nanos) / 1000000
          + (u.calls - u.failed_calls)::numeric * c.per_request_nanos)))::bigint AS "costNanos"
      FROM used u LEFT JOIN channel_cost c ON c.id = u.cost_id
      LEFT JOIN channel ch ON ch.id = u.channel_id LEFT JOIN model m ON m.id = u.model_id
      GROUP BY 1, 2, 3 HAVING sum(u.calls) <> 0 OR sum(u.amount_nanos) <> 0 ORDER BY 6 DESC, 2, 3 LIMIT ${MAX_ROWS}`
  }

  /** Campus days with a change of cost, and those before: of a zone with half hours, an hour belongs to two of them. */
  async #daysOfChanges({ from, to, channelId }: MarginQuery): Promise<string[]> {
    const ofChannel = channelId === undefined ? Prisma.empty : Prisma.sql`AND channel_id = ${channelId}::uuid`
    const rows = await this.database.client.$queryRaw<{ day: string }[]>`
      SELECT DISTINCT ((valid_from AT TIME ZONE time_zone)::date - before)::text AS day
      FROM channel_cost CROSS JOIN setting CROSS JOIN (VALUES (0), (1)) AS b(before)
      WHERE valid_from >= ${from}::date - interval '2 days' AND valid_from < ${to}::date + interval '3 days' ${ofChannel}`
    return rows.map(({ day }) => day)
  }
}

/** Of so many runs of days a statement could not be read any more: then all are read by hour. */
const MOST_CHANGES = 60

function partsOf(query: MarginQuery, changes: readonly string[]): Prisma.Sql[] {
  const { unchanged, changed } = daysByChange(query, changes)
  if (changed.length > MOST_CHANGES)
    return [usedOfHours(Prisma.sql`h.occurred_on BETWEEN ${query.from}::date AND ${query.to}::date`, query)]
  const ofHours = usedOfHours(Prisma.sql`h.occurred_on = ANY (${changed}::date[])`, query)
  return [...unchanged.map((days) => usedOfDays(days, query)), ...(changed.length > 0 ? [ofHours] : [])]
}

const USED = Prisma.sql`total(h.calls) AS calls, total(h.failed_calls) AS failed_calls, total(h.input_tokens) AS input_tokens,
  total(h.cache_read_tokens) AS cache_read_tokens, total(h.cache_write_tokens) AS cache_write_tokens,
  total(h.output_tokens + h.reasoning_tokens) AS output_tokens, total(h.amount_nanos) AS amount_nanos`

const ofChannel = ({ channelId }: MarginQuery): Prisma.Sql =>
  channelId === undefined ? Prisma.sql`h.channel_id IS NOT NULL` : Prisma.sql`h.channel_id = ${channelId}::uuid`

/** By channel, model and the one version that counted through these days, as at their end. */
const usedOfDays = (days: Days, query: MarginQuery): Prisma.Sql => Prisma.sql`
  SELECT h.channel_id, h.model_id, v.id AS cost_id, ${USED}
  FROM (${rowsOfPairs(days)}) h
  CROSS JOIN (SELECT (${days.to}::date + 1)::timestamp AT TIME ZONE time_zone AS stop FROM setting) z
  LEFT JOIN version v ON v.channel_id = h.channel_id AND v.model_id = h.model_id AND v.valid_from < z.stop AND z.stop <= v.valid_to
  WHERE ${ofChannel(query)} GROUP BY 1, 2, 3`

const usedOfHours = (days: Prisma.Sql, query: MarginQuery): Prisma.Sql => Prisma.sql`
  SELECT h.channel_id, h.model_id, v.id AS cost_id, ${USED}
  FROM (SELECT *, CASE outcome WHEN 'completed' THEN 0 ELSE calls END AS failed_calls FROM usage_traffic WHERE hour IS NOT NULL) h
  LEFT JOIN version v ON v.channel_id = h.channel_id AND v.model_id = h.model_id
    AND v.valid_from < h.hour + interval '1 hour' AND h.hour + interval '1 hour' <= v.valid_to
  WHERE ${days} AND ${ofChannel(query)} GROUP BY 1, 2, 3`
