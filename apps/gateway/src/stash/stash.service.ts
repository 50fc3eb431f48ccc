import { type JetStreamClient, type JetStreamManager, jetstream, jetstreamManager } from '@nats-io/jetstream'
import { STASH_STREAM, stashSubject } from '@tollgate/messaging'
import { isDialectId } from '@tollgate/protocols/canonical'
import type { Logger } from 'pino'
import type { BusService } from '../bus.service.js'
import { MAX_ENTRY_BYTES, type StashEntry, stashEntrySchema, stashKey } from './stash-entry.js'

const MAX_IN_MEMORY = 2_000
const READ_TIMEOUT_MS = 300
/** Later calls of a long conversation matter most; the rest is left out. */
const MAX_READ = 32

/**
 * Reasoning state of earlier turns by call id: in memory for the conversation that stays here, and in a bucket so that any
 * gateway can go on. A cache: nothing waits long for it, and what it does not have is done without.
 */
export class StashService {
  private readonly recent = new Map<string, StashEntry>()
  private client: { stream: JetStreamClient; manager: JetStreamManager } | undefined

  constructor(
    private readonly bus: BusService,
    private readonly logger: Logger,
  ) {}

  /** @param tenantId whose conversation it is */
  save(tenantId: string, entries: ReadonlyMap<string, StashEntry>): void {
    for (const [callId, entry] of entries) {
      const key = stashKey(tenantId, callId)
      const text = JSON.stringify(entry)
      if (Buffer.byteLength(text) > MAX_ENTRY_BYTES) continue
      this.remember(key, entry)
      void this.put(key, text).catch((error) => this.logger.debug({ error: String(error) }, 'nothing was stashed'))
    }
  }

  /** What is known of these calls; at once where this gateway saw them, else within {@link READ_TIMEOUT_MS}. */
  async find(tenantId: string, callIds: readonly string[]): Promise<Map<string, StashEntry>> {
    const found = await Promise.all(
      callIds.slice(-MAX_READ).map(async (callId): Promise<[string, StashEntry][]> => {
        const entry = await this.get(stashKey(tenantId, callId)).catch(() => undefined)
        return entry === undefined ? [] : [[callId, entry]]
      }),
    )
    return new Map(found.flat())
  }

  private async put(key: string, text: string): Promise<void> {
    const { stream } = await this.connect()
    await stream.publish(stashSubject(key), text)
  }

  private async get(key: string): Promise<StashEntry | undefined> {
    const known = this.recent.get(key)
    if (known !== undefined) return known
    const { manager } = await this.connect()
    const message = await manager.streams.getMessage(STASH_STREAM, { last_by_subj: stashSubject(key) })
    const parsed = message === null ? undefined : stashEntrySchema.safeParse(message.json()).data
    if (parsed === undefined || !isDialectId(parsed.dialect)) return undefined
    const entry = { ...parsed, dialect: parsed.dialect }
    this.remember(key, entry)
    return entry
  }

  private remember(key: string, entry: StashEntry): void {
    this.recent.delete(key)
    this.recent.set(key, entry)
    const [oldest] = this.recent.keys()
    if (this.recent.size > MAX_IN_MEMORY && oldest !== undefined) this.recent.delete(oldest)
  }

  private async connect(): Promise<{ stream: JetStreamClient; manager: JetStreamManager }> {
    const bus = this.bus.current()
    if (bus === undefined) throw new Error('NATS is away')
    this.client ??= {
      stream: jetstream(bus.connection, { timeout: READ_TIMEOUT_MS }),
      manager: await jetstreamManager(bus.connection, { timeout: READ_TIMEOUT_MS, checkAPI: false }),
    }
    return this.client
  }
}
