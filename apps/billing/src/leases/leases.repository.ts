import { Inject, Injectable } from '@nestjs/common'
import { Database, LEASE_DATABASE } from '../database/database.repository.js'
import { lockAccounts, lockWindows } from '../ledger/settle-statements.js'
import {
  CHANGE_LEASES,
  DRAIN_EXPIRED,
  FENCE_NODE,
  FIND_LEASE,
  INSERT_CLOSED,
  LIST_GRACE_ENDED,
  LIST_OLDER_INCARNATIONS,
  RAISE_INCARNATION,
  READ_CLOCK,
} from './lease-statements.js'

/** What every reply carries. */
export interface Clock {
  now_ms: bigint
  epoch: bigint
}

export interface LeaseRow extends Clock {
  id: string
  payer_id: string
  window_ids: string[]
  node_id: string
  state: 'open' | 'draining' | 'closed'
  granted: bigint
  acquired_at_ms: bigint
  ttl_ms: bigint
  headroom: bigint
}

export interface LeaseChange {
  leases: readonly LeasePath[]
  /** New upper bound of `granted` by lease; null: what it consumed. */
  capNanosById: ReadonlyMap<string, bigint | null>
  /** `trim` leaves a lease open, the others end it; `end-grace` only where its grace period is over. */
  kind: 'trim' | 'close' | 'end-grace'
  /** Only leases that are of this node, and only while its incarnation is this one. */
  fence?: { nodeId: string; incarnation: number }
  graceMs?: number
}

/** Which rows a lease's money is held on; never changes. */
export interface LeasePath {
  id: string
  payer_id: string
  window_ids: string[]
}

export interface ChangeRow extends Clock {
  is_current: boolean
  freed: bigint
  payer_ids: string[]
}

@Injectable()
export class LeasesRepository {
  constructor(@Inject(LEASE_DATABASE) private readonly database: Database) {}

  async findLease(leaseId: string): Promise<LeaseRow | undefined> {
    return (await this.database.rows<LeaseRow>({ sql: FIND_LEASE, values: [leaseId] }))[0]
  }

  /** Leaves a closed row where the id is unknown, so that a late acquire cannot open it. */
  async insertClosed(lease: { id: string; keyId: string; payerId: string; nodeId: string; incarnation: number }) {
    await this.database.transaction([
      lockAccounts([lease.payerId]),
      {
        sql: INSERT_CLOSED,
        values: [lease.id, lease.nodeId, BigInt(lease.incarnation), lease.keyId, lease.payerId],
      },
    ])
  }

  /** Lowers grants and gives back what is no longer held, on payer and windows. Order and repetition do not matter. */
  async change({ leases, capNanosById, kind, fence, graceMs = 0 }: LeaseChange): Promise<ChangeRow> {
    const results = await this.database.transaction([
      lockAccounts([...new Set(leases.map((lease) => lease.payer_id))]),
      lockWindows([...new Set(leases.flatMap((lease) => lease.window_ids))]),
      {
        sql: CHANGE_LEASES,
        values: [
          JSON.stringify(leases.map(({ id }) => ({ id, cap: capNanosById.get(id)?.toString() ?? null }))),
          kind,
          fence?.nodeId ?? null,
          fence === undefined ? null : BigInt(fence.incarnation),
          BigInt(graceMs),
        ],
      },
    ])
    return one(results[2] as ChangeRow[])
  }

  /** @returns false if the node's incarnation is already higher */
  async raiseIncarnation(nodeId: string, incarnation: number): Promise<boolean> {
    const rows = await this.database.rows({ sql: RAISE_INCARNATION, values: [nodeId, BigInt(incarnation)] })
    return rows.length === 1
  }

  /** Nobody who runs under this name is answered any more. `incarnation` null: there is no such node, or not allowed. */
  async fenceNode(nodeId: string, actorUserId: string): Promise<{ is_allowed: boolean; incarnation: bigint | null }> {
    return one(await this.database.rows({ sql: FENCE_NODE, values: [nodeId, actorUserId] }))
  }

  /** Leases of earlier incarnations that are not closed, by id. */
  listOlderIncarnations(ask: { nodeId: string; incarnation: number; afterId: string; limit: number }) {
    return this.database.rows<LeasePath>({
      sql: LIST_OLDER_INCARNATIONS,
      values: [ask.nodeId, BigInt(ask.incarnation), ask.afterId, BigInt(ask.limit)],
    })
  }

  /** Expired leases: `draining`, or `closed` where nothing is left. Their money stays held. @returns how many */
  async drainExpired(limit: number): Promise<number> {
    return (await this.database.rows({ sql: DRAIN_EXPIRED, values: [BigInt(limit)] })).length
  }

  listGraceEnded(ask: { graceMs: number; limit: number }) {
    return this.database.rows<LeasePath>({
      sql: LIST_GRACE_ENDED,
      values: [BigInt(ask.graceMs), BigInt(ask.limit)],
    })
  }

  async readClock(): Promise<Clock> {
    return one(await this.database.rows<Clock>({ sql: READ_CLOCK, values: [] }))
  }
}

function one<Row>(rows: readonly Row[]): Row {
  const [row] = rows
  if (row === undefined) throw new Error('the statement returned no row')
  return row
}
