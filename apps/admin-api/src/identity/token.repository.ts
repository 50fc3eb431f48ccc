import { randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { describeApiKey, hashApiKey } from '@tollgate/protocols/credentials'
import { Database, type Tx } from '../database/database.repository.js'
import { CREDENTIAL_USER, type CredentialUser, toCredentialUser } from './session.repository.js'

export interface TokenRow {
  id: string
  name: string
  prefix: string
  lastFour: string
  createdAt: Date
  expiresAt: Date | null
  revokedAt: Date | null
  lastUsedAt: Date | null
}

const SHOWN = {
  id: true,
  name: true,
  prefix: true,
  lastFour: true,
  createdAt: true,
  expiresAt: true,
  revokedAt: true,
  lastUsedAt: true,
} as const
const MAX_TOKENS_SHOWN = 200

@Injectable()
export class TokenRepository {
  constructor(private readonly database: Database) {}

  async insert(
    tx: Tx,
    token: { userId: string; name: string; secret: string; expiresAt: Date | undefined },
  ): Promise<TokenRow> {
    const { userId, name, secret, expiresAt } = token
    return await tx.personalAccessToken.create({
      data: {
        id: randomUUID(),
        userId,
        name,
        tokenHash: hashApiKey(secret),
        ...describeApiKey(secret),
        expiresAt: expiresAt ?? null,
      },
      select: SHOWN,
    })
  }

  async findLive(secret: string): Promise<(TokenRow & { user: CredentialUser }) | undefined> {
    const row = await this.database.client.personalAccessToken.findFirst({
      where: {
        tokenHash: hashApiKey(secret),
        revokedAt: null,
        OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }],
        user: { deletedAt: null },
      },
      select: { ...SHOWN, user: { select: CREDENTIAL_USER } },
    })
    return row === null ? undefined : { ...row, user: toCredentialUser(row.user) }
  }

  async touch(id: string): Promise<void> {
    await this.database.client.personalAccessToken.updateMany({ where: { id }, data: { lastUsedAt: new Date() } })
  }

  async list(userId: string): Promise<TokenRow[]> {
    return await this.database.client.personalAccessToken.findMany({
      where: { userId },
      select: SHOWN,
      orderBy: { createdAt: 'desc' },
      take: MAX_TOKENS_SHOWN,
    })
  }

  async countLive(tx: Tx, userId: string): Promise<number> {
    return await tx.personalAccessToken.count({ where: { userId, revokedAt: null } })
  }

  async revokeAll(tx: Tx, userId: string): Promise<void> {
    await tx.personalAccessToken.updateMany({ where: { userId, revokedAt: null }, data: { revokedAt: new Date() } })
  }

  async revoke(tx: Tx, { id, userId }: { id: string; userId: string }): Promise<TokenRow | undefined> {
    const { count } = await tx.personalAccessToken.updateMany({
      where: { id, userId, revokedAt: null },
      data: { revokedAt: new Date() },
    })
    if (count === 0) return undefined
    const row = await tx.personalAccessToken.findUnique({ where: { id }, select: SHOWN })
    return row ?? undefined
  }
}
