import { Injectable } from '@nestjs/common'
import { Lanes } from '../database/lanes.js'

const STATEMENTS_PER_PAYER = 2
const MAX_WAITING = 512

/**
 * At most two statements at a time for leases of one payer, whose row they all lock: where that row stays locked, other
 * payers still find a connection (P04).
 */
@Injectable()
export class PayerLanes {
  readonly #lanes = new Lanes(STATEMENTS_PER_PAYER, MAX_WAITING)

  /** @throws Error where too many wait already */
  run<Value>(payerId: string, work: () => Promise<Value>): Promise<Value> {
    return this.#lanes.run(payerId, work)
  }
}
