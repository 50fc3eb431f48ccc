import { jetstream } from '@nats-io/jetstream'
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common'
import { type JournalHealth, journalHealthSubject } from '@tollgate/protocols/events'
import type { Logger } from 'pino'
import type { BusService } from '../bus.service.js'
import type { AdoptionJob } from './adoption.job.js'
import type { Journal } from './journal.js'
import type { Relay } from './relay.js'

const LOOK_MS = 5_000
/** A word may be lost: what is so is said again. */
const REPEAT_MS = 60_000
const PUBLISH_TIMEOUT_MS = 2_000
const HEALTH_VERSION = 1

export interface JournalHealthTools {
  nodeId: string
  bus: Pick<BusService, 'current'>
  relay: Pick<Relay, 'isAmber' | 'pendingCount' | 'oldestAgeMs'>
  journal: Pick<Journal, 'isRed'>
  adoption: Pick<AdoptionJob, 'pendingCount' | 'nodeIds'>
  logger: Logger
  /** Default: five seconds. */
  lookMs?: number
}

/** Tells admin-api whether usage waits in the journals, which raises an alert there or ends it. */
export class JournalHealthJob implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined
  private told: { state: JournalHealth['state']; atMs: number } | undefined

  constructor(private readonly tools: JournalHealthTools) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.look(), this.tools.lookMs ?? LOOK_MS).unref()
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer)
  }

  private async look(): Promise<void> {
    const { bus, nodeId, logger } = this.tools
    const { told } = this
    const message = this.message()
    const connected = bus.current()
    const isDue = told?.state !== message.state || performance.now() - told.atMs >= REPEAT_MS
    if (!isDue || connected === undefined) return
    this.told = { state: message.state, atMs: performance.now() }
    try {
      await jetstream(connected.connection, { timeout: PUBLISH_TIMEOUT_MS }).publish(
        journalHealthSubject(nodeId),
        JSON.stringify(message),
      )
    } catch (error) {
      this.told = told // told at the next look
      logger.debug({ error: String(error) }, 'the state of the journal was not stored')
    }
  }

  private message(): JournalHealth {
    const { nodeId, relay, journal, adoption } = this.tools
    return {
      v: HEALTH_VERSION,
      nodeId,
      state: journal.isRed() ? 'red' : relay.isAmber() ? 'amber' : 'ok',
      pending: relay.pendingCount() + adoption.pendingCount(),
      oldestSeconds: Math.floor(relay.oldestAgeMs() / 1_000),
      adoptedNodeIds: adoption.nodeIds(),
      at: new Date().toISOString(),
    }
  }
}
