import { Injectable } from '@nestjs/common'
import { z } from 'zod'
import { Database } from '../../database/database.repository.js'
import { ApiError } from '../../graphql/errors.js'
import { reasonField } from '../../graphql/fields.js'
import { failed, ok, problemsOf, type Result } from '../../graphql/problem.js'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { AuditRepository } from '../audit/audit.repository.js'
import { MoneyClient } from '../finance/money.client.js'
import { failedBy } from '../finance/money-problem.js'
import { GatewayNodesRepository } from './gateway-nodes.repository.js'
import type { ForceCloseGatewayNodeInput, GatewayNode } from './gateway-nodes.types.js'

const inputSchema = z.object({ reason: reasonField })
const ACTION = 'gateway-node:force-close'

/** Gateways as billing knows them, and the end of one that will not come back. */
@Injectable()
export class GatewayNodesService {
  constructor(
    private readonly database: Database,
    private readonly nodes: GatewayNodesRepository,
    private readonly money: MoneyClient,
    private readonly audit: AuditRepository,
  ) {}

  list(caller: Caller): Promise<GatewayNode[]> {
    assertCan(caller, 'gateway-node:read')
    return this.nodes.list()
  }

  /** Its money comes free and nobody is answered under its name any more; may be repeated. */
  async forceClose(caller: Caller, input: ForceCloseGatewayNodeInput): Promise<Result<GatewayNode>> {
    const actor = assertCan(caller, ACTION)
    const parsed = inputSchema.safeParse(input)
    if (!parsed.success) return failed(problemsOf(parsed.error))
    const { reason } = parsed.data
    const before = await this.nodes.find(input.id)
    if (before === undefined) throw new ApiError('NOT_FOUND')
    const reply = await this.money.forceCloseNode({ nodeId: before.id, actorUserId: actor.userId, reason })
    if (reply?.type !== 'done') return failedBy(reply)
    const after = await this.nodes.find(before.id)
    await this.database.transaction((tx) =>
      this.audit.record(tx, caller, {
        ...{ action: ACTION, targetKind: 'gateway-node', targetId: before.id, reason },
        before: { leases: before.leases, heldNanos: before.held.toString() },
        after: { leases: after?.leases ?? 0, heldNanos: (after?.held ?? 0n).toString() },
      }),
    )
    return ok(after ?? before)
  }
}
