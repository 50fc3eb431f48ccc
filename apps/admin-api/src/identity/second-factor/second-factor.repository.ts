import { randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { Tx } from '../../database/database.repository.js'

/** What is kept of somebody's second factor. */
export interface SecondFactorRow {
  /** Sealed; null: none was begun. */
  sealedSecret: string | null
  /** Null: it was begun and never confirmed. */
  confirmedAt: Date | null
  lastStep: bigint | null
}

@Injectable()
export class SecondFactorRepository {
  /** The user's row is locked by the caller. */
  async find(tx: Tx, userId: string): Promise<SecondFactorRow> {
    const row = await tx.user.findUniqueOrThrow({
      where: { id: userId },
      select: { totpSecret: true, totpConfirmedAt: true, totpLastStep: true },
    })
    return { sealedSecret: row.totpSecret, confirmedAt: row.totpConfirmedAt, lastStep: row.totpLastStep }
  }

  async begin(tx: Tx, userId: string, sealedSecret: string): Promise<void> {
    await tx.user.update({
      where: { id: userId },
      data: { totpSecret: sealedSecret, totpConfirmedAt: null, totpLastStep: null },
      select: { id: true },
    })
  }

  async confirm(tx: Tx, userId: string): Promise<void> {
    await tx.user.update({ where: { id: userId }, data: { totpConfirmedAt: new Date() }, select: { id: true } })
  }

  async keepStep(tx: Tx, userId: string, lastStep: bigint): Promise<void> {
    await tx.user.update({ where: { id: userId }, data: { totpLastStep: lastStep }, select: { id: true } })
  }

  async remove(tx: Tx, userId: string): Promise<void> {
    await tx.user.update({
      where: { id: userId },
      data: { totpSecret: null, totpConfirmedAt: null, totpLastStep: null },
      select: { id: true },
    })
    await tx.recoveryCode.deleteMany({ where: { userId } })
  }

  /** New recovery codes in place of all the old ones. */
  async replaceRecoveryCodes(tx: Tx, userId: string, hashes: readonly string[]): Promise<void> {
    await tx.recoveryCode.deleteMany({ where: { userId } })
    await tx.recoveryCode.createMany({ data: hashes.map((hash) => ({ id: randomUUID(), userId, hash })) })
  }

  /** @returns whether it was an unused one of this user */
  async useRecoveryCode(tx: Tx, userId: string, hash: string): Promise<boolean> {
    const { count } = await tx.recoveryCode.updateMany({
      where: { userId, hash, usedAt: null },
      data: { usedAt: new Date() },
    })
    return count > 0
  }

  async countRecoveryCodes(tx: Tx, userId: string): Promise<number> {
    return await tx.recoveryCode.count({ where: { userId, usedAt: null } })
  }
}
