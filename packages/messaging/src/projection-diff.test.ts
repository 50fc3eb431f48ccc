import { expect, it } from 'vitest'
import { diffProjection, encodeRecord, hashOf, type ProjectionRecord, type StoredRecord } from './projection-diff.js'

const record = (key: string, version: number, epoch = 1): ProjectionRecord & { text: string } => ({
  ...{ v: 1, key, epoch, version },
  text: `${key} ${version}`,
})
const storedOf = (...records: ProjectionRecord[]): Map<string, StoredRecord> =>
  new Map(records.map((r) => [r.key, { order: { epoch: r.epoch, version: r.version }, hash: hashOf(encodeRecord(r)) }]))
const NONE = new Set<string>()

it('nothing to do where both are equal', () => {
  const truth = [record('a', 1), record('b', 2)]
  const diff = diffProjection({ truth, stored: storedOf(...truth), deletedNames: NONE, epoch: 1 })
  expect(diff).toEqual({ toPut: [], toDelete: [], ahead: [] })
})

it('puts what is missing, older, or of the same version with other content', () => {
  const truth = [record('missing', 1), record('older', 2), record('changed', 3)]
  const stored = storedOf(record('older', 1), { ...record('changed', 3), text: 'x' } as ProjectionRecord)
  const diff = diffProjection({ truth, stored, deletedNames: NONE, epoch: 1 })
  expect(diff.toPut).toEqual(truth)
})

it('puts over what is no record', () => {
  const truth = [record('a', 1)]
  const stored = new Map([['a', { order: undefined, hash: 'junk' }]])
  expect(diffProjection({ truth, stored, deletedNames: NONE, epoch: 1 }).toPut).toEqual(truth)
})

it('deletes what truth does not have by a record of a higher version, once', () => {
  const stored = storedOf(record('gone', 4))
  const diff = diffProjection({ truth: [], stored, deletedNames: NONE, epoch: 1 })
  expect(diff.toDelete).toEqual([{ v: 1, key: 'gone', epoch: 1, version: 5, isDeleted: true }])
  const deleted = diffProjection({
    truth: [],
    stored: storedOf(...diff.toDelete),
    deletedNames: new Set(['gone']),
    epoch: 1,
  })
  expect(deleted.toDelete).toEqual([])
})

it('tells what the bucket has newer than truth and leaves it alone', () => {
  const stored = storedOf(record('a', 5), record('b', 1, 2), record('c', 1, 3))
  const diff = diffProjection({ truth: [record('a', 4), record('b', 9)], stored, deletedNames: NONE, epoch: 1 })
  expect(diff).toEqual({ toPut: [], toDelete: [], ahead: ['a', 'b', 'c'] })
})

it('a higher version is news also where a restore has raised the epoch of truth', () => {
  const diff = diffProjection({
    truth: [record('a', 4, 2), record('b', 5, 2)],
    stored: storedOf(record('a', 5, 1), record('b', 5, 1)),
    deletedNames: NONE,
    epoch: 2,
  })
  expect(diff).toEqual({ toPut: [record('b', 5, 2)], toDelete: [], ahead: ['a'] })
})
