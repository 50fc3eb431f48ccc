import { randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { Prisma } from '@tollgate/db'
import { Database, type Tx } from '../../database/database.repository.js'
import { cursorDate, cursorId, MAX_TOTAL, type PageRequest, toSearchPattern } from '../../graphql/page.js'
import type { Role, UserState } from '../../identity/permissions.js'
import type { UserFilter, UserSort } from './users.inputs.js'

export interface UserRow {
  id: string
  username: string
  displayName: string | null
  role: Role
  state: UserState
  locale: string | null
  walletAccountId: string
  acceptsUnpriced: boolean
  /** Of the settings' tiers; null: the default one. */
  tier: string | null
  mustChangePassword: boolean
  hasSecondFactor: boolean
  /** Of the terms that he accepted last; null: none. */
  termsVersion: string | null
  termsAcceptedAt: Date | null
  /** The notice that he closed; null: none. */
  noticeClosed: string | null
  createdAt: Date
  version: number
}

export interface UserPatch {
  displayName?: string | null
  role?: Role
  state?: UserState
  locale?: string | null
  acceptsUnpriced?: boolean
  tier?: string | null
  passwordHash?: string | null
  mustChangePassword?: boolean
  termsVersion?: string
  termsAcceptedAt?: Date
  noticeClosed?: string
  deletedAt?: Date
}

export interface AccountRow {
  id: string
  balanceNanos: bigint
  heldNanos: bigint
  availableNanos: bigint
}

const SHOWN = {
  id: true,
  username: true,
  displayName: true,
  role: true,
  state: true,
  locale: true,
  walletAccountId: true,
  acceptsUnpriced: true,
  tier: true,
  mustChangePassword: true,
  totpConfirmedAt: true,
  termsVersion: true,
  termsAcceptedAt: true,
  noticeClosed: true,
  createdAt: true,
  version: true,
} as const

@Injectable()
export class UsersRepository {
  constructor(private readonly database: Database) {}

  async list(page: PageRequest, filter: UserFilter, sort: UserSort): Promise<{ rows: UserRow[]; totalCount: number }> {
    const where: Prisma.UserWhereInput = {
      deletedAt: null,
      ...(filter.role && { role: filter.role }),
      ...(filter.state && { state: filter.state }),
      ...(filter.groupId && { groups: { some: { groupId: filter.groupId } } }),
      ...(filter.courseId && { courses: { some: { courseId: filter.courseId } } }),
      ...(await this.#matching(filter.search)),
    }
    const [rows, totalCount] = await Promise.all([
      this.database.client.user.findMany({
        where: { AND: [where, afterCursor(page, sort)] },
        orderBy: [{ [sort.field]: sort.direction }, { id: sort.direction }],
        take: page.first + 1,
        select: SHOWN,
      }),
      this.database.client.user.count({ where, take: MAX_TOTAL }),
    ])
    return { rows: rows.map(toRow), totalCount }
  }

  /** Prisma's `contains` leaves % and _ to the user: the pattern is ours. */
  async #matching(search: string | null | undefined): Promise<Prisma.UserWhereInput> {
    const pattern = toSearchPattern(search)
    if (pattern === undefined) return {}
    const rows = await this.database.client.$queryRaw<{ id: string }[]>`
      SELECT id FROM app_user
      WHERE deleted_at IS NULL AND (username LIKE lower(${pattern}) OR display_name ILIKE ${pattern})
      ORDER BY created_at DESC LIMIT ${MAX_TOTAL}`
    return { id: { in: rows.map(({ id }) => id) } }
  }

  async find(id: string, tx: Tx = this.database.client): Promise<UserRow | undefined> {
    const row = await tx.user.findFirst({ where: { id, deletedAt: null }, select: SHOWN })
    return row === null ? undefined : toRow(row)
  }

  /** Deleted ones too: history refers to them. */
  async findByIds(ids: readonly string[]): Promise<UserRow[]> {
    const rows = await this.database.client.user.findMany({ where: { id: { in: [...ids] } }, select: SHOWN })
    return rows.map(toRow)
  }

  async findByUsername(username: string, tx: Tx = this.database.client): Promise<UserRow | undefined> {
    const row = await tx.user.findFirst({ where: { username, deletedAt: null }, select: SHOWN })
    return row === null ? undefined : toRow(row)
  }

  async findPasswordHash(
    username: string,
    tx: Tx = this.database.client,
  ): Promise<{ user: UserRow; passwordHash: string | null } | undefined> {
    const row = await tx.user.findFirst({
      where: { username, deletedAt: null },
      select: { ...SHOWN, passwordHash: true },
    })
    if (row === null) return undefined
    const { passwordHash, ...user } = row
    return { user: toRow(user), passwordHash }
  }

  async lock(tx: Tx, id: string): Promise<UserRow | undefined> {
    await tx.$queryRaw`SELECT 1 FROM app_user WHERE id = ${id}::uuid FOR UPDATE`
    return this.find(id, tx)
  }

  /**
   * Whether this pending account is nothing but a registration: nobody gave it anything, nobody who manages users ever
   * touched it, so that it was never active either. The row is locked by the caller.
   */
  async isBareRegistration(tx: Tx, { id, walletAccountId }: UserRow): Promise<boolean> {
    const [row] = await tx.$queryRaw<{ isBare: boolean }[]>`
      SELECT EXISTS (SELECT 1 FROM audit_log
          WHERE target_kind = 'user' AND target_id = ${id} AND action = 'user:register')
        AND NOT EXISTS (SELECT 1 FROM audit_log
          WHERE target_kind = 'user' AND target_id = ${id} AND action NOT IN ('user:register', 'user:change-password'))
        AND NOT EXISTS (SELECT 1 FROM ledger_entry WHERE account_id = ${walletAccountId}::uuid)
        AND NOT EXISTS (SELECT 1 FROM api_key WHERE user_id = ${id}::uuid AND kind = 'secret')
        AND NOT EXISTS (SELECT 1 FROM personal_access_token WHERE user_id = ${id}::uuid) AS "isBare"`
    return row?.isBare ?? false
  }

  async countRoots(tx: Tx = this.database.client): Promise<number> {
    return await tx.user.count({ where: { role: 'root', state: 'active', deletedAt: null } })
  }

  async insert(
    tx: Tx,
    user: Pick<UserRow, 'username' | 'displayName' | 'role' | 'state' | 'locale' | 'mustChangePassword'> & {
      passwordHash: string | null
    },
  ): Promise<UserRow> {
    const row = await tx.user.create({
      data: { id: randomUUID(), walletAccountId: randomUUID(), ...user },
      select: SHOWN,
    })
    return toRow(row)
  }

  async update(tx: Tx, id: string, patch: UserPatch): Promise<UserRow> {
    return toRow(await tx.user.update({ where: { id }, data: patch, select: SHOWN }))
  }

  /** All groups of the user beside the default one. His keys are projected anew: their groups may have been taken away. */
  async setGroups(tx: Tx, userId: string, groupIds: readonly string[]): Promise<void> {
    await tx.userGroup.deleteMany({ where: { userId, groupId: { notIn: [...groupIds] } } })
    await tx.userGroup.createMany({
      data: groupIds.map((groupId) => ({ userId, groupId })),
      skipDuplicates: true,
    })
    await tx.$executeRaw`UPDATE api_key SET version = version WHERE user_id = ${userId}::uuid`
  }

  async accounts(accountIds: readonly string[]): Promise<AccountRow[]> {
    const rows = await this.database.client.account.findMany({
      where: { id: { in: [...accountIds] } },
      select: { id: true, balance: true, held: true },
    })
    return rows.map(({ id, balance, held }) => ({
      id,
      balanceNanos: balance,
      heldNanos: held,
      availableNanos: balance - held,
    }))
  }
}

function afterCursor(page: PageRequest, { field, direction }: UserSort): Prisma.UserWhereInput {
  if (page.after === undefined) return {}
  const [value = '', id] = page.after
  const bound = field === 'createdAt' ? cursorDate(value) : value
  const further = direction === 'asc' ? 'gt' : 'lt'
  return { OR: [{ [field]: { [further]: bound } }, { [field]: bound, id: { [further]: cursorId(id) } }] }
}

const toRow = ({ totpConfirmedAt, ...row }: Prisma.UserGetPayload<{ select: typeof SHOWN }>): UserRow => ({
  ...row,
  hasSecondFactor: totpConfirmedAt !== null,
  role: row.role as Role,
  state: row.state as UserState,
  version: Number(row.version),
})
