import { Inject, Injectable } from '@nestjs/common'
import type { PriceVersion } from '@tollgate/pricing'
import { Database, LEDGER_DATABASE } from '../database/database.repository.js'

const MAX_CACHED = 20_000

interface PriceVersionRow {
  id: string
  channel_id: string | null
  valid_from: Date
  input: bigint
  output: bigint
  cache_read: bigint | null
  cache_write: bigint | null
  cache_write_1h: bigint | null
  reasoning: bigint | null
  per_request: bigint
}

/** Price versions by id. They never change, so one that was read once is kept. */
@Injectable()
export class PriceVersionsRepository {
  readonly #versionsById = new Map<string, PriceVersion>()

  constructor(@Inject(LEDGER_DATABASE) private readonly database: Database) {}

  /** @returns those that exist */
  async findMany(ids: Iterable<string>): Promise<ReadonlyMap<string, PriceVersion>> {
    const wanted = new Set(ids)
    const missing = [...wanted].filter((id) => !this.#versionsById.has(id))
    const found = missing.length === 0 ? [] : await this.#read(missing)
    const result = new Map(found.map((version) => [version.priceVersionId, version]))
    for (const id of wanted) {
      const cached = this.#versionsById.get(id)
      if (cached !== undefined) result.set(id, cached)
    }
    if (this.#versionsById.size + found.length > MAX_CACHED) this.#versionsById.clear()
    for (const version of found) this.#versionsById.set(version.priceVersionId, version)
    return result
  }

  async #read(ids: readonly string[]): Promise<PriceVersion[]> {
    const rows = await this.database.rows<PriceVersionRow>({ sql: READ, values: [ids] })
    return rows.map((row) => ({
      priceVersionId: row.id,
      channelId: row.channel_id,
      validFrom: row.valid_from.toISOString(),
      inputPerMillionNanos: row.input,
      outputPerMillionNanos: row.output,
      cacheReadPerMillionNanos: row.cache_read,
      cacheWritePerMillionNanos: row.cache_write,
      cacheWrite1hPerMillionNanos: row.cache_write_1h,
      reasoningPerMillionNanos: row.reasoning,
      perRequestNanos: row.per_request,
    }))
  }
}

const READ = `
SELECT id, channel_id, valid_from, input_per_million_nanos AS input, output_per_million_nanos AS output,
  cache_read_per_million_nanos AS cache_read, cache_write_per_million_nanos AS cache_write,
  cache_write_1h_per_million_nanos AS cache_write_1h, reasoning_per_million_nanos AS reasoning,
  per_request_nanos AS per_request
FROM price_version WHERE id = ANY($1::uuid[])`
