import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { AdoptedJournal, type AdoptionTools } from './adopted-journal.js'
import { JournalHeldError, watchFolder } from './journal-lock.js'
import { listSegments } from './segment-file.js'

const INTERVAL_MS = 60_000
const NODE_ID = /^[A-Za-z0-9_-]{1,64}$/

export interface AdoptionOptions {
  /** OUTBOX_ADOPT_AFTER_MS: a gateway that is only restarted gets its own journal back. */
  adoptAfterMs: number
}

/**
 * Finishes the journals of gateways that are gone (RELIABILITY 4.3): all of an installation share OUTBOX_DIR, and whoever
 * finds a free folder with records in it takes it. The living are watched through their sockets, which end with them.
 */
export class AdoptionJob {
  private readonly adopted = new Map<string, AdoptedJournal>()
  private readonly adopting = new Map<string, Promise<void>>()
  private readonly endWatches = new Map<string, () => void>()
  private readonly delays = new Set<NodeJS.Timeout>()
  private timer: NodeJS.Timeout | undefined
  private readonly stopping = new AbortController()
  private readonly tools: AdoptionTools

  constructor(
    tools: Omit<AdoptionTools, 'stopping'>,
    private readonly options: AdoptionOptions,
  ) {
    this.tools = { ...tools, stopping: this.stopping.signal }
  }

  start(): void {
    this.later(() => this.lookAround())
    this.timer = setInterval(() => void this.lookAround(), INTERVAL_MS).unref()
  }

  /** Gives everything back. */
  async stop(): Promise<void> {
    this.stopping.abort()
    clearInterval(this.timer)
    for (const delay of this.delays) clearTimeout(delay)
    for (const endWatch of this.endWatches.values()) endWatch()
    await Promise.allSettled(this.adopting.values())
    await Promise.allSettled([...this.adopted.values()].map((journal) => journal.release()))
  }

  count(): number {
    return this.adopted.size
  }

  nodeIds(): string[] {
    return [...this.adopted.keys()]
  }

  pendingCount(): number {
    return this.sum(({ relay }) => relay.pendingCount())
  }

  unsettledCount(): number {
    return this.sum(({ check }) => check.waitingCount())
  }

  /** Another database: everything is asked about again. */
  async recheck(): Promise<void> {
    await Promise.all([...this.adopted.values()].map((journal) => journal.recheck()))
  }

  /** The bus was away: what is not known to be settled is asked about soon. */
  hasten(): void {
    for (const { check } of this.adopted.values()) check.hasten()
  }

  private async lookAround(): Promise<void> {
    await Promise.all(this.otherNodes().map((nodeId) => this.watchOrAdopt(nodeId)))
  }

  private otherNodes(): string[] {
    const { outboxDir, nodeId: own } = this.tools
    return readdirSync(outboxDir, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && NODE_ID.test(entry.name) && entry.name !== own)
      .map(({ name }) => name)
  }

  private async watchOrAdopt(nodeId: string): Promise<void> {
    if (
      this.stopping.signal.aborted ||
      this.adopted.has(nodeId) ||
      this.adopting.has(nodeId) ||
      this.endWatches.has(nodeId)
    )
      return
    const doing = this.take(nodeId).finally(() => this.adopting.delete(nodeId))
    this.adopting.set(nodeId, doing)
    await doing
  }

  private async take(nodeId: string): Promise<void> {
    const dir = join(this.tools.outboxDir, nodeId)
    const lookAgain = (): void => this.later(() => this.watchOrAdopt(nodeId))
    try {
      const endWatch = await watchFolder(dir, () => {
        this.endWatches.delete(nodeId)
        lookAgain()
      })
      if (this.stopping.signal.aborted) return endWatch?.()
      if (endWatch !== undefined) return void this.endWatches.set(nodeId, endWatch)
      if (!existsSync(dir) || listSegments(dir).length === 0) return
      const journal = await AdoptedJournal.open(nodeId, this.tools, () => {
        this.adopted.delete(nodeId)
        lookAgain() // its owner has it now, and may die again
      })
      if (!journal.hasEnded()) this.adopted.set(nodeId, journal)
    } catch (error) {
      if (error instanceof JournalHeldError || isYield(error)) return lookAgain() // somebody was faster: watched from now on
      const told = { nodeId, error: String(error) }
      this.tools.logger.error(told, 'the journal of a gateway that is gone cannot be finished')
    }
  }

  private later(run: () => Promise<void>): void {
    if (this.stopping.signal.aborted) return
    const delay = setTimeout(() => {
      this.delays.delete(delay)
      run().catch((error) => this.tools.logger.error({ error: String(error) }, 'cannot look for journals to finish'))
    }, this.options.adoptAfterMs).unref()
    this.delays.add(delay)
  }

  private sum(read: (journal: AdoptedJournal) => number): number {
    return [...this.adopted.values()].reduce((total, journal) => total + read(journal), 0)
  }
}

/** The owner came back while its journal was read. */
const isYield = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError'
