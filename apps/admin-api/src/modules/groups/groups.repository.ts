import { randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { Prisma } from '@tollgate/db'
import { Database, type Tx } from '../../database/database.repository.js'
import { cursorId, MAX_TOTAL, type PageRequest } from '../../graphql/page.js'

export interface GroupRow {
  id: string
  name: string
  description: string | null
  /** Decimal text. */
  ratio: string
  isDefault: boolean
  recordingEnabled: boolean
  recordingTextVersion: string | null
  recordingText: string | null
  version: number
}

export interface GroupPatch {
  name?: string
  description?: string | null
  ratio?: string
  recordingEnabled?: boolean
  recordingTextVersion?: string | null
  recordingText?: string | null
}

const SHOWN = {
  id: true,
  name: true,
  description: true,
  ratio: true,
  isDefault: true,
  recordingEnabled: true,
  recordingTextVersion: true,
  recordingText: true,
  version: true,
} as const

const NO_RECORDING = { recordingEnabled: false, recordingTextVersion: null, recordingText: null }

@Injectable()
export class GroupsRepository {
  constructor(private readonly database: Database) {}

  /** @param userId only the default group and this user's; absent: all */
  async list(page: PageRequest, userId?: string): Promise<{ rows: GroupRow[]; totalCount: number }> {
    const where: Prisma.GroupWhereInput = {
      deletedAt: null,
      ...(userId !== undefined && { OR: [{ isDefault: true }, { users: { some: { userId } } }] }),
    }
    const [name, id] = page.after ?? []
    const after = name === undefined ? {} : { OR: [{ name: { gt: name } }, { name, id: { gt: cursorId(id) } }] }
    const [rows, totalCount] = await Promise.all([
      this.database.client.group.findMany({
        where: { AND: [where, after] },
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
        take: page.first + 1,
        select: SHOWN,
      }),
      this.database.client.group.count({ where, take: MAX_TOTAL }),
    ])
    return { rows: rows.map(toRow), totalCount }
  }

  async find(id: string, tx: Tx = this.database.client): Promise<GroupRow | undefined> {
    const row = await tx.group.findFirst({ where: { id, deletedAt: null }, select: SHOWN })
    return row === null ? undefined : toRow(row)
  }

  async findByNames(names: readonly string[], tx: Tx = this.database.client): Promise<GroupRow[]> {
    const rows = await tx.group.findMany({ where: { name: { in: [...names] }, deletedAt: null }, select: SHOWN })
    return rows.map(toRow)
  }

  /** Deleted ones too: history refers to them. */
  async findByIds(ids: readonly string[], tx: Tx = this.database.client): Promise<GroupRow[]> {
    const rows = await tx.group.findMany({ where: { id: { in: [...ids] } }, select: SHOWN })
    return rows.map(toRow)
  }

  /** The group that everyone is in; the seed made it. @throws Error where the database was never seeded */
  async getDefault(tx: Tx = this.database.client): Promise<GroupRow> {
    return toRow(await tx.group.findFirstOrThrow({ where: { isDefault: true }, select: SHOWN }))
  }

  /** Ids of each user's groups, the default one first. */
  async idsOfUsers(userIds: readonly string[], tx: Tx = this.database.client): Promise<Map<string, string[]>> {
    const rows = await tx.$queryRaw<{ userId: string; groupIds: string[] }[]>`
      SELECT u.id::text AS "userId", array_agg(g.id::text ORDER BY g.is_default DESC, g.name) AS "groupIds"
      FROM unnest(${[...userIds]}::uuid[]) AS u(id)
      JOIN access_group g ON g.deleted_at IS NULL
        AND (g.is_default OR EXISTS (SELECT FROM user_group m WHERE m.user_id = u.id AND m.group_id = g.id))
      GROUP BY u.id`
    return new Map(rows.map(({ userId, groupIds }) => [userId, groupIds]))
  }

  /** Holds the row until the transaction ends, so that versions compare. */
  async lock(tx: Tx, id: string): Promise<GroupRow | undefined> {
    await tx.$queryRaw`SELECT 1 FROM access_group WHERE id = ${id}::uuid FOR UPDATE`
    return this.find(id, tx)
  }

  /** A group of the same name that was deleted comes back with its id, and asks nobody: names are unique for ever. */
  async insert(tx: Tx, group: { name: string; description: string | null; ratio: string }): Promise<GroupRow> {
    const row = await tx.group.upsert({
      where: { name: group.name, deletedAt: { not: null } },
      create: { id: randomUUID(), ...group },
      update: { ...group, deletedAt: null, ...NO_RECORDING },
      select: SHOWN,
    })
    return toRow(row)
  }

  async update(tx: Tx, id: string, patch: GroupPatch): Promise<GroupRow> {
    return toRow(await tx.group.update({ where: { id }, data: patch, select: SHOWN }))
  }

  async countWorkingKeys(tx: Tx, id: string): Promise<number> {
    return await tx.apiKey.count({ where: { groupId: id, kind: 'secret', state: { in: ['active', 'disabled'] } } })
  }

  /** Takes it out of users, models and channels as well. */
  async markDeleted(tx: Tx, id: string): Promise<void> {
    await tx.userGroup.deleteMany({ where: { groupId: id } })
    await tx.modelGroup.deleteMany({ where: { groupId: id } })
    await tx.channelGroup.deleteMany({ where: { groupId: id } })
    await tx.group.update({ where: { id }, data: { deletedAt: new Date() }, select: { id: true } })
  }
}

const toRow = (row: Prisma.GroupGetPayload<{ select: typeof SHOWN }>): GroupRow => ({
  ...row,
  ratio: row.ratio.toFixed(),
  version: Number(row.version),
})
