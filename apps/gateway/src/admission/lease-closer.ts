import type { Logger } from 'pino'
import type { LeaseQuestions } from './lease.client.js'
import type { ClosableLease, GivenBack, TrimmedLease } from './lease-book.js'

const CLOSE_TIMEOUT_MS = 1_000
const OPEN_RETRY_MS = 200
const OPEN_TIMEOUT_MS = 2_000
/** Repeats at a time: a billing that is behind is not sent all of them again and again. */
const MAX_REPEATS = 32
/** A message of more would not fit the bus (8 MiB), and the contract allows little more. */
const MAX_REPORTED_LEASES = 90_000

interface Reply {
  databaseTimeMs: number
  ledgerEpoch: number
}

/**
 * Gives leases back. A close is repeated until billing has acknowledged it, also for leases that were perhaps never
 * granted (the doubtful ones). At boot it first closes all leases of this node's earlier incarnations; until that is
 * acknowledged no lease may be asked for, because billing would refuse this incarnation.
 */
export class LeaseCloser {
  private readonly pending = new Map<string, ClosableLease>()
  private readonly sending = new Map<string, Promise<void>>()
  private database: { timeMs: number; atMs: number } | undefined
  private isOpen = false
  private openTimer: NodeJS.Timeout | undefined
  private openWaiters: (() => void)[] = []
  private spentByLease: ReadonlyMap<string, bigint> = new Map()

  constructor(
    private readonly client: LeaseQuestions,
    private readonly logger: Logger,
    private readonly options: { nowMs: () => number; onReply: (reply: Reply) => void },
  ) {}

  start(spentByLease: ReadonlyMap<string, bigint>): void {
    const spent = [...spentByLease].filter(([, nanos]) => nanos > 0n)
    this.spentByLease = new Map(spent.slice(-MAX_REPORTED_LEASES))
    void this.open()
  }

  /** Billing knows another incarnation: announces this one again before anything else is asked. */
  reopen(): void {
    if (!this.isOpen) return
    this.isOpen = false
    void this.open()
  }

  /** The database's clock, as far as it is known; `undefined`: nothing may be asked yet. */
  databaseNowMs(): number | undefined {
    return this.isOpen ? this.clockMs() : undefined
  }

  /** The same, also while nothing may be asked; `undefined` before the first reply. */
  clockMs(): number | undefined {
    return this.database && this.database.timeMs + (this.options.nowMs() - this.database.atMs)
  }

  /** Resolves when billing knows this incarnation, or after `timeoutMs`. */
  async whenOpen(timeoutMs: number): Promise<void> {
    if (this.isOpen) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, timeoutMs)
      const waiters = this.openWaiters
      waiters.push(done)
      function done(): void {
        clearTimeout(timer)
        const index = waiters.indexOf(done)
        if (index !== -1) waiters.splice(index, 1)
        resolve()
      }
    })
  }

  noteReply(reply: Reply): void {
    this.database = { timeMs: reply.databaseTimeMs, atMs: this.options.nowMs() }
    this.options.onReply(reply)
  }

  /** Resolves when billing has acknowledged it, or when it did not in time: then it is asked again until it does. */
  close(lease: ClosableLease): Promise<void> {
    this.pending.set(lease.leaseId, lease)
    return this.send(lease)
  }

  /** Tells billing of both, and waits for its answers at most `timeoutMs`. */
  async giveBack({ closed, trimmed }: GivenBack, timeoutMs: number): Promise<void> {
    const told = Promise.all([...closed.map((lease) => this.close(lease)), this.trim(trimmed)])
    await atMost(told, timeoutMs)
  }

  /** Once: what billing does not hear of it learns when they are closed. */
  private async trim(leases: readonly TrimmedLease[]): Promise<void> {
    await Promise.all(
      leases.map((lease) =>
        this.client.trim(lease, CLOSE_TIMEOUT_MS).then(
          (ack) => this.noteReply(ack),
          () => {},
        ),
      ),
    )
  }

  /** Sends again what was not acknowledged, a few at a time, those first that were not sent for longest. */
  retry(): void {
    for (const lease of this.pending.values()) {
      if (this.sending.size >= MAX_REPEATS) return
      void this.send(lease)
    }
  }

  pendingCount(): number {
    return this.pending.size
  }

  /** Waits for the closes that are under way, at most `timeoutMs`. */
  settleAll(timeoutMs: number): Promise<void> {
    return atMost(Promise.all(this.sending.values()), timeoutMs)
  }

  private send(lease: ClosableLease): Promise<void> {
    const { leaseId } = lease
    const sending = this.sending.get(leaseId)
    if (sending !== undefined) return sending
    if (this.pending.delete(leaseId)) this.pending.set(leaseId, lease) // the last one from now on
    const sent = this.client
      .close(lease, CLOSE_TIMEOUT_MS)
      .then((ack) => {
        this.noteReply(ack)
        this.pending.delete(leaseId) // `fenced`: a later incarnation has closed it
        return true
      })
      .catch(() => false) // stays pending
      .then((isHeard) => {
        this.sending.delete(leaseId)
        if (isHeard) this.retry()
      })
    this.sending.set(leaseId, sent)
    return sent
  }

  private async open(): Promise<void> {
    clearTimeout(this.openTimer)
    try {
      const ack = await this.client.closeNode(this.spentByLease, OPEN_TIMEOUT_MS)
      this.noteReply(ack)
      if (ack.type === 'done') {
        this.isOpen = true
        for (const done of [...this.openWaiters]) done()
        return
      }
      this.logger.error('billing knows a later incarnation of this node: is another gateway using this NODE_ID?')
    } catch {
      // NATS or billing is away: asked again for ever
    }
    this.openTimer = setTimeout(() => void this.open(), OPEN_RETRY_MS).unref()
  }
}

async function atMost(work: Promise<unknown>, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs)
  })
  await Promise.race([work, late])
  clearTimeout(timer)
}
