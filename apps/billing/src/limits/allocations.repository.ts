import { randomUUID } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import { Database, LEASE_DATABASE } from '../database/database.repository.js'
import {
  LIST_CHILDREN,
  LIST_DUE,
  LOCK_CHILDREN,
  LOCK_WINDOW,
  MOVE_CHUNK,
  SUM_UNUSED,
  TAKE_BACK,
} from './allocation-statements.js'

export interface ChunkAsk {
  /** Windows. */
  parentId: string
  childId: string
  neededNanos: bigint
  leastNanos: bigint
}

export interface ChunkRow {
  /** In the window below, before the chunk; negative after late settlements. */
  free: bigint
  /** How much more the limit below would allow, before the chunk. */
  room: bigint
  moved: bigint
}

export interface TakeBackAsk {
  /** A window, as all ids here. */
  parentId: string
  /** Absent: all below it. */
  childIds?: readonly string[]
  /** Keeps its chunk. */
  exceptId?: string
  /** False: only what is due anyway. */
  isAll: boolean
}

/** Chunks between windows; every method that moves one is a transaction of its own. */
@Injectable()
export class AllocationsRepository {
  constructor(@Inject(LEASE_DATABASE) private readonly database: Database) {}

  /** @returns `undefined`: the one does not hand the other its money (any more) */
  async moveChunk({ parentId, childId, neededNanos, leastNanos }: ChunkAsk): Promise<ChunkRow | undefined> {
    const results = await this.database.transaction([
      // first and alone: whoever waits for the budget holds nothing that a lease needs
      { sql: LOCK_WINDOW, values: [parentId] },
      { sql: LOCK_WINDOW, values: [childId] },
      { sql: MOVE_CHUNK, values: [randomUUID(), parentId, childId, neededNanos, leastNanos] },
    ])
    return (results[2] as ChunkRow[])[0]
  }

  /** @returns what came back, in nanos */
  async takeBack(ask: TakeBackAsk): Promise<bigint> {
    const values = valuesOf(ask)
    const [unused] = await this.database.rows<{ taken: bigint }>({ sql: SUM_UNUSED, values })
    if (unused === undefined || unused.taken === 0n) return 0n
    const results = await this.database.transaction([
      { sql: LOCK_WINDOW, values: [ask.parentId] },
      { sql: LOCK_CHILDREN, values: values.slice(0, 2) },
      { sql: TAKE_BACK, values },
    ])
    return (results[2] as { taken: bigint }[])[0]?.taken ?? 0n
  }

  /** Chunks of windows that have ended, of limits that were switched off or lowered. */
  listDue(limit: number): Promise<{ parent_id: string; child_id: string }[]> {
    return this.database.rows({ sql: LIST_DUE, values: [BigInt(limit)] })
  }

  /** Windows that have a chunk of this one. */
  listChildren(parentId: string): Promise<{ id: string; is_budget: boolean }[]> {
    return this.database.rows({ sql: LIST_CHILDREN, values: [parentId] })
  }
}

const valuesOf = ({ parentId, childIds, exceptId, isAll }: TakeBackAsk): unknown[] => [
  parentId,
  childIds ?? null,
  exceptId ?? null,
  isAll,
]
