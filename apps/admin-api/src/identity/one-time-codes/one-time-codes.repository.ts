import { randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { Tx } from '../../database/database.repository.js'

export interface OneTimeCodeRow {
  id: string
  userId: string
  expiresAt: Date
}

const SHOWN = { id: true, userId: true, expiresAt: true } as const

@Injectable()
export class OneTimeCodesRepository {
  /** A code in place of the one that the user had. */
  async replace(
    tx: Tx,
    code: { userId: string; hash: string; createdByUserId: string; expiresAt: Date },
  ): Promise<OneTimeCodeRow> {
    await this.endAll(tx, [code.userId])
    return await tx.oneTimeCode.create({ data: { id: randomUUID(), ...code }, select: SHOWN })
  }

  /** Codes of many users in place of those that they had. */
  async replaceMany(
    tx: Tx,
    codes: readonly { userId: string; hash: string; createdByUserId: string; expiresAt: Date }[],
  ): Promise<void> {
    await this.endAll(
      tx,
      codes.map(({ userId }) => userId),
    )
    const column = <Value>(of: (code: (typeof codes)[number]) => Value): Value[] => codes.map(of)
    await tx.$executeRaw`
      INSERT INTO one_time_code (id, user_id, hash, created_by_user_id, expires_at)
      SELECT * FROM unnest(${column(() => randomUUID())}::uuid[], ${column(({ userId }) => userId)}::uuid[],
        ${column(({ hash }) => hash)}::text[], ${column(({ createdByUserId }) => createdByUserId)}::uuid[],
        ${column(({ expiresAt }) => expiresAt)}::timestamptz[])`
  }

  /** None of these users can set a password by a code any more. */
  async endAll(tx: Tx, userIds: readonly string[]): Promise<void> {
    await tx.$executeRaw`
      UPDATE one_time_code SET revoked_at = now()
      WHERE user_id = ANY (${[...userIds]}::uuid[]) AND used_at IS NULL AND revoked_at IS NULL`
  }

  /** Uses a code up. @returns whether it was this user's, in force and unused: of two at once one hears yes */
  async use(tx: Tx, { userId, hash }: { userId: string; hash: string }): Promise<boolean> {
    const { count } = await tx.oneTimeCode.updateMany({
      where: { userId, hash, usedAt: null, revokedAt: null, expiresAt: { gt: new Date() } },
      data: { usedAt: new Date() },
    })
    return count > 0
  }

  /** End of each user's code that is still in force. */
  async endsOf(tx: Tx, userIds: readonly string[]): Promise<Map<string, Date>> {
    const rows = await tx.oneTimeCode.findMany({
      where: { userId: { in: [...userIds] }, usedAt: null, revokedAt: null, expiresAt: { gt: new Date() } },
      select: { userId: true, expiresAt: true },
    })
    return new Map(rows.map(({ userId, expiresAt }) => [userId, expiresAt]))
  }
}
