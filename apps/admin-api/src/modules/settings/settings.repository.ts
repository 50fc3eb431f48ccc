import { Injectable } from '@nestjs/common'
import type { Prisma } from '@tollgate/db'
import type { RoutingStrategy } from '@tollgate/protocols/events'
import { Database, type Tx } from '../../database/database.repository.js'
import type { StoredTiers } from './tiers-field.js'

export interface SettingsRow {
  currency: string
  timeZone: string
  usernamePattern: string
  maxRetries: number
  cooldown: boolean
  autoDisable: boolean
  routingStrategy: RoutingStrategy
  affinity: boolean
  limitsEnabled: boolean
  tiers: StoredTiers
  egressAllow: string[]
  notice: string | null
  /** Minutes between two probes of one model of one channel; 0: none by themselves. */
  probeMinutes: number
  contact: string | null
  termsText: string | null
  termsVersion: string | null
  secondFactorRequired: boolean
  version: number
}

const SHOWN = {
  currency: true,
  timeZone: true,
  usernamePattern: true,
  maxRetries: true,
  cooldown: true,
  autoDisable: true,
  routingStrategy: true,
  affinity: true,
  limitsEnabled: true,
  tiers: true,
  egressAllow: true,
  notice: true,
  probeMinutes: true,
  contact: true,
  termsText: true,
  termsVersion: true,
  secondFactorRequired: true,
  version: true,
} as const
const ONLY_ROW = { id: 1 }

@Injectable()
export class SettingsRepository {
  constructor(private readonly database: Database) {}

  async get(tx: Tx = this.database.client): Promise<SettingsRow> {
    return toRow(await tx.setting.findUniqueOrThrow({ where: ONLY_ROW, select: SHOWN }))
  }

  async lock(tx: Tx): Promise<SettingsRow> {
    await tx.$queryRaw`SELECT 1 FROM setting WHERE id = 1 FOR UPDATE`
    return this.get(tx)
  }

  /** Whether the ledger holds anything yet. */
  async hasBookings(tx: Tx): Promise<boolean> {
    const [row] = await tx.$queryRaw<{ has: boolean }[]>`SELECT EXISTS (SELECT FROM ledger_txn) AS has`
    return row?.has === true
  }

  async update(tx: Tx, patch: Partial<Omit<SettingsRow, 'version'>>): Promise<SettingsRow> {
    return toRow(await tx.setting.update({ where: ONLY_ROW, data: patch, select: SHOWN }))
  }
}

const toRow = (row: Prisma.SettingGetPayload<{ select: typeof SHOWN }>): SettingsRow => ({
  ...row,
  routingStrategy: row.routingStrategy as RoutingStrategy,
  tiers: row.tiers as StoredTiers,
  version: Number(row.version),
})
