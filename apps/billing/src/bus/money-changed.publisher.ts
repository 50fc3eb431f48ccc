import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common'
import { GATEWAY_SUBJECTS, LEASE_MESSAGE_VERSION } from '@tollgate/protocols/events'
import { BusService } from './bus.service.js'

const AGGREGATE_MS = 20
const MAX_REFUSED = 10_000
/** Gateways remember a refusal for a second; a little more covers its way. */
const REMEMBER_MS = 5_000

/**
 * Tells gateways that a remembered refusal is stale. A hint: whoever misses it asks again within a second. Accounts of the
 * same few milliseconds share a message.
 */
@Injectable()
export class MoneyChangedPublisher implements BeforeApplicationShutdown {
  readonly #refusedAt = new Map<string, number>()
  readonly #waiting = new Set<string>()
  #timer: NodeJS.Timeout | undefined

  constructor(private readonly bus: BusService) {}

  /** This account was refused for want of money. */
  remember(accountId: string): void {
    if (this.#refusedAt.size >= MAX_REFUSED) this.#refusedAt.clear()
    this.#refusedAt.set(accountId, performance.now())
  }

  announce(accountIds: Iterable<string>): void {
    for (const id of accountIds) {
      this.#waiting.add(id)
      this.#refusedAt.delete(id)
    }
    if (this.#waiting.size > 0) this.#timer ??= setTimeout(() => this.#flush(), AGGREGATE_MS)
  }

  announceIfRefused(accountIds: readonly string[]): void {
    const oldest = performance.now() - REMEMBER_MS
    this.announce(accountIds.filter((id) => (this.#refusedAt.get(id) ?? oldest) > oldest))
  }

  beforeApplicationShutdown(): void {
    this.#flush()
  }

  #flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const accountIds = [...this.#waiting]
    this.#waiting.clear()
    if (accountIds.length > 0) this.bus.publish(GATEWAY_SUBJECTS.moneyChanged, { v: LEASE_MESSAGE_VERSION, accountIds })
  }
}
