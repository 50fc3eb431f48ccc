import { randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { Prisma } from '@tollgate/db'
import { Database, type Tx } from '../../database/database.repository.js'
import { ApiError } from '../../graphql/errors.js'
import { cursorId, MAX_TOTAL, type PageRequest, toSearchPattern } from '../../graphql/page.js'
import type { SortDirection } from '../../graphql/payload.types.js'
import { readTraits, type StoredTraits } from '../channels/traits-fields.js'
import type { ModelSortField } from './models.inputs.js'

export interface ModelFields {
  name: string
  provider: string
  description: string | null
  abilities: string[]
  contextTokens: number | null
  maxOutputTokens: number | null
  traits: StoredTraits
  isActive: boolean
}

export interface ModelRow extends ModelFields {
  id: string
  /** What the last capability probe found: `measuredSchema`. */
  measured: unknown
  groupIds: string[]
  createdAt: Date
  version: number
}

export interface ModelListSort {
  field: ModelSortField
  direction: SortDirection
}

/** With its place in the order of a list, as text. */
export interface ModelListRow extends ModelRow {
  position: string
}

export interface ModelQuery {
  search?: string | null | undefined
  /** All of them. */
  abilities?: readonly string[] | undefined
  provider?: string | undefined
  groupId?: string | undefined
  priced?: boolean | undefined
  /** Only models that one of these groups sees, active ones. Absent: all. */
  visibleTo?: readonly string[] | undefined
  /** Also priced now (or `acceptsUnpriced`), and served by a schedulable channel of one of the groups. */
  usable?: { acceptsUnpriced: boolean } | undefined
}

const SHOWN = {
  id: true,
  name: true,
  provider: true,
  description: true,
  abilities: true,
  contextTokens: true,
  maxOutputTokens: true,
  traits: true,
  measured: true,
  isActive: true,
  createdAt: true,
  version: true,
  groups: { select: { groupId: true }, where: { group: { deletedAt: null } } },
} as const

const MAX_PROVIDERS = 500
/** Beyond every price and context: what is unknown stands last in either direction. */
const UNKNOWN: Record<SortDirection, Prisma.Sql> = { asc: Prisma.sql`1e30`, desc: Prisma.sql`-1` }

const CURRENT_PRICE = Prisma.sql`LEFT JOIN LATERAL (
  SELECT v.input_per_million_nanos + v.output_per_million_nanos AS both_nanos FROM price_version v
  WHERE v.model_id = m.id AND v.channel_id IS NULL AND v.valid_from <= now() ORDER BY v.valid_from DESC, v.id DESC LIMIT 1
) p ON true`

function positionOf(field: ModelSortField, direction: SortDirection): Prisma.Sql {
  switch (field) {
    case 'name':
      return Prisma.sql`m.name`
    case 'price':
      return Prisma.sql`COALESCE(p.both_nanos::numeric, ${UNKNOWN[direction]})`
    case 'context':
      return Prisma.sql`COALESCE(m.context_tokens::numeric, ${UNKNOWN[direction]})`
    default:
      throw new Error(`unknown order ${field satisfies never}`)
  }
}

/** @throws ApiError BAD_USER_INPUT for what no row of this order can hold */
function boundOf(field: ModelSortField, value: string): Prisma.Sql {
  if (field === 'name') return Prisma.sql`${value}`
  if (!/^-?\d{1,40}$/.test(value)) throw new ApiError('BAD_USER_INPUT', '"after" is not a cursor of this list.')
  return Prisma.sql`${value}::numeric`
}

function whereOf({ search, abilities, provider, groupId, priced, visibleTo, usable }: ModelQuery): Prisma.Sql {
  const pattern = toSearchPattern(search)
  const seenBy = (groupIds: readonly string[]) => Prisma.sql`EXISTS (SELECT FROM model_group mg
    WHERE mg.model_id = m.id AND mg.group_id = ANY (${[...groupIds]}::uuid[]))`
  const conditions = [
    Prisma.sql`m.deleted_at IS NULL`,
    ...(pattern === undefined ? [] : [Prisma.sql`(m.name ILIKE ${pattern} OR m.provider ILIKE ${pattern})`]),
    ...(abilities === undefined ? [] : [Prisma.sql`m.abilities @> ${[...abilities]}::text[]`]),
    ...(provider === undefined ? [] : [Prisma.sql`m.provider = ${provider}`]),
    ...(groupId === undefined ? [] : [seenBy([groupId])]),
    ...(priced === undefined ? [] : [Prisma.sql`(p.both_nanos IS NOT NULL) = ${priced}`]),
    ...(visibleTo === undefined ? [] : [Prisma.sql`m.is_active AND ${seenBy(visibleTo)}`]),
    ...(usable === undefined ? [] : [servedTo(visibleTo ?? [], usable)]),
  ]
  return Prisma.join(conditions, ' AND ')
}

/** Priced (or unpriced ones are accepted), and served by a schedulable channel of one of the groups. */
const servedTo = (groupIds: readonly string[], { acceptsUnpriced }: { acceptsUnpriced: boolean }): Prisma.Sql =>
  Prisma.sql`m.is_active AND (${acceptsUnpriced} OR EXISTS (
      SELECT FROM price_version v WHERE v.model_id = m.id AND v.valid_from <= now()))
    AND EXISTS (
      SELECT FROM model_group mg
      JOIN channel_group cg ON cg.group_id = mg.group_id
      JOIN channel c ON c.id = cg.channel_id
      WHERE mg.model_id = m.id AND mg.group_id = ANY (${[...groupIds]}::uuid[])
        AND c.deleted_at IS NULL AND c.is_active AND c.schedulable
        AND (m.name = ANY (c.models) OR jsonb_exists(c.model_mapping, m.name))
        AND NOT m.name = ANY (c.denied_models))`

@Injectable()
export class ModelsRepository {
  constructor(private readonly database: Database) {}

  async list(
    page: PageRequest,
    query: ModelQuery,
    { field, direction }: ModelListSort,
  ): Promise<{ rows: ModelListRow[]; totalCount: number }> {
    const [order, beyond] = direction === 'asc' ? [Prisma.sql`ASC`, Prisma.sql`>`] : [Prisma.sql`DESC`, Prisma.sql`<`]
    const [last, lastId] = page.after ?? []
    const after =
      last === undefined
        ? Prisma.sql`true`
        : Prisma.sql`(position, id) ${beyond} (${boundOf(field, last)}, ${cursorId(lastId)}::uuid)`
    const found = await this.database.client.$queryRaw<{ id: string; position: string; totalCount: bigint }[]>`
      WITH listed AS MATERIALIZED (
        SELECT m.id, ${positionOf(field, direction)} AS position FROM model m ${CURRENT_PRICE} WHERE ${whereOf(query)}
      )
      SELECT id, position::text AS position, (SELECT count(*) FROM listed) AS "totalCount" FROM listed
      WHERE ${after} ORDER BY listed.position ${order}, id ${order} LIMIT ${page.first + 1}`
    const byId = new Map((await this.findByIds(found.map(({ id }) => id))).map((row) => [row.id, row]))
    const rows = found.flatMap(({ id, position }) => {
      const row = byId.get(id)
      return row === undefined ? [] : [{ ...row, position }]
    })
    return { rows, totalCount: Math.min(Number(found[0]?.totalCount ?? 0), MAX_TOTAL) }
  }

  /** Who makes the models that somebody sees, by name. */
  async listProviders(query: ModelQuery): Promise<string[]> {
    const rows = await this.database.client.$queryRaw<{ provider: string }[]>`
      SELECT DISTINCT m.provider FROM model m ${CURRENT_PRICE} WHERE ${whereOf(query)} AND m.provider <> ''
      ORDER BY 1 LIMIT ${MAX_PROVIDERS}`
    return rows.map(({ provider }) => provider)
  }

  async find(id: string, tx: Tx = this.database.client): Promise<ModelRow | undefined> {
    const row = await tx.model.findFirst({ where: { id, deletedAt: null }, select: SHOWN })
    return row === null ? undefined : toRow(row)
  }

  async findByName(name: string, tx: Tx = this.database.client): Promise<ModelRow | undefined> {
    const row = await tx.model.findFirst({ where: { name, deletedAt: null }, select: SHOWN })
    return row === null ? undefined : toRow(row)
  }

  async findByNames(names: readonly string[], tx: Tx = this.database.client): Promise<Map<string, ModelRow>> {
    const rows = await tx.model.findMany({ where: { name: { in: [...names] }, deletedAt: null }, select: SHOWN })
    return new Map(rows.map((row) => [row.name, toRow(row)]))
  }

  /** Names of deleted models: one that is entered again gets its row back. */
  async deletedNames(tx: Tx, names: readonly string[]): Promise<Set<string>> {
    const rows = await tx.model.findMany({
      where: { name: { in: [...names] }, deletedAt: { not: null } },
      select: { name: true },
    })
    return new Set(rows.map(({ name }) => name))
  }

  /** Many new models in a handful of statements. */
  async insertMany(tx: Tx, models: readonly { fields: ModelFields; groupIds: readonly string[] }[]): Promise<void> {
    const rows = models.map(({ fields, groupIds }) => ({ id: randomUUID(), fields, groupIds }))
    await tx.model.createMany({ data: rows.map(({ id, fields }) => ({ id, ...fields })) })
    await tx.modelGroup.createMany({
      data: rows.flatMap(({ id, groupIds }) => groupIds.map((groupId) => ({ modelId: id, groupId }))),
    })
  }

  /** Deleted ones too: history refers to them. */
  async findByIds(ids: readonly string[]): Promise<ModelRow[]> {
    const rows = await this.database.client.model.findMany({ where: { id: { in: [...ids] } }, select: SHOWN })
    return rows.map(toRow)
  }

  async lock(tx: Tx, id: string): Promise<ModelRow | undefined> {
    await tx.$queryRaw`SELECT 1 FROM model WHERE id = ${id}::uuid FOR UPDATE`
    return this.find(id, tx)
  }

  /** A model of the same name that was deleted comes back with its id: names are unique for ever. */
  async insert(tx: Tx, model: ModelFields, groupIds: readonly string[]): Promise<ModelRow> {
    const { id } = await tx.model.upsert({
      where: { name: model.name, deletedAt: { not: null } },
      create: { id: randomUUID(), ...model },
      update: { ...model, deletedAt: null },
      select: { id: true },
    })
    await this.setGroups(tx, id, groupIds)
    return toRow(await tx.model.findUniqueOrThrow({ where: { id }, select: SHOWN }))
  }

  async update(tx: Tx, id: string, patch: Partial<ModelFields>): Promise<ModelRow> {
    return toRow(await tx.model.update({ where: { id }, data: patch, select: SHOWN }))
  }

  /** Columns that a capability probe fills. */
  async setMeasured(
    tx: Tx,
    id: string,
    { measured, ...fields }: Pick<ModelFields, 'abilities' | 'traits'> & { measured: Prisma.InputJsonObject },
  ): Promise<ModelRow> {
    return toRow(await tx.model.update({ where: { id }, data: { ...fields, measured }, select: SHOWN }))
  }

  async setGroups(tx: Tx, modelId: string, groupIds: readonly string[]): Promise<void> {
    await tx.modelGroup.deleteMany({ where: { modelId, groupId: { notIn: [...groupIds] } } })
    await tx.modelGroup.createMany({
      data: groupIds.map((groupId) => ({ modelId, groupId })),
      skipDuplicates: true,
    })
  }

  async markDeleted(tx: Tx, id: string): Promise<void> {
    await tx.model.update({ where: { id }, data: { deletedAt: new Date() }, select: { id: true } })
  }
}

const toRow = ({ groups, ...row }: Prisma.ModelGetPayload<{ select: typeof SHOWN }>): ModelRow => ({
  ...row,
  traits: readTraits(row.traits),
  groupIds: groups.map(({ groupId }) => groupId).toSorted(),
  version: Number(row.version),
})
