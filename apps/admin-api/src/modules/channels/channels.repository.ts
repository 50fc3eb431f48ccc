import { randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { Prisma } from '@tollgate/db'
import type { DialectId } from '@tollgate/protocols/vendors'
import { Database, type Tx } from '../../database/database.repository.js'
import { cursorDate, cursorId, cursorInt, MAX_TOTAL, type PageRequest, toSearchPattern } from '../../graphql/page.js'
import { type CallSettings, toCallSettings } from './call-settings.js'
import type { ChannelFilter, ChannelSort } from './channels.inputs.js'
import type { ChannelStateName, ChannelTypeName, ClientAbortPolicyName } from './channels.types.js'
import type { ModelMapping } from './model-mapping.js'
import type { SealedKey } from './seal-keys.js'
import { readTraits, type StoredTraits } from './traits-fields.js'

export interface ChannelSettingsRow extends CallSettings {
  onClientAbort: ClientAbortPolicyName
  headerTimeoutMs: number | null
  idleTimeoutMs: number | null
  timeoutMs: number | null
  /** Empty: the vendor's. */
  dialects: DialectId[]
  apiVersion: string | null
  traits: StoredTraits
}

export interface ChannelFields {
  name: string
  description: string | null
  type: ChannelTypeName
  baseUrl: string
  models: string[]
  modelMapping: ModelMapping
  priority: number
  weight: number
  tags: string[]
  isActive: boolean
  schedulable: boolean
  settings: ChannelSettingsRow
}

/** Public name → abilities that the model lacks on this channel. */
export type Lacks = Record<string, string[]>

export interface NewChannelRow {
  id: string
  fields: ChannelFields
  groupIds: readonly string[]
  keys: readonly SealedKey[]
  lacks: Lacks
}

export interface ChannelRow extends ChannelFields {
  id: string
  /** Public names that the upstream denies, as the last probe found. */
  deniedModels: string[]
  lacks: Lacks
  groupIds: string[]
  createdAt: Date
  version: number
}

const SHOWN = {
  id: true,
  name: true,
  description: true,
  type: true,
  baseUrl: true,
  models: true,
  modelMapping: true,
  priority: true,
  weight: true,
  tags: true,
  isActive: true,
  schedulable: true,
  deniedModels: true,
  lacks: true,
  settings: true,
  createdAt: true,
  version: true,
  groups: { select: { groupId: true }, where: { group: { deletedAt: null } } },
} as const

const MAX_TAGS = 1_000
const BY_NAME: ChannelSort = { field: 'name', direction: 'asc' }
/** Text of a cursor → value of the sorted column. */
const BOUNDS: Record<ChannelSort['field'], (text: string) => string | number | Date> = {
  name: (text) => text,
  priority: (text) => Number(cursorInt(text)),
  createdAt: cursorDate,
}
const STATES: Record<ChannelStateName, Prisma.ChannelWhereInput> = {
  active: { isActive: true, schedulable: true },
  notScheduled: { isActive: true, schedulable: false },
  off: { isActive: false },
  troubled: {
    OR: [
      { keys: { some: { deletedAt: null, isActive: true, health: { notIn: ['ok'] } } } },
      { deniedModels: { isEmpty: false } },
    ],
  },
}

@Injectable()
export class ChannelsRepository {
  constructor(private readonly database: Database) {}

  async list(
    page: PageRequest,
    filter: ChannelFilter,
    sort: ChannelSort = BY_NAME,
  ): Promise<{ rows: ChannelRow[]; totalCount: number }> {
    const where: Prisma.ChannelWhereInput = {
      deletedAt: null,
      ...(filter.isActive != null && { isActive: filter.isActive }),
      ...(filter.tag && { tags: { has: filter.tag } }),
      ...(filter.state && STATES[filter.state]),
      ...(await this.#matching(filter.search)),
    }
    const [name, id] = page.after ?? []
    const { field, direction } = sort
    const beyond = direction === 'asc' ? 'gt' : 'lt'
    const bound = name === undefined ? undefined : BOUNDS[field](name)
    const after =
      bound === undefined
        ? {}
        : { OR: [{ [field]: { [beyond]: bound } }, { [field]: bound, id: { [beyond]: cursorId(id) } }] }
    const [rows, totalCount] = await Promise.all([
      this.database.client.channel.findMany({
        where: { AND: [where, after] },
        orderBy: [{ [field]: direction }, { id: direction }],
        take: page.first + 1,
        select: SHOWN,
      }),
      this.database.client.channel.count({ where, take: MAX_TOTAL }),
    ])
    return { rows: rows.map(toRow), totalCount }
  }

  /** Every channel by name, or those with these ids or this tag. */
  async listAll({
    ids,
    tag,
  }: {
    ids?: readonly string[] | undefined
    tag?: string | undefined
  }): Promise<ChannelRow[]> {
    const rows = await this.database.client.channel.findMany({
      where: {
        deletedAt: null,
        ...(ids !== undefined && { id: { in: [...ids] } }),
        ...(tag !== undefined && { tags: { has: tag } }),
      },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      select: SHOWN,
      take: MAX_TOTAL,
    })
    return rows.map(toRow)
  }

  async #matching(search: string | null | undefined): Promise<Prisma.ChannelWhereInput> {
    const pattern = toSearchPattern(search)
    if (pattern === undefined) return {}
    const rows = await this.database.client.$queryRaw<{ id: string }[]>`
      SELECT id FROM channel WHERE deleted_at IS NULL AND (name ILIKE ${pattern} OR base_url ILIKE ${pattern}) LIMIT ${MAX_TOTAL}`
    return { id: { in: rows.map(({ id }) => id) } }
  }

  async find(id: string, tx: Tx = this.database.client): Promise<ChannelRow | undefined> {
    const row = await tx.channel.findFirst({ where: { id, deletedAt: null }, select: SHOWN })
    return row === null ? undefined : toRow(row)
  }

  async findByName(tx: Tx, name: string): Promise<ChannelRow | undefined> {
    const row = await tx.channel.findFirst({ where: { name, deletedAt: null }, select: SHOWN })
    return row === null ? undefined : toRow(row)
  }

  /** Locked, so that nobody changes them before the transaction ends. */
  async lockByNames(tx: Tx, names: readonly string[]): Promise<Map<string, ChannelRow>> {
    await tx.$queryRaw`SELECT 1 FROM channel WHERE name = ANY (${[...names]}) ORDER BY id FOR UPDATE`
    const rows = await tx.channel.findMany({ where: { name: { in: [...names] }, deletedAt: null }, select: SHOWN })
    return new Map(rows.map((row) => [row.name, toRow(row)]))
  }

  /** Names of deleted channels: one that is entered again gets its row back. */
  async deletedNames(tx: Tx, names: readonly string[]): Promise<Set<string>> {
    const rows = await tx.channel.findMany({
      where: { name: { in: [...names] }, deletedAt: { not: null } },
      select: { name: true },
    })
    return new Set(rows.map(({ name }) => name))
  }

  async names(ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.database.client.channel.findMany({
      where: { id: { in: [...ids] } },
      select: { id: true, name: true },
    })
    return new Map(rows.map((row) => [row.id, row.name]))
  }

  /** Many new channels in a handful of statements. */
  async insertMany(tx: Tx, channels: readonly NewChannelRow[]): Promise<void> {
    await tx.channel.createMany({
      data: channels.map(({ id, fields, lacks }) => ({ id, ...fields, settings: { ...fields.settings }, lacks })),
    })
    await tx.channelGroup.createMany({
      data: channels.flatMap(({ id, groupIds }) => groupIds.map((groupId) => ({ channelId: id, groupId }))),
    })
    await tx.channelKey.createMany({
      data: channels.flatMap(({ id, keys }) => keys.map((key, position) => ({ ...key, channelId: id, position }))),
    })
  }

  /** Channels that name the model, whether they serve it now or not. */
  async countServing(tx: Tx, modelName: string): Promise<number> {
    const [row] = await tx.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM channel
      WHERE deleted_at IS NULL AND (${modelName} = ANY (models) OR jsonb_exists(model_mapping, ${modelName}))`
    return row?.count ?? 0
  }

  async setLacks(tx: Tx, channelId: string, lacks: Lacks): Promise<void> {
    await tx.channel.update({ where: { id: channelId }, data: { lacks }, select: { id: true } })
  }

  async lock(tx: Tx, id: string): Promise<ChannelRow | undefined> {
    await tx.$queryRaw`SELECT 1 FROM channel WHERE id = ${id}::uuid FOR UPDATE`
    return this.find(id, tx)
  }

  /** A channel of the same name that was deleted comes back with its id and without its keys. */
  async insert(tx: Tx, channel: ChannelFields, groupIds: readonly string[]): Promise<ChannelRow> {
    const data = { ...channel, settings: { ...channel.settings } }
    const { id } = await tx.channel.upsert({
      where: { name: channel.name, deletedAt: { not: null } },
      create: { id: randomUUID(), ...data },
      update: { ...data, deletedAt: null },
      select: { id: true },
    })
    await this.setGroups(tx, id, groupIds)
    return toRow(await tx.channel.findUniqueOrThrow({ where: { id }, select: SHOWN }))
  }

  async update(tx: Tx, id: string, { settings, ...patch }: Partial<ChannelFields>): Promise<void> {
    const data = { ...patch, ...(settings && { settings: { ...settings } }) }
    await tx.channel.update({ where: { id }, data, select: { id: true } })
  }

  async setGroups(tx: Tx, channelId: string, groupIds: readonly string[]): Promise<void> {
    await tx.channelGroup.deleteMany({ where: { channelId, groupId: { notIn: [...groupIds] } } })
    await tx.channelGroup.createMany({
      data: groupIds.map((groupId) => ({ channelId, groupId })),
      skipDuplicates: true,
    })
  }

  async lockTagged(tx: Tx, tag: string): Promise<ChannelRow[]> {
    await tx.$queryRaw`
      SELECT 1 FROM channel WHERE deleted_at IS NULL AND ${tag} = ANY (tags) ORDER BY id FOR UPDATE`
    const rows = await tx.channel.findMany({
      where: { deletedAt: null, tags: { has: tag } },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      select: SHOWN,
    })
    return rows.map(toRow)
  }

  /** Every tag that some channel bears. */
  async listTags(): Promise<string[]> {
    const rows = await this.database.client.$queryRaw<{ tag: string }[]>`
      SELECT DISTINCT unnest(tags) AS tag FROM channel WHERE deleted_at IS NULL ORDER BY tag LIMIT ${MAX_TAGS}`
    return rows.map(({ tag }) => tag)
  }

  async markDeleted(tx: Tx, id: string): Promise<void> {
    await tx.channelKey.updateMany({ where: { channelId: id, deletedAt: null }, data: { deletedAt: new Date() } })
    await tx.channel.update({ where: { id }, data: { deletedAt: new Date() }, select: { id: true } })
  }
}

const toRow = ({ groups, ...row }: Prisma.ChannelGetPayload<{ select: typeof SHOWN }>): ChannelRow => ({
  ...row,
  type: row.type as ChannelTypeName,
  modelMapping: row.modelMapping as ModelMapping,
  lacks: row.lacks as Lacks,
  settings: toSettings(row.settings as Partial<ChannelSettingsRow>),
  groupIds: groups.map(({ groupId }) => groupId).toSorted(),
  version: Number(row.version),
})

export const toSettings = (stored: Partial<ChannelSettingsRow>): ChannelSettingsRow => ({
  onClientAbort: stored.onClientAbort ?? 'auto',
  headerTimeoutMs: stored.headerTimeoutMs ?? null,
  idleTimeoutMs: stored.idleTimeoutMs ?? null,
  timeoutMs: stored.timeoutMs ?? null,
  dialects: stored.dialects ?? [],
  apiVersion: stored.apiVersion ?? null,
  traits: readTraits(stored.traits ?? {}),
  ...toCallSettings(stored),
})
