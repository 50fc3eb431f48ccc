import { Injectable } from '@nestjs/common'
import type { Prisma } from '@tollgate/db'
import { Database, type Tx } from '../../database/database.repository.js'
import { cursorDate, cursorId, MAX_TOTAL, type PageRequest } from '../../graphql/page.js'

export type TestCause = 'saved' | 'asked' | 'scheduled' | 'capabilities'

export interface ChannelTestRow {
  id: string
  at: Date
  channelId: string
  channelKeyId: string | null
  modelName: string
  upstreamModel: string | null
  cause: string
  actorUserId: string | null
  nodeId: string | null
  isOk: boolean
  status: number | null
  latencyMs: number | null
  text: string
  code: string | null
  isAccessDenied: boolean
  blockedHostPort: string | null
  inputTokens: number | null
  outputTokens: number | null
}

export type NewChannelTest = Omit<ChannelTestRow, 'at'>

/** One model of one channel that the probe job calls next. */
export interface DueProbe {
  channelId: string
  version: number
  modelName: string
}

@Injectable()
export class ChannelTestsRepository {
  constructor(private readonly database: Database) {}

  async insert(test: NewChannelTest): Promise<ChannelTestRow> {
    return await this.database.client.channelTest.create({ data: test })
  }

  async list(channelId: string, page: PageRequest): Promise<{ rows: ChannelTestRow[]; totalCount: number }> {
    const where: Prisma.ChannelTestWhereInput = { channelId }
    const [at, id] = page.after ?? []
    const after =
      at === undefined ? {} : { OR: [{ at: { lt: cursorDate(at) } }, { at: cursorDate(at), id: { lt: cursorId(id) } }] }
    const [rows, totalCount] = await Promise.all([
      this.database.client.channelTest.findMany({
        where: { AND: [where, after] },
        orderBy: [{ at: 'desc' }, { id: 'desc' }],
        take: page.first + 1,
      }),
      this.database.client.channelTest.count({ where, take: MAX_TOTAL }),
    ])
    return { rows, totalCount }
  }

  /** The latest test of each channel. */
  async latest(channelIds: readonly string[]): Promise<Map<string, ChannelTestRow>> {
    const rows = await this.database.client.channelTest.findMany({
      where: { channelId: { in: [...channelIds] } },
      distinct: ['channelId'],
      orderBy: [{ channelId: 'asc' }, { at: 'desc' }],
    })
    return new Map(rows.map((row) => [row.channelId, row]))
  }

  /** @returns whether it was otherwise before */
  async setDenied(
    tx: Tx,
    channelId: string,
    { modelName, isDenied }: { modelName: string; isDenied: boolean },
  ): Promise<boolean> {
    const changed = isDenied
      ? await tx.$executeRaw`
          UPDATE channel SET denied_models = array_append(denied_models, ${modelName})
          WHERE id = ${channelId}::uuid AND deleted_at IS NULL AND NOT ${modelName} = ANY (denied_models)`
      : await tx.$executeRaw`
          UPDATE channel SET denied_models = array_remove(denied_models, ${modelName})
          WHERE id = ${channelId}::uuid AND deleted_at IS NULL AND ${modelName} = ANY (denied_models)`
    return changed > 0
  }

  /** Models of active channels whose last test is older than the interval, those never tested and denied ones first. */
  async listDue(olderThan: Date, limit: number): Promise<DueProbe[]> {
    return await this.database.client.$queryRaw<DueProbe[]>`
      SELECT c.id AS "channelId", c.version::int AS version, m.name AS "modelName"
      FROM channel c
      CROSS JOIN LATERAL (
        SELECT unnest(c.models) AS name UNION SELECT jsonb_object_keys(c.model_mapping)
      ) m
      LEFT JOIN LATERAL (
        SELECT t.at FROM channel_test t
        WHERE t.channel_id = c.id AND t.model_name = m.name ORDER BY t.at DESC LIMIT 1
      ) last ON true
      WHERE c.deleted_at IS NULL AND c.is_active AND (last.at IS NULL OR last.at < ${olderThan})
      ORDER BY m.name = ANY (c.denied_models) DESC, last.at NULLS FIRST, c.id, m.name
      LIMIT ${limit}`
  }

  async deleteBefore(at: Date): Promise<number> {
    return (await this.database.client.channelTest.deleteMany({ where: { at: { lt: at } } })).count
  }
}
