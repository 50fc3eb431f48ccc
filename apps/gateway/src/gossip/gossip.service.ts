import { GOSSIP_SUBJECT, gossipSchema } from '@tollgate/protocols/events'
import type { Logger } from 'pino'
import type { BusService } from '../bus.service.js'
import type { GossipBook } from './gossip-book.js'

const ROUND_MS = 500
/** News that somebody waits for: collected so long, and not sent more often. */
const HURRY_MS = 20

export interface GossipHooks {
  /** After news of others: places may have come free. */
  onNews: () => void
  /** Once a round. */
  onRound: () => void
}

/** Tells the other gateways what this one used and saw, twice a second and at once where a limit is near. Core NATS. */
export class GossipService {
  private timer: NodeJS.Timeout | undefined
  private hurry: NodeJS.Timeout | undefined
  private sentAtMs = Number.NEGATIVE_INFINITY
  private bytes = { sent: 0, heard: 0 }

  constructor(
    private readonly bus: BusService,
    private readonly book: GossipBook,
    private readonly logger: Logger,
    private readonly hooks: GossipHooks,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.round(), ROUND_MS).unref()
    void this.bus.connected.then(async ({ connection }) => {
      this.send(true) // who is there answers at once
      for await (const message of connection.subscribe(GOSSIP_SUBJECT)) this.hear(message.string())
    })
  }

  stop(): void {
    clearInterval(this.timer)
    clearTimeout(this.hurry)
    this.hurry = undefined
  }

  /** Sends before the next round, and asks for an answer. */
  hasten(isAnswer = false): void {
    if (this.timer === undefined || this.hurry !== undefined) return
    const waitMs = Math.max(0, HURRY_MS - (performance.now() - this.sentAtMs))
    this.hurry = setTimeout(() => {
      this.hurry = undefined
      this.send(!isAnswer)
    }, waitMs).unref()
  }

  traffic(): Readonly<{ sent: number; heard: number }> {
    return this.bytes
  }

  private round(): void {
    const isConnected = this.bus.current() !== undefined
    this.book.prune(isConnected)
    this.hooks.onRound()
    if (isConnected && this.hurry === undefined) this.send(false)
  }

  private send(isHurried: boolean): void {
    const bus = this.bus.current()
    if (bus === undefined) return
    this.sentAtMs = performance.now()
    const text = JSON.stringify(this.book.write(isHurried))
    this.bytes.sent += text.length
    try {
      bus.connection.publish(GOSSIP_SUBJECT, text)
    } catch (error) {
      this.logger.debug({ error: String(error) }, 'gossip was not sent')
    }
  }

  private hear(text: string): void {
    const parsed = gossipSchema.safeParse(parse(text))
    if (!parsed.success) {
      this.logger.debug({ problem: parsed.error.message.slice(0, 200) }, 'gossip that cannot be read')
      return
    }
    if (!this.book.read(parsed.data)) return
    this.bytes.heard += text.length
    if (parsed.data.isHurried) this.hasten(true)
    this.hooks.onNews()
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
