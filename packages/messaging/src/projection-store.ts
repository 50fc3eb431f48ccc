import { isNewerRecord } from '@tollgate/protocols/events'

/** Place of a record among all versions of its key. */
export interface RecordOrder {
  epoch: number
  version: number
}

/** What a reader made of one entry of a bucket. */
export type ReadEntry<T> =
  | { type: 'record'; key: string; order: RecordOrder; record: T }
  | { type: 'deletion'; key: string; order: RecordOrder }
  /** Not ours or of a shape that we do not know: its old value must not stay valid. */
  | { type: 'unreadable' }

export type StoreOutcome = 'stored' | 'older' | 'foreign'

/**
 * The records of one bucket by name, deletions included: without them an older version that arrives late would bring a
 * deleted record back. A slot without a record is a deletion or an unreadable entry.
 */
export interface ProjectionStore<T> {
  /** @param name the entry's name in the bucket; an entry that says another one is `foreign` and dropped */
  put(name: string, entry: ReadEntry<T>): StoreOutcome
  get(name: string): T | undefined
  entries(): IterableIterator<[string, T]>
  /** Records that are neither deleted nor unreadable. */
  size(): number
  /** Names with anything under them. */
  nameCount(): number
  /**
   * For a load that is about to replace `before`: where `before` holds a newer version of a name, that one stays.
   * Names that the load does not have are gone.
   */
  keepNewerOf(before: ProjectionStore<T>): void
  /** `undefined` for a name that is not there. */
  slotOf(name: string): Slot<T> | undefined
}

export interface Slot<T> {
  order: RecordOrder
  record: T | undefined
  isUnreadable: boolean
}

const UNKNOWN_ORDER: RecordOrder = { epoch: -1, version: -1 }

export function createProjectionStore<T>(): ProjectionStore<T> {
  const slots = new Map<string, Slot<T>>()
  let size = 0
  return { put, get, entries, size: () => size, nameCount: () => slots.size, keepNewerOf, slotOf }

  function put(name: string, entry: ReadEntry<T>): StoreOutcome {
    const current = slots.get(name)
    if (entry.type === 'unreadable') {
      // its order is not known: the old one goes on keeping older versions out
      set(name, { order: current?.order ?? UNKNOWN_ORDER, record: undefined, isUnreadable: true })
      return 'stored'
    }
    if (entry.key !== name) return 'foreign'
    if (!isNewerRecord(entry.order, current?.order)) return 'older'
    set(name, { order: entry.order, record: entry.type === 'record' ? entry.record : undefined, isUnreadable: false })
    return 'stored'
  }

  function set(name: string, slot: Slot<T>): void {
    size += Number(slot.record !== undefined) - Number(slots.get(name)?.record !== undefined)
    slots.set(name, slot)
  }

  function get(name: string): T | undefined {
    return slots.get(name)?.record
  }

  function slotOf(name: string): Slot<T> | undefined {
    return slots.get(name)
  }

  function* entries(): IterableIterator<[string, T]> {
    for (const [name, { record }] of slots) if (record !== undefined) yield [name, record]
  }

  function keepNewerOf(before: ProjectionStore<T>): void {
    for (const [name, loaded] of slots) {
      const old = before.slotOf(name)
      if (old === undefined || isNewerRecord(loaded.order, old.order)) continue
      set(name, loaded.isUnreadable ? { ...loaded, order: old.order } : old)
    }
  }
}
