import { Injectable } from '@nestjs/common'
import { PriceVersionsRepository } from '../prices/price-versions.repository.js'
import type { Finding } from './finding.js'
import type { Invariant } from './invariant.js'
import { INVARIANTS } from './invariants.js'
import { RECENT_INVARIANTS } from './recent-invariants.js'
import { findWrongAmount, type SettledCall } from './recompute.js'
import { ReconcileRepository } from './reconcile.repository.js'

const LATEST_CALLS = 500
const PAGE_CALLS = 5_000
const MAX_BROKEN = 100
const LOWEST_UUID = '00000000-0000-0000-0000-000000000000'

const BALANCES = { id: 'L1', says: 'a balance is the sum of its entries' }
const LATEST_AMOUNTS = { id: 'L9s', says: 'the latest calls cost what their quantities, price and ratio say' }
const AMOUNTS = { id: 'L9', says: 'each call costs what its quantities, price and ratio say' }

/** Looks for drift. Never repairs: a correction is a transaction with a reason and an actor. */
@Injectable()
export class ReconcileService {
  constructor(
    private readonly repository: ReconcileRepository,
    private readonly prices: PriceVersionsRepository,
  ) {}

  /** What a minute may cost, however large the ledger is: every balance from its checkpoint, what is open, samples. */
  async checkRecent(): Promise<Finding[]> {
    return [
      await this.#find(BALANCES, () => this.repository.findWrongBalances()),
      ...(await this.#findAll(RECENT_INVARIANTS)),
      await this.#find(LATEST_AMOUNTS, async () =>
        this.#findWrong(await this.repository.listLatestCalls(LATEST_CALLS)),
      ),
    ]
  }

  /** Every row there is. @param timeoutMs of each check: one that takes longer is a failure of its own */
  async checkAll(timeoutMs: number): Promise<Finding[]> {
    return [
      ...(await this.#findAll(INVARIANTS, timeoutMs)),
      await this.#find(AMOUNTS, () => this.#findWrongAmounts(performance.now() + timeoutMs)),
    ]
  }

  async #findAll(invariants: readonly Invariant[], timeoutMs?: number): Promise<Finding[]> {
    const findings: Finding[] = []
    for (const one of invariants) findings.push(await this.#find(one, () => this.repository.findBreaks(one, timeoutMs)))
    return findings
  }

  async #find({ id, says }: { id: string; says: string }, work: () => Promise<string[]>): Promise<Finding> {
    try {
      return { id, says, brokenIds: (await work()).slice(0, MAX_BROKEN) }
    } catch (failure) {
      return { id, says, brokenIds: [], failure }
    }
  }

  async #findWrongAmounts(deadlineMs: number): Promise<string[]> {
    const wrong: string[] = []
    for (let afterId = LOWEST_UUID; ; ) {
      const calls = await this.repository.listCalls(afterId, PAGE_CALLS)
      const last = calls.at(-1)
      if (last === undefined || wrong.length >= MAX_BROKEN) return wrong
      wrong.push(...(await this.#findWrong(calls)))
      afterId = last.request_id
      if (performance.now() > deadlineMs) throw new Error(`took too long; everything up to ${afterId} was looked at`)
    }
  }

  async #findWrong(calls: readonly SettledCall[]): Promise<string[]> {
    const ids = calls.flatMap(({ price_version_id }) => (price_version_id === null ? [] : [price_version_id]))
    const prices = await this.prices.findMany(ids)
    return calls
      .filter((call) => findWrongAmount(call, prices.get(call.price_version_id ?? '')) !== undefined)
      .map(({ request_id }) => request_id)
  }
}
