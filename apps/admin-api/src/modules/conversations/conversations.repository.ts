import { Injectable } from '@nestjs/common'
import { Database, type Tx } from '../../database/database.repository.js'

/** A row without its body. */
export interface SealedConversation {
  id: string
  userId: string
  sealedTitle: string
  sizeBytes: number
  createdAt: Date
  updatedAt: Date
  version: number
}

export interface NewConversation {
  id: string
  userId: string
  sealedTitle: string
  sealedBody: string
  sizeBytes: number
}

export type ConversationPatch = Partial<Pick<NewConversation, 'sealedTitle' | 'sealedBody' | 'sizeBytes'>>

const SHOWN = {
  id: true,
  userId: true,
  sealedTitle: true,
  sizeBytes: true,
  createdAt: true,
  updatedAt: true,
  version: true,
} as const

/** Every question names the owner: nobody's talk is found for somebody else. */
@Injectable()
export class ConversationsRepository {
  constructor(private readonly database: Database) {}

  /** All of one person, last changed first: there are few. */
  async list(userId: string): Promise<SealedConversation[]> {
    const rows = await this.database.client.conversation.findMany({
      where: { userId },
      orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
      select: SHOWN,
    })
    return rows.map(toRow)
  }

  async find(userId: string, id: string, tx: Tx = this.database.client): Promise<SealedConversation | undefined> {
    const row = await tx.conversation.findFirst({ where: { id, userId }, select: SHOWN })
    return row === null ? undefined : toRow(row)
  }

  async findBody(userId: string, id: string): Promise<(SealedConversation & { sealedBody: string }) | undefined> {
    const row = await this.database.client.conversation.findFirst({
      where: { id, userId },
      select: { ...SHOWN, sealedBody: true },
    })
    return row === null ? undefined : { ...toRow(row), sealedBody: row.sealedBody }
  }

  async insert(tx: Tx, conversation: NewConversation): Promise<SealedConversation> {
    return toRow(await tx.conversation.create({ data: conversation, select: SHOWN }))
  }

  async update(tx: Tx, id: string, patch: ConversationPatch): Promise<SealedConversation> {
    return toRow(await tx.conversation.update({ where: { id }, data: patch, select: SHOWN }))
  }

  /** The row stays as it is until the transaction ends. */
  async lock(tx: Tx, userId: string, id: string): Promise<SealedConversation | undefined> {
    await tx.$queryRaw`SELECT 1 FROM conversation WHERE id = ${id}::uuid AND user_id = ${userId}::uuid FOR UPDATE`
    return this.find(userId, id, tx)
  }

  /** @param ids absent: all of them. @returns how many there were */
  async delete(userId: string, ids?: readonly string[]): Promise<number> {
    const where = { userId, ...(ids !== undefined && { id: { in: [...ids] } }) }
    return (await this.database.client.conversation.deleteMany({ where })).count
  }

  /** Of an account that is no more. */
  async forget(tx: Tx, userId: string): Promise<void> {
    await tx.conversation.deleteMany({ where: { userId } })
    await tx.conversationKeeping.deleteMany({ where: { userId } })
  }

  async deleteUnchangedSince(instant: Date): Promise<number> {
    return (await this.database.client.conversation.deleteMany({ where: { updatedAt: { lt: instant } } })).count
  }

  async used(userId: string, tx: Tx = this.database.client): Promise<{ count: number; bytes: number }> {
    const { _count, _sum } = await tx.conversation.aggregate({
      where: { userId },
      _count: true,
      _sum: { sizeBytes: true },
    })
    return { count: _count, bytes: _sum.sizeBytes ?? 0 }
  }

  async findChoice(userId: string): Promise<{ chosenAt: Date } | undefined> {
    return (await this.database.client.conversationKeeping.findUnique({ where: { userId } })) ?? undefined
  }

  /** Whether somebody chose to keep talks; those of one person who save at once wait for each other here. */
  async lockChoice(tx: Tx, userId: string): Promise<boolean> {
    const rows = await tx.$queryRaw<
      unknown[]
    >`SELECT 1 FROM conversation_keeping WHERE user_id = ${userId}::uuid FOR UPDATE`
    return rows.length > 0
  }

  /** Twice is once: the first time counts. */
  async setChoice(userId: string, isOn: boolean): Promise<void> {
    const { client } = this.database
    if (isOn)
      await client.$executeRaw`INSERT INTO conversation_keeping (user_id) VALUES (${userId}::uuid) ON CONFLICT DO NOTHING`
    else await client.conversationKeeping.deleteMany({ where: { userId } })
  }
}

const toRow = <Row extends { version: bigint }>(row: Row): Omit<Row, 'version'> & { version: number } => ({
  ...row,
  version: Number(row.version),
})
