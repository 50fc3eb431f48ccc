import { createHash, randomUUID } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import type { Prisma } from '@tollgate/db'
import { APP_CONFIG, type AppConfig } from '../config.js'
import { Database, type Tx } from '../database/database.repository.js'
import { cursorDate, cursorId, MAX_TOTAL, type PageRequest } from '../graphql/page.js'
import type { Role, UserState } from './permissions.js'

export interface SessionRow {
  id: string
  createdAt: Date
  lastSeenAt: Date
  expiresAt: Date
  address: string | null
  userAgent: string | null
}

/** The user behind a credential, read with it in one statement. */
export interface CredentialUser {
  id: string
  username: string
  role: Role
  state: UserState
  locale: string | null
  mustChangePassword: boolean
  hasSecondFactor: boolean
  /** Of the terms that he accepted. */
  termsVersion: string | null
}

export interface FoundSession extends SessionRow {
  /** Null: the second factor was not shown in it. */
  secondFactorAt: Date | null
  method: SignInMethod
  user: CredentialUser
}

/** How somebody got in, and whether he is still there. */
export interface LogInRow {
  id: string
  at: Date
  lastSeenAt: Date
  address: string | null
  userAgent: string | null
  method: SignInMethod
  hasSecondFactor: boolean
  isOpen: boolean
}

/** How a session came about. */
export type SignInMethod = 'password' | 'code' | 'oidc'

const SHOWN = { id: true, createdAt: true, lastSeenAt: true, expiresAt: true, address: true, userAgent: true } as const
/** Of a credential's user; {@link toCredentialUser} reads it. */
export const CREDENTIAL_USER = {
  id: true,
  username: true,
  role: true,
  state: true,
  locale: true,
  mustChangePassword: true,
  totpConfirmedAt: true,
  termsVersion: true,
} as const

export const toCredentialUser = ({
  totpConfirmedAt,
  ...user
}: Prisma.UserGetPayload<{ select: typeof CREDENTIAL_USER }>): CredentialUser => ({
  ...user,
  role: user.role as Role,
  state: user.state as UserState,
  hasSecondFactor: totpConfirmedAt !== null,
})

const MAX_SESSIONS_SHOWN = 100

/** @throws ApiError BAD_USER_INPUT for what is no cursor of this list */
function olderThan(after: PageRequest['after']): Prisma.SessionWhereInput {
  if (after === undefined) return {}
  const [at, id] = [cursorDate(after[0]), cursorId(after[1])]
  return { OR: [{ createdAt: { lt: at } }, { createdAt: at, id: { lt: id } }] }
}

/** Only the hash is stored: a copy of the table opens no session. */
const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

@Injectable()
export class SessionRepository {
  constructor(
    private readonly database: Database,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  async insert(
    tx: Tx,
    session: {
      userId: string
      token: string
      expiresAt: Date
      address: string
      userAgent: string | undefined
      method: SignInMethod
      secondFactorAt: Date | null
    },
  ): Promise<string> {
    const id = randomUUID()
    const { userId, token, expiresAt, address, userAgent, method, secondFactorAt } = session
    await tx.session.create({
      data: {
        id,
        userId,
        tokenHash: hashToken(token),
        expiresAt,
        address,
        userAgent: userAgent?.slice(0, 300) ?? null,
        method,
        secondFactorAt,
      },
      select: { id: true },
    })
    return id
  }

  /** Neither revoked nor past one of its ends; its user is not deleted. */
  async findLive(token: string): Promise<FoundSession | undefined> {
    const row = await this.database.client.session.findFirst({
      where: { tokenHash: hashToken(token), ...this.#live(), user: { deletedAt: null } },
      select: { ...SHOWN, secondFactorAt: true, method: true, user: { select: CREDENTIAL_USER } },
    })
    return row === null ? undefined : { ...row, method: row.method as SignInMethod, user: toCredentialUser(row.user) }
  }

  /** Not revoked, not too old, and used lately. */
  #live() {
    return { revokedAt: null, expiresAt: { gt: new Date() }, lastSeenAt: { gte: this.#idleSince() } }
  }

  #idleSince(): Date {
    return new Date(Date.now() - this.config.session.idleMs)
  }

  async touch(id: string): Promise<void> {
    await this.database.client.session.updateMany({ where: { id }, data: { lastSeenAt: new Date() } })
  }

  async listLive(userId: string): Promise<SessionRow[]> {
    return await this.database.client.session.findMany({
      where: { userId, ...this.#live() },
      select: SHOWN,
      orderBy: { lastSeenAt: 'desc' },
      take: MAX_SESSIONS_SHOWN,
    })
  }

  /** Those that ended too, newest first. A cursor holds instant and id. */
  async listLogIns(userId: string, page: PageRequest): Promise<{ rows: LogInRow[]; totalCount: number }> {
    const [rows, totalCount] = await Promise.all([
      this.database.client.session.findMany({
        where: { userId, ...olderThan(page.after) },
        select: { ...SHOWN, method: true, secondFactorAt: true, revokedAt: true, user: { select: { state: true } } },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: page.first + 1,
      }),
      this.database.client.session.count({ where: { userId }, take: MAX_TOTAL }),
    ])
    const [now, idleSince] = [new Date(), this.#idleSince()]
    return {
      totalCount,
      rows: rows.map(({ createdAt, expiresAt, revokedAt, secondFactorAt, method, user, ...row }) => ({
        ...row,
        at: createdAt,
        method: method as SignInMethod,
        hasSecondFactor: secondFactorAt !== null,
        isOpen: revokedAt === null && expiresAt > now && row.lastSeenAt >= idleSince && user.state !== 'disabled',
      })),
    }
  }

  /** @returns whether there was such a live session of this user */
  async revoke(tx: Tx, { id, userId }: { id: string; userId: string }): Promise<boolean> {
    const { count } = await tx.session.updateMany({
      where: { id, userId, revokedAt: null },
      data: { revokedAt: new Date() },
    })
    return count > 0
  }

  async revokeAll(tx: Tx, userId: string): Promise<void> {
    await tx.session.updateMany({ where: { userId, revokedAt: null }, data: { revokedAt: new Date() } })
  }
}
