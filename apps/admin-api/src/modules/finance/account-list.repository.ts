import { Injectable } from '@nestjs/common'
import { Prisma } from '@tollgate/db'
import { Database } from '../../database/database.repository.js'
import { ApiError } from '../../graphql/errors.js'
import { cursorDate, cursorId, MAX_TOTAL, type PageRequest } from '../../graphql/page.js'
import type { SortDirection } from '../../graphql/payload.types.js'
import type { LedgerAccountSortField } from './account-list.inputs.js'
import type { LedgerAccountKindName, LedgerAccountStateName } from './ledger-account.types.js'
import type { LedgerAccountRow } from './ledger-accounts.repository.js'

export interface AccountListRow extends LedgerAccountRow {
  /** What it is listed under, in small letters. */
  label: string
}

export interface AccountListQuery {
  kind?: LedgerAccountKindName | undefined
  state?: LedgerAccountStateName | undefined
  courseId?: string | undefined
  /** Pattern of LIKE. */
  pattern?: string | undefined
  isHolding?: boolean | undefined
  isOverdrawn?: boolean | undefined
}

export interface AccountListSort {
  field: LedgerAccountSortField
  direction: SortDirection
}

const LABEL = Prisma.sql`lower(COALESCE(a.name, u.username, a.kind))`
const COLUMNS: Record<LedgerAccountSortField, Prisma.Sql> = {
  name: LABEL,
  balance: Prisma.sql`a.balance`,
  held: Prisma.sql`a.held`,
  createdAt: Prisma.sql`a.created_at`,
}

/** Of a row: what the cursor of this order holds. */
export const SORT_VALUES: Record<LedgerAccountSortField, (row: AccountListRow) => string> = {
  name: ({ label }) => label,
  balance: ({ balanceNanos }) => balanceNanos.toString(),
  held: ({ heldNanos }) => heldNanos.toString(),
  createdAt: ({ createdAt }) => createdAt.toISOString(),
}

/** Accounts that have ever had money, pools, and suspense. */
@Injectable()
export class AccountListRepository {
  constructor(private readonly database: Database) {}

  async list(
    page: PageRequest,
    query: AccountListQuery,
    sort: AccountListSort,
  ): Promise<{ rows: AccountListRow[]; totalCount: number }> {
    const column = COLUMNS[sort.field]
    const [direction, beyond] =
      sort.direction === 'asc' ? [Prisma.sql`ASC`, Prisma.sql`>`] : [Prisma.sql`DESC`, Prisma.sql`<`]
    const [value, id] = page.after ?? []
    const after =
      value === undefined
        ? Prisma.sql`true`
        : Prisma.sql`(${column}, a.id) ${beyond} (${boundOf(sort.field, value)}, ${cursorId(id)}::uuid)`
    const from = Prisma.sql`FROM account a LEFT JOIN app_user u ON u.id = a.owner_user_id WHERE ${whereOf(query)}`
    const [rows, [total]] = await Promise.all([
      this.database.client.$queryRaw<AccountListRow[]>`
        SELECT a.id, a.kind, a.state, a.name, a.owner_user_id AS "ownerUserId", a.course_id AS "courseId",
          a.balance AS "balanceNanos", a.held AS "heldNanos", a.created_at AS "createdAt", ${LABEL} AS label
        ${from} AND ${after} ORDER BY ${column} ${direction}, a.id ${direction} LIMIT ${page.first + 1}`,
      this.database.client.$queryRaw<{ count: bigint }[]>`
        SELECT count(*) AS count FROM (SELECT 1 ${from} LIMIT ${MAX_TOTAL}) found`,
    ])
    return { rows, totalCount: Number(total?.count ?? 0) }
  }
}

const whereOf = (query: AccountListQuery): Prisma.Sql =>
  Prisma.join(
    [
      Prisma.sql`true`,
      ...(query.kind ? [Prisma.sql`a.kind = ${query.kind}`] : []),
      ...(query.state ? [Prisma.sql`a.state = ${query.state}`] : []),
      ...(query.courseId ? [Prisma.sql`a.course_id = ${query.courseId}::uuid`] : []),
      ...(query.isHolding === undefined ? [] : [Prisma.sql`(a.held > 0) = ${query.isHolding}`]),
      ...(query.isOverdrawn === undefined ? [] : [Prisma.sql`(a.balance < 0) = ${query.isOverdrawn}`]),
      ...(query.pattern
        ? [
            Prisma.sql`(a.name ILIKE ${query.pattern} OR u.username LIKE lower(${query.pattern})
              OR u.display_name ILIKE ${query.pattern})`,
          ]
        : []),
    ],
    ' AND ',
  )

/** @throws ApiError BAD_USER_INPUT for what no row of this order can hold */
function boundOf(field: LedgerAccountSortField, value: string): Prisma.Sql {
  if (field === 'name') return Prisma.sql`${value}`
  if (field === 'createdAt') return Prisma.sql`${cursorDate(value)}::timestamptz`
  if (!/^-?\d{1,19}$/.test(value)) throw new ApiError('BAD_USER_INPUT', '"after" is not a cursor of this list.')
  return Prisma.sql`${value}::numeric`
}
