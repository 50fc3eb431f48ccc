import { createHash } from 'node:crypto'
import type { RecordOrder } from './projection-store.js'

/** A record as its owner writes it: any object with the record header of protocols/events. */
export interface ProjectionRecord extends RecordOrder {
  v: number
  key: string
  isDeleted?: boolean
}

/** What lies under a name in the bucket. `order` is absent where it is no record of that name. */
export interface StoredRecord {
  order: RecordOrder | undefined
  hash: string
}

export interface ProjectionDiff {
  /** Missing in the bucket or different there. */
  toPut: ProjectionRecord[]
  /** In the bucket, not in truth: each becomes a deletion of a higher version. */
  toDelete: ProjectionRecord[]
  /** Newer in the bucket than in truth: the database is older than the bus. Left alone. */
  ahead: string[]
}

export const encodeRecord = (record: ProjectionRecord): string => JSON.stringify(record)

export const hashOf = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('base64')

/**
 * What makes the bucket equal to truth.
 * @param options.epoch the ledger epoch that deletions are written with
 */
export function diffProjection(options: {
  truth: readonly ProjectionRecord[]
  stored: ReadonlyMap<string, StoredRecord>
  deletedNames: ReadonlySet<string>
  epoch: number
}): ProjectionDiff {
  const { truth, stored, deletedNames, epoch } = options
  const diff: ProjectionDiff = { toPut: [], toDelete: [], ahead: [] }
  const names = new Set<string>()
  for (const record of truth) {
    names.add(record.key)
    const there = stored.get(record.key)
    if (there?.order !== undefined && isAhead(there.order, record)) diff.ahead.push(record.key)
    else if (there?.hash !== hashOf(encodeRecord(record))) diff.toPut.push(record)
  }
  for (const [name, { order }] of stored) {
    if (names.has(name) || deletedNames.has(name)) continue
    if (order !== undefined && order.epoch > epoch) diff.ahead.push(name)
    else diff.toDelete.push({ v: 1, key: name, epoch, version: (order?.version ?? 0) + 1, isDeleted: true })
  }
  return diff
}

/** Versions of a row never fall: a higher one is news that truth has lost, also where a restore has raised its epoch. */
const isAhead = (stored: RecordOrder, truth: RecordOrder): boolean =>
  stored.epoch > truth.epoch || stored.version > truth.version
