import { randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { Database, type Tx } from '../../database/database.repository.js'

/** An account at the provider that opens an account here. */
export interface ExternalIdentityRow {
  id: string
  userId: string
  issuer: string
  subject: string
  createdAt: Date
  lastLoginAt: Date | null
}

@Injectable()
export class ExternalIdentityRepository {
  constructor(private readonly database: Database) {}

  async find(
    tx: Tx,
    { issuer, subject }: { issuer: string; subject: string },
  ): Promise<ExternalIdentityRow | undefined> {
    return (await tx.externalIdentity.findUnique({ where: { issuer_subject: { issuer, subject } } })) ?? undefined
  }

  /** The newest one: a user has one at most as long as nobody writes by hand. */
  async findOfUser(userId: string, tx: Tx = this.database.client): Promise<ExternalIdentityRow | undefined> {
    return (await tx.externalIdentity.findFirst({ where: { userId }, orderBy: { createdAt: 'desc' } })) ?? undefined
  }

  /** Fails on the unique index where the same person was faster in another window. */
  async insert(
    tx: Tx,
    identity: { userId: string; issuer: string; subject: string; lastLoginAt: Date | null },
  ): Promise<void> {
    await tx.externalIdentity.create({ data: { id: randomUUID(), ...identity }, select: { id: true } })
  }

  async touch(tx: Tx, id: string): Promise<void> {
    await tx.externalIdentity.update({ where: { id }, data: { lastLoginAt: new Date() }, select: { id: true } })
  }

  /** @returns how many there were */
  async removeOfUser(tx: Tx, userId: string): Promise<number> {
    return (await tx.externalIdentity.deleteMany({ where: { userId } })).count
  }
}
