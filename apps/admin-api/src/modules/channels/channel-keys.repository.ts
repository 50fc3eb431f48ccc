import { Injectable } from '@nestjs/common'
import { Database, type Tx } from '../../database/database.repository.js'
import type { SealedKey } from './seal-keys.js'

export interface ChannelKeyRow {
  id: string
  channelId: string
  lastFour: string
  isActive: boolean
  /** Its own limits; null: those of the channel's keys. */
  rpm: number | null
  tpm: number | null
  health: string | null
  healthNote: string | null
  healthUntil: Date | null
}

const KEY_SHOWN = {
  id: true,
  channelId: true,
  lastFour: true,
  isActive: true,
  rpm: true,
  tpm: true,
  health: true,
  healthNote: true,
  healthUntil: true,
} as const
const SEALED = { id: true, sealed: true, lastFour: true, rpm: true, tpm: true } as const

/** Keys of channels: sealed, in order, with their limits and what gateways last said of them. */
@Injectable()
export class ChannelKeysRepository {
  constructor(private readonly database: Database) {}

  async listOf(channelIds: readonly string[]): Promise<ChannelKeyRow[]> {
    return await this.database.client.channelKey.findMany({
      where: { channelId: { in: [...channelIds] }, deletedAt: null },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: KEY_SHOWN,
    })
  }

  /** Removed ones too: receipts name them. */
  async findByIds(ids: readonly string[]): Promise<ChannelKeyRow[]> {
    return await this.database.client.channelKey.findMany({ where: { id: { in: [...ids] } }, select: KEY_SHOWN })
  }

  /** To compare with keys that are given again; they do not leave the service. */
  async listSealed(tx: Tx, channelId: string): Promise<SealedKey[]> {
    return await tx.channelKey.findMany({
      where: { channelId, deletedAt: null },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: SEALED,
    })
  }

  /** The same of many channels, by channel. */
  async sealedOf(tx: Tx, channelIds: readonly string[]): Promise<Map<string, SealedKey[]>> {
    const rows = await tx.channelKey.findMany({
      where: { channelId: { in: [...channelIds] }, deletedAt: null },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: { channelId: true, ...SEALED },
    })
    const byChannel = new Map<string, SealedKey[]>(channelIds.map((id) => [id, []]))
    for (const { channelId, ...key } of rows) byChannel.get(channelId)?.push(key)
    return byChannel
  }

  async replace(tx: Tx, channelId: string, keys: readonly SealedKey[]): Promise<void> {
    await tx.channelKey.updateMany({ where: { channelId, deletedAt: null }, data: { deletedAt: new Date() } })
    await tx.channelKey.createMany({ data: keys.map((key, position) => ({ ...key, channelId, position })) })
  }

  /** Behind those that there are. */
  async append(tx: Tx, channelId: string, keys: readonly SealedKey[]): Promise<void> {
    const last = await tx.channelKey.aggregate({ where: { channelId, deletedAt: null }, _max: { position: true } })
    const from = (last._max.position ?? -1) + 1
    await tx.channelKey.createMany({ data: keys.map((key, index) => ({ ...key, channelId, position: from + index })) })
  }

  async change(tx: Tx, ids: readonly string[], action: 'enable' | 'disable' | 'remove'): Promise<void> {
    const forgotten = { health: null, healthNote: null, healthUntil: null }
    const data =
      action === 'remove'
        ? { deletedAt: new Date() }
        : action === 'enable'
          ? { isActive: true, wokenAt: new Date(), ...forgotten }
          : { isActive: false }
    await tx.channelKey.updateMany({ where: { id: { in: [...ids] } }, data })
  }

  /** Null: as the channel's keys. */
  async setLimits(tx: Tx, ids: readonly string[], { rpm, tpm }: Pick<ChannelKeyRow, 'rpm' | 'tpm'>): Promise<void> {
    await tx.channelKey.updateMany({ where: { id: { in: [...ids] } }, data: { rpm, tpm } })
  }

  /** What a gateway said of one key, or of the channel as a whole (all its keys). Not part of what is projected. */
  async setHealth(health: {
    channelId: string
    channelKeyId: string | undefined
    state: string
    note: string
    until: Date | null
  }): Promise<void> {
    const { channelId, channelKeyId, state, note, until } = health
    await this.database.client.channelKey.updateMany({
      // news of the whole channel say nothing of a key that was refused: somebody must look at that
      where: {
        channelId,
        deletedAt: null,
        ...(channelKeyId === undefined
          ? { OR: [{ health: null }, { health: { not: 'disabled' } }] }
          : { id: channelKeyId }),
      },
      data: { health: state, healthNote: note, healthUntil: until },
    })
  }
}
