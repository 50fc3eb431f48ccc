import { randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { Prisma } from '@tollgate/db'
import { Database, type Tx } from '../../database/database.repository.js'
import { cursorId, MAX_TOTAL, type PageRequest, toSearchPattern } from '../../graphql/page.js'
import { readTraits, type StoredTraits } from '../channels/traits-fields.js'

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

export interface ModelQuery {
  search?: string | null
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

@Injectable()
export class ModelsRepository {
  constructor(private readonly database: Database) {}

  async list(page: PageRequest, query: ModelQuery): Promise<{ rows: ModelRow[]; totalCount: number }> {
    const where: Prisma.ModelWhereInput = {
      deletedAt: null,
      ...(query.visibleTo && { isActive: true, groups: { some: { groupId: { in: [...query.visibleTo] } } } }),
      AND: [await this.#matching(query.search), await this.#usable(query)],
    }
    const [name, id] = page.after ?? []
    const after = name === undefined ? {} : { OR: [{ name: { gt: name } }, { name, id: { gt: cursorId(id) } }] }
    const [rows, totalCount] = await Promise.all([
      this.database.client.model.findMany({
        where: { AND: [where, after] },
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
        take: page.first + 1,
        select: SHOWN,
      }),
      this.database.client.model.count({ where, take: MAX_TOTAL }),
    ])
    return { rows: rows.map(toRow), totalCount }
  }

  async #matching(search: string | null | undefined): Promise<Prisma.ModelWhereInput> {
    const pattern = toSearchPattern(search)
    if (pattern === undefined) return {}
    const rows = await this.database.client.$queryRaw<{ id: string }[]>`
      SELECT id FROM model WHERE deleted_at IS NULL AND (name ILIKE ${pattern} OR provider ILIKE ${pattern}) LIMIT ${MAX_TOTAL}`
    return { id: { in: rows.map(({ id }) => id) } }
  }

  async #usable({ usable, visibleTo = [] }: ModelQuery): Promise<Prisma.ModelWhereInput> {
    if (usable === undefined) return {}
    const rows = await this.database.client.$queryRaw<{ id: string }[]>`
      SELECT m.id FROM model m
      WHERE m.deleted_at IS NULL AND m.is_active
        AND (${usable.acceptsUnpriced} OR EXISTS (SELECT FROM price_version p WHERE p.model_id = m.id AND p.valid_from <= now()))
        AND EXISTS (
          SELECT FROM model_group mg
          JOIN channel_group cg ON cg.group_id = mg.group_id
          JOIN channel c ON c.id = cg.channel_id
          WHERE mg.model_id = m.id AND mg.group_id = ANY (${[...visibleTo]}::uuid[])
            AND c.deleted_at IS NULL AND c.is_active AND c.schedulable
            AND (m.name = ANY (c.models) OR jsonb_exists(c.model_mapping, m.name))
            AND NOT m.name = ANY (c.denied_models))
      LIMIT ${MAX_TOTAL}`
    return { id: { in: rows.map(({ id }) => id) } }
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
