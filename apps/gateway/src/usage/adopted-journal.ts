import { setTimeout as sleep } from 'node:timers/promises'
import { SETTLED_MAX_IDS } from '@tollgate/protocols/events'
import type { Logger } from 'pino'
import { LeaseClient } from '../admission/lease.client.js'
import type { BusService } from '../bus.service.js'
import { Journal, type OpenedJournal } from './journal.js'
import type { FoundJournal } from './journal-folder.js'
import { finishRecovery } from './recovery.service.js'
import { Relay } from './relay.js'
import { RetentionJob, type RetentionOptions } from './retention.job.js'
import { SettlementCheckJob } from './settlement-check.job.js'

const SETTLED_TIMEOUT_MS = 5_000
const CLOSE_NODE_TIMEOUT_MS = 2_000
const CLOSE_NODE_RETRY_MS = 1_000
const EMPTY_CHECK_MS = 10_000
/** As many as one message may name (lease.ts). */
const MAX_REPORTED_LEASES = 90_000

export interface AdoptionTools {
  bus: BusService
  logger: Logger
  outboxDir: string
  /** This gateway's. */
  nodeId: string
  retention: RetentionOptions
  onRecovered(found: FoundJournal): void
  /** This gateway ends. */
  stopping: AbortSignal
}

/** Asks billing about what the stream has stored of a journal. */
export function createSettlementCheck(
  journal: Journal,
  relay: Relay,
  client: Pick<LeaseClient, 'settled'>,
): SettlementCheckJob {
  const job = new SettlementCheckJob({
    maxIds: SETTLED_MAX_IDS,
    findUnknown: async (ids) => (await client.settled(ids, SETTLED_TIMEOUT_MS)).unknownIds,
    onSettled: (ids) => journal.appendAck(ids),
    onUnknown: (place) => relay.enqueue(place),
    listCompletions: (segment) => journal.folder.listCompletions(segment),
  })
  relay.onStored(job.onStored)
  return job
}

/**
 * The journal of a gateway that died, finished by this one: what it owes is published and settled, its leases are closed,
 * its segments kept until they are old and billing knows all of them. It is given back when its owner asks for it.
 */
export class AdoptedJournal {
  readonly relay: Relay
  readonly check: SettlementCheckJob
  private readonly retention: RetentionJob
  private readonly client: LeaseClient
  private emptyTimer: NodeJS.Timeout | undefined
  private ending: Promise<void> | undefined

  private constructor(
    readonly nodeId: string,
    private readonly opened: OpenedJournal,
    private readonly tools: AdoptionTools,
    private readonly onEnded: () => void,
  ) {
    const { journal } = opened
    const { bus, logger } = tools
    this.client = new LeaseClient(bus, { nodeId, incarnation: () => journal.incarnation })
    this.relay = new Relay({ bus, folder: journal.folder, logger })
    this.check = createSettlementCheck(journal, this.relay, this.client)
    this.retention = new RetentionJob(journal, this.relay, this.client, logger, tools.retention)
  }

  /**
   * @param onEnded the folder was given back, or removed because nothing is left
   * @throws JournalHeldError where somebody holds the folder
   */
  static async open(nodeId: string, tools: AdoptionTools, onEnded: () => void): Promise<AdoptedJournal> {
    const yielding = new AbortController()
    tools.stopping.addEventListener('abort', () => yielding.abort(), { once: true })
    const adopter = { nodeId: tools.nodeId, yielding }
    const opened = await Journal.open({ outboxDir: tools.outboxDir, nodeId, adopter, ballastBytes: 0 })
    const adopted = new AdoptedJournal(nodeId, opened, tools, onEnded)
    yielding.signal.addEventListener('abort', () => void adopted.release())
    try {
      await adopted.start()
    } catch (error) {
      await adopted.release()
      throw error
    }
    if (yielding.signal.aborted) await adopted.release()
    return adopted
  }

  hasEnded(): boolean {
    return this.ending !== undefined
  }

  /** Another database, or another stream: everything is asked about again. */
  async recheck(): Promise<void> {
    await this.retention.recheck()
  }

  /** Stops where it is and lets go of the folder. */
  async release(): Promise<void> {
    await this.end({ isEmpty: false })
  }

  private async start(): Promise<void> {
    const { journal, recovered } = this.opened
    const { logger } = this.tools
    logger.info(
      { nodeId: this.nodeId, incarnation: journal.incarnation },
      'adopted the journal of a gateway that is gone',
    )
    this.tools.onRecovered(recovered)
    this.relay.start()
    this.check.start()
    this.retention.start()
    this.emptyTimer = setInterval(
      () => this.endIfEmpty(),
      Math.min(this.tools.retention.keepMs, EMPTY_CHECK_MS),
    ).unref()
    void this.closeNode(recovered.spentByLease)
    await finishRecovery({ journal, relay: this.relay, logger }, recovered)
  }

  /** Repeated until billing knows that the leases of the dead are over. */
  private async closeNode(spentByLease: ReadonlyMap<string, bigint>): Promise<void> {
    const spent = new Map([...spentByLease].filter(([, nanos]) => nanos > 0n).slice(-MAX_REPORTED_LEASES))
    await this.tools.bus.connected
    while (this.ending === undefined) {
      const ack = await this.client.closeNode(spent, CLOSE_NODE_TIMEOUT_MS).catch(() => undefined)
      if (ack?.type === 'done') return
      if (ack?.type === 'fenced') {
        this.tools.logger.error({ nodeId: this.nodeId }, 'billing knows a later incarnation of an adopted node')
        return
      }
      await sleep(CLOSE_NODE_RETRY_MS, undefined, { ref: false })
    }
  }

  private endIfEmpty(): void {
    if (this.opened.journal.segments().length === 0) void this.end({ isEmpty: true })
  }

  private end({ isEmpty }: { isEmpty: boolean }): Promise<void> {
    this.ending ??= this.finish(isEmpty)
    return this.ending
  }

  private async finish(isEmpty: boolean): Promise<void> {
    clearInterval(this.emptyTimer)
    this.relay.stop()
    this.check.stop()
    this.retention.stop()
    await this.opened.journal.close({ isEmpty }).catch(() => {}) // what it could not keep is settled again by the next
    this.tools.logger.info({ nodeId: this.nodeId, isEmpty }, 'let go of an adopted journal')
    this.onEnded()
  }
}
