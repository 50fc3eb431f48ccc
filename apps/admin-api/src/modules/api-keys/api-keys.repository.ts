import { randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { Prisma } from '@tollgate/db'
import { describeApiKey, hashApiKey } from '@tollgate/protocols/credentials'
import type { RateLimits } from '@tollgate/protocols/events'
import { playgroundRecordKey } from '@tollgate/protocols/events'
import { Database, type Tx } from '../../database/database.repository.js'
import { cursorDate, cursorId, MAX_TOTAL, type PageRequest } from '../../graphql/page.js'
import type { RecordingSwitch } from '../recording/recording-switch.js'
import { type EffectiveKeyState, type KeyCircumstances, toEffectiveState } from './key-state.js'

export interface ApiKeyRow {
  id: string
  kind: 'secret' | 'playground'
  userId: string
  groupId: string
  payerAccountId: string
  courseId: string | null
  name: string
  prefix: string | null
  lastFour: string | null
  state: EffectiveKeyState
  /** As it was set. */
  storedState: KeyCircumstances['storedState']
  stateReason: string | null
  modelNames: string[]
  allowedAddresses: string[]
  isStrict: boolean
  limits: RateLimits
  expiresAt: Date | null
  createdAt: Date
  recordingEnabled: boolean
  recordingTextVersion: string | null
  recordingText: string | null
  version: number
}

export interface NewApiKey {
  userId: string
  groupId: string
  payerAccountId: string
  /** Of a pool of a course: its calls are reported there. */
  courseId: string | null
  name: string
  /** Hashed here, never stored. */
  secret: string
  expiresAt: Date | null
  modelNames: readonly string[]
  allowedAddresses: readonly string[]
  isStrict: boolean
  rpm?: number | null
  tpm?: number | null
  concurrency?: number | null
}

export type KeyPatch = Partial<
  Pick<NewApiKey, 'name' | 'payerAccountId' | 'courseId' | 'rpm' | 'tpm' | 'concurrency'> & RecordingSwitch
>

const SHOWN = {
  id: true,
  kind: true,
  userId: true,
  groupId: true,
  payerAccountId: true,
  courseId: true,
  name: true,
  prefix: true,
  lastFour: true,
  state: true,
  stateReason: true,
  modelNames: true,
  allowedAddresses: true,
  isStrict: true,
  rpm: true,
  tpm: true,
  concurrency: true,
  expiresAt: true,
  createdAt: true,
  recordingEnabled: true,
  recordingTextVersion: true,
  recordingText: true,
  version: true,
  user: { select: { state: true, deletedAt: true, groups: { select: { groupId: true } } } },
  group: { select: { isDefault: true, deletedAt: true } },
} as const

@Injectable()
export class ApiKeysRepository {
  constructor(private readonly database: Database) {}

  async list(
    page: PageRequest,
    filter: { userId: string; state?: EffectiveKeyState | null; kind?: 'secret' | 'playground' | null },
  ): Promise<{ rows: ApiKeyRow[]; totalCount: number }> {
    const where: Prisma.ApiKeyWhereInput = {
      userId: filter.userId,
      ...(filter.kind && { kind: filter.kind }),
      ...stateFilter(filter.state),
    }
    const [createdAt, id] = page.after ?? []
    const bound = createdAt === undefined ? undefined : cursorDate(createdAt)
    const after =
      bound === undefined ? {} : { OR: [{ createdAt: { lt: bound } }, { createdAt: bound, id: { lt: cursorId(id) } }] }
    const [rows, totalCount] = await Promise.all([
      this.database.client.apiKey.findMany({
        where: { AND: [where, after] },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: page.first + 1,
        select: SHOWN,
      }),
      this.database.client.apiKey.count({ where, take: MAX_TOTAL }),
    ])
    return { rows: rows.map(toRow), totalCount }
  }

  async find(id: string, tx: Tx = this.database.client): Promise<ApiKeyRow | undefined> {
    const row = await tx.apiKey.findUnique({ where: { id }, select: SHOWN })
    return row === null ? undefined : toRow(row)
  }

  async findByIds(ids: readonly string[]): Promise<ApiKeyRow[]> {
    const rows = await this.database.client.apiKey.findMany({ where: { id: { in: [...ids] } }, select: SHOWN })
    return rows.map(toRow)
  }

  async findByName(tx: Tx, userId: string, name: string): Promise<ApiKeyRow | undefined> {
    const row = await tx.apiKey.findFirst({
      where: { userId, name, kind: 'secret', state: 'active' },
      select: SHOWN,
      orderBy: { createdAt: 'desc' },
    })
    return row === null ? undefined : toRow(row)
  }

  async findBySecret(tx: Tx, secret: string): Promise<ApiKeyRow | undefined> {
    const row = await tx.apiKey.findUnique({ where: { hash: hashApiKey(secret) }, select: SHOWN })
    return row === null ? undefined : toRow(row)
  }

  /** Name of its record in bucket `keys`. */
  async recordName(id: string): Promise<string | undefined> {
    const row = await this.database.client.apiKey.findUnique({ where: { id }, select: { hash: true, kind: true } })
    if (row === null) return undefined
    return row.kind === 'playground' ? playgroundRecordKey(id) : (row.hash ?? undefined)
  }

  async countActive(tx: Tx, userId: string): Promise<number> {
    return await tx.apiKey.count({ where: { userId, kind: 'secret', state: 'active' } })
  }

  async insert(tx: Tx, { secret, modelNames, allowedAddresses, ...key }: NewApiKey): Promise<ApiKeyRow> {
    const row = await tx.apiKey.create({
      data: {
        id: randomUUID(),
        ...key,
        hash: hashApiKey(secret),
        ...describeApiKey(secret),
        modelNames: [...modelNames],
        allowedAddresses: [...allowedAddresses],
      },
      select: SHOWN,
    })
    return toRow(row)
  }

  /** One a user; two requests at once make one. */
  async ensurePlaygroundKey(
    tx: Tx,
    key: { userId: string; groupId: string; payerAccountId: string },
  ): Promise<{ id: string; storedState: KeyCircumstances['storedState'] }> {
    await tx.$executeRaw`
      INSERT INTO api_key (id, kind, user_id, name, group_id, payer_account_id)
      VALUES (${randomUUID()}::uuid, 'playground', ${key.userId}::uuid, 'playground', ${key.groupId}::uuid, ${key.payerAccountId}::uuid)
      ON CONFLICT (user_id) WHERE kind = 'playground' DO NOTHING`
    const row = await tx.apiKey.findFirstOrThrow({
      where: { userId: key.userId, kind: 'playground' },
      select: { id: true, state: true },
    })
    return { id: row.id, storedState: row.state as KeyCircumstances['storedState'] }
  }

  async lock(tx: Tx, id: string): Promise<ApiKeyRow | undefined> {
    await tx.$queryRaw`SELECT 1 FROM api_key WHERE id = ${id}::uuid FOR UPDATE`
    return this.find(id, tx)
  }

  async setState(
    tx: Tx,
    id: string,
    state: { state: 'revoked' | 'leaked'; stateReason: string | null },
  ): Promise<ApiKeyRow> {
    const row = await tx.apiKey.update({ where: { id }, data: { ...state, revokedAt: new Date() }, select: SHOWN })
    return toRow(row)
  }

  async update(tx: Tx, id: string, patch: KeyPatch): Promise<ApiKeyRow> {
    return toRow(await tx.apiKey.update({ where: { id }, data: patch, select: SHOWN }))
  }

  async lastUses(ids: readonly string[]): Promise<Map<string, Date>> {
    const rows = await this.database.client.apiKeyLastUse.findMany({ where: { keyId: { in: [...ids] } } })
    return new Map(rows.map((row) => [row.keyId, row.lastUsedAt]))
  }
}

function stateFilter(state: EffectiveKeyState | null | undefined): Prisma.ApiKeyWhereInput {
  if (!state) return {}
  const now = new Date()
  if (state === 'expired') return { state: 'active', expiresAt: { lte: now } }
  if (state === 'active') return { state, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] }
  return { state }
}

function toRow({
  user,
  group,
  rpm,
  tpm,
  concurrency,
  ...row
}: Prisma.ApiKeyGetPayload<{ select: typeof SHOWN }>): ApiKeyRow {
  const storedState = row.state as KeyCircumstances['storedState']
  const isMember = group.isDefault || user.groups.some(({ groupId }) => groupId === row.groupId)
  const circumstances = {
    storedState,
    expiresAt: row.expiresAt,
    isOwnerActive: user.state === 'active' && user.deletedAt === null,
    mayUseGroup: isMember && group.deletedAt === null,
  }
  return {
    ...row,
    kind: row.kind as ApiKeyRow['kind'],
    limits: { rpm, tpm, concurrency },
    storedState,
    state: toEffectiveState(circumstances, new Date()),
    version: Number(row.version),
  }
}
