import { randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { Database, type Tx } from '../../database/database.repository.js'

/** Amounts of one version, nanos per million tokens. */
export interface PriceAmounts {
  inputPerMillionNanos: bigint
  outputPerMillionNanos: bigint
  cacheReadPerMillionNanos: bigint | null
  cacheWritePerMillionNanos: bigint | null
  reasoningPerMillionNanos: bigint | null
  perRequestNanos: bigint
}

export interface PriceRow extends PriceAmounts {
  id: string
  modelId: string
  validFrom: Date
  createdAt: Date
  cacheWrite1hPerMillionNanos: bigint | null
}

const SHOWN = {
  id: true,
  modelId: true,
  validFrom: true,
  createdAt: true,
  inputPerMillionNanos: true,
  outputPerMillionNanos: true,
  cacheReadPerMillionNanos: true,
  cacheWritePerMillionNanos: true,
  cacheWrite1hPerMillionNanos: true,
  reasoningPerMillionNanos: true,
  perRequestNanos: true,
} as const
const MAX_VERSIONS_SHOWN = 20_000

@Injectable()
export class PricesRepository {
  constructor(private readonly database: Database) {}

  async insert(
    tx: Tx,
    price: PriceAmounts & { modelId: string; validFrom: Date; createdByUserId: string },
  ): Promise<PriceRow> {
    return await tx.priceVersion.create({ data: { id: randomUUID(), ...price }, select: SHOWN })
  }

  async findByIds(ids: readonly string[]): Promise<PriceRow[]> {
    return await this.database.client.priceVersion.findMany({ where: { id: { in: [...ids] } }, select: SHOWN })
  }

  /** Versions for every channel, latest `validFrom` first, future ones included. */
  async listOfModels(modelIds: readonly string[], tx: Tx = this.database.client): Promise<Map<string, PriceRow[]>> {
    const rows = await tx.priceVersion.findMany({
      where: { modelId: { in: [...modelIds] }, channelId: null },
      orderBy: [{ validFrom: 'desc' }, { id: 'desc' }],
      select: SHOWN,
      take: MAX_VERSIONS_SHOWN,
    })
    const byModel = new Map<string, PriceRow[]>(modelIds.map((id) => [id, []]))
    for (const row of rows) byModel.get(row.modelId)?.push(row)
    return byModel
  }
}

/** The version that counts at an instant, of versions as {@link PricesRepository.listOfModels} sorts them. */
export const currentPrice = (versions: readonly PriceRow[], at: Date): PriceRow | undefined =>
  versions.find((version) => version.validFrom <= at)
