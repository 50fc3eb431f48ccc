import { Injectable } from '@nestjs/common'
import { mintApiKey } from '@tollgate/protocols/credentials'
import { z } from 'zod'
import { Database, refuse } from '../database/database.repository.js'
import { ApiError } from '../graphql/errors.js'
import { nameField } from '../graphql/fields.js'
import { parseId } from '../graphql/ids.js'
import { type Page, parsePage, toPage } from '../graphql/page.js'
import { problemsOf, type Result } from '../graphql/problem.js'
import { AuditRepository } from '../modules/audit/audit.repository.js'
import { assertCan } from './assert-can.js'
import type { Caller } from './caller.js'
import type { CreatePersonalAccessTokenInput } from './login.inputs.js'
import { type LogInRow, SessionRepository, type SessionRow } from './session.repository.js'
import { TokenRepository, type TokenRow } from './token.repository.js'

const DEFAULT_TOKEN_DAYS = 90
const MAX_TOKEN_DAYS = 365
const DAY_MS = 86_400_000
const MAX_TOKENS = 50
const daysFromNow = (days: number): Date => new Date(Date.now() + days * DAY_MS)
const tokenSchema = z.object({
  name: nameField(64),
  expiresAt: z
    .date()
    .refine((date) => date > new Date(), 'expiryInPast')
    .refine((date) => date <= daysFromNow(MAX_TOKEN_DAYS), 'expiryTooLate')
    .nullish(),
})

/** Sessions and tokens: a user's own ones, and for administrators how somebody got in. */
@Injectable()
export class CredentialsService {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionRepository,
    private readonly tokens: TokenRepository,
    private readonly audit: AuditRepository,
  ) {}

  async listSessions(caller: Caller): Promise<(SessionRow & { isCurrent: boolean })[]> {
    const actor = assertCan(caller, 'self:read')
    const rows = await this.sessions.listLive(actor.userId)
    return rows.map((row) => ({ ...row, isCurrent: row.id === actor.credentialId }))
  }

  /** Of anybody, for administrators. */
  async listLogIns(
    caller: Caller,
    { userId, ...args }: { userId: string; first: number; after?: string | undefined },
  ): Promise<Page<LogInRow>> {
    assertCan(caller, 'audit:read')
    const request = parsePage(args, 2)
    const found = await this.sessions.listLogIns(parseId(userId), request)
    return toPage({ ...found, first: request.first, cursorOf: ({ at, id }) => [at.toISOString(), id] })
  }

  async revokeSession(caller: Caller, id: string): Promise<boolean> {
    const actor = assertCan(caller, 'self:update')
    const session = { id: parseId(id), userId: actor.userId }
    const isRevoked = await this.database.transaction((tx) => this.sessions.revoke(tx, session))
    if (!isRevoked) throw new ApiError('NOT_FOUND')
    return true
  }

  async listTokens(caller: Caller): Promise<TokenRow[]> {
    const actor = assertCan(caller, 'self:read')
    return this.tokens.list(actor.userId)
  }

  createToken(
    caller: Caller,
    input: CreatePersonalAccessTokenInput,
  ): Promise<Result<{ token: TokenRow; secret: string }>> {
    const actor = assertCan(caller, 'token:manage', { ownerId: caller.actor?.userId ?? '' })
    return this.database.attempt(async (tx) => {
      const parsed = tokenSchema.safeParse(input)
      if (!parsed.success) return refuse(...problemsOf(parsed.error))
      if ((await this.tokens.countLive(tx, actor.userId)) >= MAX_TOKENS)
        return refuse({ code: 'CONFLICT', text: 'tooManyKeys' })
      const secret = mintApiKey('a')
      const expiresAt =
        parsed.data.expiresAt ?? daysFromNow(parsed.data.expiresAt === null ? MAX_TOKEN_DAYS : DEFAULT_TOKEN_DAYS)
      const token = await this.tokens.insert(tx, { userId: actor.userId, name: parsed.data.name, secret, expiresAt })
      await this.audit.record(tx, caller, {
        action: 'token:create',
        targetKind: 'token',
        targetId: token.id,
        after: { name: token.name, prefix: token.prefix, lastFour: token.lastFour, expiresAt },
      })
      return { token, secret }
    })
  }

  revokeToken(caller: Caller, id: string): Promise<Result<TokenRow>> {
    const actor = assertCan(caller, 'token:manage', { ownerId: caller.actor?.userId ?? '' })
    return this.database.attempt(async (tx) => {
      const token = await this.tokens.revoke(tx, { id: parseId(id), userId: actor.userId })
      if (token === undefined) throw new ApiError('NOT_FOUND')
      await this.audit.record(tx, caller, { action: 'token:revoke', targetKind: 'token', targetId: token.id })
      return token
    })
  }
}
