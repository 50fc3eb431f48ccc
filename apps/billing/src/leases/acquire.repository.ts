import { Inject, Injectable } from '@nestjs/common'
import { Database, LEASE_DATABASE } from '../database/database.repository.js'
import { LedgerPosition } from '../restore/ledger-position.js'
import { ACQUIRE } from './acquire-statement.js'
import { ENSURE_WALLET, LIST_RECALLABLE } from './lease-statements.js'
import type { Clock } from './leases.repository.js'

export interface AcquireAsk {
  leaseId: string
  nodeId: string
  incarnation: number
  keyId: string
  payerId: string
  neededNanos: bigint
  leastNanos: bigint
  slabCapNanos: bigint
  ttlMs: number
  deadlineMs: number
}

/** A row of the path whose headroom does not suffice. Amounts are nanos as text. */
export interface ShortRow {
  /** Of the account or the window. */
  id: string
  kind: 'balance' | 'key_cap' | 'course_limit'
  /** The budget that hands this window its money; null: its amount is its own. */
  parentId: string | null
  /** Of an account its balance above its floor, of a window what is left of its amount; held money included. */
  balance: string
  held: string
  /** Null: never. */
  windowEndsAtMs: number | null
}

export interface AcquireRow extends Clock {
  /** Null: nothing was held. */
  granted: bigint | null
  acquired_at_ms: bigint | null
  ttl_ms: bigint | null
  is_current: boolean
  is_late: boolean
  is_recovering: boolean
  /** Null: no such key. */
  is_key_active: boolean | null
  is_user_active: boolean | null
  /** False: the payer's row or one of a present window is missing. */
  is_complete: boolean
  /** Of the payer, before this grant. */
  headroom: bigint | null
  /** Where nothing was held: the rows that refuse, the shortest first. */
  short: readonly ShortRow[]
}

/** An open lease that could give money back, and who holds it. */
export interface RecallableLease {
  id: string
  node_id: string
}

@Injectable()
export class AcquireRepository {
  constructor(
    @Inject(LEASE_DATABASE) private readonly database: Database,
    private readonly position: LedgerPosition,
  ) {}

  /**
   * One conditional statement over payer and windows: all of them are held, or none. Repeating an id holds nothing.
   * @throws Error before the database was compared with the bus for the first time
   */
  async acquire(ask: AcquireAsk): Promise<AcquireRow> {
    const seen = await this.position.whenKnown()
    const values = [
      ...[ask.leaseId, ask.nodeId, BigInt(ask.incarnation), ask.keyId, ask.payerId, ask.neededNanos, ask.leastNanos],
      ...[ask.slabCapNanos, BigInt(ask.ttlMs), BigInt(ask.deadlineMs)],
      ...[seen.epoch, seen.streamCreated, BigInt(seen.settledSeq)],
    ]
    const [row] = await this.database.rows<AcquireRow>({ sql: ACQUIRE, values })
    if (row === undefined) throw new Error('the statement returned no row')
    return row
  }

  /** Makes the account row of a known user's wallet. */
  async ensureWallet(accountId: string): Promise<void> {
    await this.database.rows({ sql: ENSURE_WALLET, values: [accountId] })
  }

  /** Open leases that hold money on any of these accounts or windows, the largest first. */
  listRecallable(ids: readonly string[], limit: number): Promise<RecallableLease[]> {
    return this.database.rows<RecallableLease>({ sql: LIST_RECALLABLE, values: [ids, BigInt(limit)] })
  }
}
