import { Injectable } from '@nestjs/common'
import { assertCan } from '../../identity/assert-can.js'
import type { Caller } from '../../identity/caller.js'
import { GatewayStatusClient } from './gateway-status.client.js'
import { OperationsRepository } from './operations.repository.js'
import type { Operations } from './operations.types.js'
import { toGatewayRows } from './to-gateway-rows.js'

/** How the installation is, asked of those who know: the gateways, and the database. */
@Injectable()
export class OperationsService {
  constructor(
    private readonly rows: OperationsRepository,
    private readonly gateways: GatewayStatusClient,
  ) {}

  async look(caller: Caller): Promise<Operations> {
    assertCan(caller, 'alert:read')
    const expecting = this.rows.expectedNodes()
    const [told, counts, expected] = await Promise.all([this.gateways.askAll(expecting), this.rows.count(), expecting])
    return {
      ...{ at: new Date(), isBusConnected: told !== undefined, ...counts },
      gateways: toGatewayRows(told ?? [], expected),
    }
  }
}
