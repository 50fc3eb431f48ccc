import { Injectable, Logger } from '@nestjs/common'
import type { Bus } from '@tollgate/messaging'
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
/** Once all who are known have answered, this long for one that is new. */
const LINGER_MS = 40

/** Asks every gateway how it is. */
@Injectable()
export class GatewayStatusClient {
  readonly #logger = new Logger(GatewayStatusClient.name)
  /** Who answered the last time; `undefined`: nobody was asked yet. */
  #known: readonly string[] | undefined

  constructor(private readonly bus: BusService) {}

  /**
   * Waits for those that should be there and those that answered the last time; for any others a moment longer. Who comes
   * later still is waited for the next time.
   * @param expected names of gateways
   * @returns `undefined` while the bus is away
   */
  async askAll(expected: Promise<readonly string[]>): Promise<GatewayStatus[] | undefined> {
    const connection = this.bus.current()?.connection
    if (connection === undefined) return undefined
    const known = this.#known && [...this.#known, ...(await expected)]
    const found = new Map<string, GatewayStatus>()
    await new Promise<void>((resolve) => {
      let linger: NodeJS.Timeout | undefined
      const take = (status: GatewayStatus) => {
        found.set(status.nodeId, status)
        if (known?.every((nodeId) => found.has(nodeId))) linger ??= setTimeout(resolve, LINGER_MS)
      }
      void this.#collect(connection, take).then(() => {
        clearTimeout(linger)
        this.#known = [...found.keys()]
        resolve()
      })
    })
    return [...found.values()]
  }

  async #collect(connection: Bus['connection'], take: (status: GatewayStatus) => void): Promise<void> {
    try {
      const options = {
        strategy: 'stall',
        maxWait: WAIT_MS,
        stall: STALL_MS,
        maxMessages: STATUS_MAX_GATEWAYS,
      } as const
      for await (const message of await connection.requestMany(STATUS_SUBJECT, '{}', options)) {
        const status = gatewayStatusSchema.safeParse(message.json())
        if (status.success) take(status.data)
      }
    } catch (error) {
      this.#logger.warn(`gateways were not asked: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}
