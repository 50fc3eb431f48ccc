import { randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { Prisma } from '@tollgate/db'
import { Database, type Tx } from '../../database/database.repository.js'

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
   * Sums of whole hours. An hour costs what the version says that counted when it ended; what users were given back is in
   * the sums already. One rounding, upwards, for each channel and model.
   */
  async sumMargins({ from, to, channelId }: MarginQuery): Promise<MarginRow[]> {
    const ofChannel = channelId === undefined ? Prisma.empty : Prisma.sql`AND h.channel_id = ${channelId}::uuid`
    return await this.database.client.$queryRaw<MarginRow[]>`
      WITH version AS MATERIALIZED (
        SELECT id, channel_id, model_id, valid_from, COALESCE(
          lead(valid_from) OVER (PARTITION BY channel_id, model_id ORDER BY valid_from, created_at), 'infinity') AS valid_to
        FROM channel_cost
      ), used AS MATERIALIZED ( -- whole numbers first: there are a thousand times as many hours as sums
        SELECT h.channel_id, h.model_id, v.id AS cost_id, total(h.calls) AS calls,
          total(CASE h.outcome WHEN 'completed' THEN 0 ELSE h.calls END) AS failed_calls, total(h.input_tokens) AS input_tokens,
          total(h.cache_read_tokens) AS cache_read_tokens, total(h.cache_write_tokens) AS cache_write_tokens,
          total(h.output_tokens + h.reasoning_tokens) AS output_tokens, total(h.amount_nanos) AS amount_nanos
        FROM usage_traffic h LEFT JOIN version v ON v.channel_id = h.channel_id AND v.model_id = h.model_id
          AND v.valid_from < h.hour + interval '1 hour' AND h.hour + interval '1 hour' <= v.valid_to
        WHERE h.hour IS NOT NULL AND h.channel_id IS NOT NULL AND h.occurred_on BETWEEN ${from}::date AND ${to}::date ${ofChannel}
        GROUP BY 1, 2, 3
      )
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
      GROUP BY 1, 2, 3 ORDER BY 6 DESC, 2, 3 LIMIT ${MAX_ROWS}`
  }
}
