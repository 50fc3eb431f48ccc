import { Injectable } from '@nestjs/common'
import { Prisma } from '@tollgate/db'
import { Database } from '../../database/database.repository.js'
import { cursorDate, cursorId, MAX_TOTAL, type PageRequest } from '../../graphql/page.js'
import type { UsageProvenanceName, UsageStatusName } from './usage-enums.types.js'

export interface UsageListRow {
  requestId: string
  admittedAt: Date
  userId: string
  keyId: string
  modelName: string
  inputTokens: number
  cachedTokens: number
  outputTokens: number
  reasoningTokens: number
  amountNanos: bigint
  status: UsageStatusName
  provenance: UsageProvenanceName
  durationMs: number
  firstByteMs: number | null
  errorCode: string | null
}

/** One record as billing wrote it: token classes are disjoint. */
export type UsageRecordRow = Omit<
  Prisma.UsageRecordGetPayload<object>,
  'occurredOn' | 'ratio' | 'status' | 'provenance' | 'stepsMs'
> & {
  occurredOn: string
  ratio: string
  status: UsageStatusName
  provenance: UsageProvenanceName
  stepsMs: Record<string, number>
}

/** With the lease that its ledger transaction names. */
export interface SettledCallRow extends UsageRecordRow {
  leaseId: string | null
}

export interface UsageQuery {
  userId?: string | undefined
  apiKeyId?: string | undefined
  modelName?: string | undefined
  status?: UsageStatusName | undefined
  from?: Date | undefined
  to?: Date | undefined
  requestId?: string | undefined
}

@Injectable()
export class UsageRepository {
  constructor(private readonly database: Database) {}

  async list(page: PageRequest, query: UsageQuery): Promise<{ rows: UsageListRow[]; totalCount: number }> {
    const where: Prisma.UsageRecordWhereInput = {
      ...(query.userId && { userId: query.userId }),
      ...(query.apiKeyId && { keyId: query.apiKeyId }),
      ...(query.modelName && { modelName: query.modelName }),
      ...(query.status && { status: query.status }),
      ...(query.requestId && { requestId: query.requestId }),
      admittedAt: { ...(query.from && { gte: query.from }), ...(query.to && { lt: query.to }) },
    }
    const [admittedAt, id] = page.after ?? []
    const bound = admittedAt === undefined ? undefined : cursorDate(admittedAt)
    const after =
      bound === undefined
        ? {}
        : { OR: [{ admittedAt: { lt: bound } }, { admittedAt: bound, requestId: { lt: cursorId(id) } }] }
    const [rows, totalCount] = await Promise.all([
      this.database.client.usageRecord.findMany({
        where: { AND: [where, after] },
        orderBy: [{ admittedAt: 'desc' }, { requestId: 'desc' }],
        take: page.first + 1,
      }),
      this.database.client.usageRecord.count({ where, take: MAX_TOTAL }),
    ])
    return { rows: rows.map(toListRow), totalCount }
  }

  async findSettled(requestId: string): Promise<SettledCallRow | undefined> {
    const row = await this.database.client.usageRecord.findUnique({ where: { requestId } })
    if (row === null) return undefined
    const transaction = await this.database.client.ledgerTxn.findUnique({
      where: { id: row.txnId },
      select: { leaseId: true },
    })
    return { ...toRecordRow(row), leaseId: transaction?.leaseId ?? null }
  }
}

const toListRow = (row: Prisma.UsageRecordGetPayload<object>): UsageListRow => ({
  requestId: row.requestId,
  admittedAt: row.admittedAt,
  userId: row.userId,
  keyId: row.keyId,
  modelName: row.modelName,
  inputTokens: row.inputTokens + row.cacheReadTokens + row.cacheWriteTokens + row.cacheWrite1hTokens,
  cachedTokens: row.cacheReadTokens,
  outputTokens: row.outputTokens + row.reasoningTokens,
  reasoningTokens: row.reasoningTokens,
  amountNanos: row.amountNanos,
  status: row.status as UsageStatusName,
  provenance: row.provenance as UsageProvenanceName,
  durationMs: row.durationMs,
  firstByteMs: row.firstByteMs,
  errorCode: row.errorCode,
})

const toRecordRow = (row: Prisma.UsageRecordGetPayload<object>): UsageRecordRow => ({
  ...row,
  occurredOn: row.occurredOn.toISOString().slice(0, 10),
  ratio: row.ratio.toFixed(),
  status: row.status as UsageStatusName,
  provenance: row.provenance as UsageProvenanceName,
  stepsMs: row.stepsMs as Record<string, number>,
})
