import { Injectable, Logger } from '@nestjs/common'
import {
  type GatewayStatus,
  gatewayStatusSchema,
  STATUS_MAX_GATEWAYS,
  STATUS_SUBJECT,
} from '@tollgate/protocols/events'
import { BusService } from '../../bus/bus.service.js'

/** Longest wait for the first answer, and for the next one after each. */
const WAIT_MS = 1_000
const STALL_MS = 250

/** Asks every gateway how it is. */
@Injectable()
export class GatewayStatusClient {
  readonly #logger = new Logger(GatewayStatusClient.name)

  constructor(private readonly bus: BusService) {}

  /** @returns `undefined` while the bus is away */
  async askAll(): Promise<GatewayStatus[] | undefined> {
    const connection = this.bus.current()?.connection
    if (connection === undefined) return undefined
    const found = new Map<string, GatewayStatus>()
    try {
      const options = {
        strategy: 'stall',
        maxWait: WAIT_MS,
        stall: STALL_MS,
        maxMessages: STATUS_MAX_GATEWAYS,
      } as const
      for await (const message of await connection.requestMany(STATUS_SUBJECT, '{}', options)) {
        const status = gatewayStatusSchema.safeParse(message.json())
        if (status.success) found.set(status.data.nodeId, status.data)
      }
    } catch (error) {
      this.#logger.warn(`gateways were not asked: ${error instanceof Error ? error.message : String(error)}`)
    }
    return [...found.values()]
  }
}
