import { setTimeout as sleep } from 'node:timers/promises'
import { Injectable } from '@nestjs/common'
import { AllocationsService } from '../limits/allocations.service.js'
import { AcquireRepository, type RecallableLease, type ShortRow } from './acquire.repository.js'
import { LeaseRecallClient } from './lease-recall.client.js'
import { Recalls } from './recalls.js'

/** As many as one message may name. */
const MAX_LEASES = 1_000

/** Money parked in leases that nobody uses must not refuse its owner: gateways are asked to give it back. */
@Injectable()
export class RecallService {
  readonly #recalls = new Recalls()

  constructor(
    private readonly acquires: AcquireRepository,
    private readonly allocations: AllocationsService,
    private readonly client: LeaseRecallClient,
  ) {}

  /**
   * Leases that touch these rows, or that spend from the budget above one, are asked for.
   * @param patienceMs whoever would have to wait longer for his turn does not
   * @returns whether another try is worth it
   */
  async recall(short: readonly ShortRow[], patienceMs: number): Promise<boolean> {
    const deadlineMs = performance.now() + patienceMs
    const rowIds = await this.#rowsOf(short)
    for (;;) {
      const leases = await this.acquires.listRecallable(rowIds, MAX_LEASES)
      if (leases.length === 0) return false
      const ask = { rowIds, leaseIds: leases.map(({ id }) => id) }
      const nowMs = performance.now()
      const decision = this.#recalls.decide(ask, nowMs)
      if (decision.type === 'wait') {
        if (nowMs + decision.ms >= deadlineMs) return false
        await sleep(decision.ms)
        continue
      }
      await (decision.type === 'share' ? decision.done : this.#ask(leases, ask, nowMs))
      return true
    }
  }

  #ask(leases: readonly RecallableLease[], ask: { rowIds: string[]; leaseIds: string[] }, nowMs: number) {
    const done = this.client.recall(ask.leaseIds, new Set(leases.map(({ node_id }) => node_id)))
    this.#recalls.note(ask, nowMs, done)
    return done
  }

  async #rowsOf(short: readonly ShortRow[]): Promise<string[]> {
    const ids = new Set(short.map(({ id }) => id))
    for (const { parentId } of short) {
      if (parentId !== null) for (const id of await this.allocations.listSharers(parentId)) ids.add(id)
    }
    return [...ids]
  }
}
