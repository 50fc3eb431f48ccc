import { Injectable } from '@nestjs/common'
import { Prisma } from '@tollgate/db'
import { Database, type Tx } from '../../database/database.repository.js'
import { MAX_TOTAL, type PageRequest } from '../../graphql/page.js'
import type { Caller } from '../../identity/caller.js'
import { maskSecrets } from './mask-secrets.js'

/** One act, before it is written. */
export interface AuditRecord {
  /** As in permissions: noun:verb. */
  action: string
  targetKind: string
  targetId?: string
  before?: unknown
  after?: unknown
  reason?: string | undefined
}

export interface AuditRow {
  id: string
  at: Date
  actorUserId: string | null
  actorKind: string
  action: string
  targetKind: string
  targetId: string | null
  before: string | null
  after: string | null
  reason: string | null
  address: string | null
}

export interface AuditQuery {
  action?: string | undefined
  targetKind?: string | undefined
  targetId?: string | undefined
  actorId?: string | null
  from?: Date | null
  to?: Date | null
}

@Injectable()
export class AuditRepository {
  constructor(private readonly database: Database) {}

  /** Part of the transaction of the act itself. Without a caller: the system did it at boot. */
  async record(tx: Tx, caller: Caller | undefined, record: AuditRecord): Promise<void> {
    await tx.auditLog.create({ data: toData(caller, record), select: { id: true } })
  }

  /** Many acts in one statement. */
  async recordMany(tx: Tx, caller: Caller | undefined, records: readonly AuditRecord[]): Promise<void> {
    await tx.auditLog.createMany({ data: records.map((record) => toData(caller, record)) })
  }

  /**
   * Of an act that another process did, and may have been asked for many times: once for its id.
   * @param id the value of `after.<field>` that tells this act from others on the same target
   */
  async recordOnce(
    tx: Tx,
    caller: Caller,
    record: AuditRecord,
    { field, id }: { field: string; id: string },
  ): Promise<void> {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`audit:${record.action}:${id}`}, 0))`
    const known = await tx.auditLog.findFirst({
      where: {
        action: record.action,
        targetKind: record.targetKind,
        ...(record.targetId !== undefined && { targetId: record.targetId }),
        after: { path: [field], equals: id },
      },
      select: { id: true },
    })
    if (known === null) await this.record(tx, caller, record)
  }

  async list(query: AuditQuery, page: PageRequest): Promise<{ rows: AuditRow[]; totalCount: number }> {
    const where: Prisma.AuditLogWhereInput = {
      ...(query.action && { action: { startsWith: query.action.replaceAll(/[\\%_]/g, '\\$&') } }),
      ...(query.targetKind && { targetKind: query.targetKind }),
      ...(query.targetId && { targetId: query.targetId }),
      ...(query.actorId && { actorUserId: query.actorId }),
      at: { ...(query.from && { gte: query.from }), ...(query.to && { lt: query.to }) },
    }
    const [last] = page.after ?? []
    const after = last !== undefined && /^\d{1,18}$/.test(last) ? { id: { lt: BigInt(last) } } : {}
    const [rows, totalCount] = await Promise.all([
      this.database.client.auditLog.findMany({
        where: { AND: [where, after] },
        orderBy: { id: 'desc' },
        take: page.first + 1,
      }),
      this.database.client.auditLog.count({ where, take: MAX_TOTAL }),
    ])
    return { rows: rows.map(toRow), totalCount }
  }
}

const toData = (caller: Caller | undefined, record: AuditRecord): Prisma.AuditLogCreateManyInput => ({
  actorUserId: caller?.actor?.userId ?? null,
  actorKind: caller === undefined ? 'system' : (caller.actor?.via ?? 'session'),
  action: record.action,
  targetKind: record.targetKind,
  targetId: record.targetId ?? null,
  before: toJson(record.before),
  after: toJson(record.after),
  reason: record.reason ?? null,
  address: caller?.address ?? null,
})

const toJson = (value: unknown): Prisma.InputJsonValue | typeof Prisma.DbNull =>
  value === undefined ? Prisma.DbNull : (maskSecrets(value) as Prisma.InputJsonValue)

const toRow = (row: Prisma.AuditLogGetPayload<object>): AuditRow => ({
  ...row,
  id: row.id.toString(),
  before: row.before === null ? null : JSON.stringify(row.before),
  after: row.after === null ? null : JSON.stringify(row.after),
})
