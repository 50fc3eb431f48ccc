import { Injectable } from '@nestjs/common'
import { Lanes } from '../database/lanes.js'
import { AllocationsRepository, type ChunkAsk, type ChunkRow } from './allocations.repository.js'
import { WindowsRepository } from './windows.repository.js'

/** Of budgets above each other. */
const MAX_DEPTH = 5
const MAX_WAITING = 256

export interface ChunkNeed {
  /** The window that has too little, and the limit that hands it its money. */
  windowId: string
  parentLimitId: string
  /** Both: what is to be free there. */
  neededNanos: bigint
  leastNanos: bigint
}

/**
 * Limits with a budget above spend what it hands them in chunks, so that no lease ever locks a row that many share. A
 * chunk is asked for only when the last one does not suffice; unused ones go back when their window has ended or when
 * the budget runs short.
 */
@Injectable()
export class AllocationsService {
  /** One question at a time for each budget: if its row is locked, one connection waits and not all. */
  readonly #lanes = new Lanes(1, MAX_WAITING)

  constructor(
    private readonly allocations: AllocationsRepository,
    private readonly windows: WindowsRepository,
  ) {}

  /** @returns whether `leastNanos` are free now. @throws SqlError where a row stays locked: nothing is known */
  refill(need: ChunkNeed): Promise<boolean> {
    return this.#refill(need, 1)
  }

  /** Windows that share a budget with this one and may hold what it lacks; with their own below them. */
  async listSharers(parentLimitId: string): Promise<string[]> {
    const parent = await this.windows.ensureOfLimit(parentLimitId)
    return parent === undefined ? [] : this.#listBelow(parent.id, 1)
  }

  async #refill({ windowId, parentLimitId, ...need }: ChunkNeed, depth: number): Promise<boolean> {
    const parent = await this.windows.ensureOfLimit(parentLimitId)
    if (parent === undefined) return false
    const ask = { ...need, parentId: parent.id, childId: windowId }
    return this.#lanes.run(parent.id, async () => {
      const first = await this.allocations.moveChunk(ask)
      if (first === undefined || first.free + first.room < need.leastNanos) return false // no chunk would help
      if (isEnough(first, need)) return true
      if (parent.parent_id !== null && depth < MAX_DEPTH) {
        const missing = { neededNanos: need.neededNanos - first.free, leastNanos: need.leastNanos - first.free }
        const above = { windowId: parent.id, parentLimitId: parent.parent_id, ...missing }
        if ((await this.#refill(above, depth + 1)) && (await this.#moves(ask))) return true
      }
      return (await this.#reclaim(parent.id, windowId, depth)) > 0n && this.#moves(ask)
    })
  }

  async #moves(ask: ChunkAsk): Promise<boolean> {
    const chunk = await this.allocations.moveChunk(ask)
    return chunk !== undefined && isEnough(chunk, ask)
  }

  /** Unused chunks come back to a budget, through the budgets between. @returns how much */
  async #reclaim(parentId: string, exceptId: string, depth: number): Promise<bigint> {
    if (depth < MAX_DEPTH) {
      for (const { id, is_budget } of await this.allocations.listChildren(parentId)) {
        if (is_budget && id !== exceptId) await this.#reclaim(id, exceptId, depth + 1)
      }
    }
    return this.allocations.takeBack({ parentId, exceptId, isAll: true })
  }

  async #listBelow(parentId: string, depth: number): Promise<string[]> {
    const children = await this.allocations.listChildren(parentId)
    const ids = children.filter(({ is_budget }) => !is_budget).map(({ id }) => id)
    if (depth === MAX_DEPTH) return ids
    for (const { id, is_budget } of children) if (is_budget) ids.push(...(await this.#listBelow(id, depth + 1)))
    return ids
  }
}

const isEnough = ({ free, moved }: ChunkRow, { leastNanos }: { leastNanos: bigint }): boolean =>
  free + moved >= leastNanos
