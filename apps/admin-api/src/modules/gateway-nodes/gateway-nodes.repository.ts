import { Injectable } from '@nestjs/common'
import { Prisma } from '@tollgate/db'
import { Database } from '../../database/database.repository.js'
import type { GatewayNode } from './gateway-nodes.types.js'

/** Names of gateways are few; whoever starts them under random ones sees the latest. */
const MAX_NODES = 500

/** Reads what billing wrote. */
@Injectable()
export class GatewayNodesRepository {
  constructor(private readonly database: Database) {}

  /** Those that hold the most first, then the latest. */
  list(): Promise<GatewayNode[]> {
    return this.#select(Prisma.sql`true`)
  }

  async find(nodeId: string): Promise<GatewayNode | undefined> {
    return (await this.#select(Prisma.sql`n.node_id = ${nodeId}`))[0]
  }

  #select(where: Prisma.Sql): Promise<GatewayNode[]> {
    return this.database.client.$queryRaw<GatewayNode[]>`
      SELECT n.node_id AS id, n.seen_at AS "startedAt", count(l.id)::int AS leases,
        count(l.id) FILTER (WHERE l.expires_at <= now())::int AS "expiredLeases",
        COALESCE(sum(l.held_left), 0)::bigint AS held
      FROM gateway_node n LEFT JOIN lease l ON l.node_id = n.node_id AND l.state <> 'closed'
      WHERE ${where} GROUP BY n.node_id ORDER BY held DESC, n.seen_at DESC LIMIT ${MAX_NODES}`
  }
}
