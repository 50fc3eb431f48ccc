import { describe, expect, it } from 'vitest'
import { createProjectionStore, type ReadEntry } from './projection-store.js'

const record = (key: string, version: number, epoch = 1): ReadEntry<string> => ({
  type: 'record',
  key,
  order: { epoch, version },
  record: `${key}@${epoch}.${version}`,
})
const deletion = (key: string, version: number): ReadEntry<string> => ({
  type: 'deletion',
  key,
  order: { epoch: 1, version },
})
const UNREADABLE: ReadEntry<string> = { type: 'unreadable' }

const storeOf = (entries: ReadEntry<string>[], name = 'a') => {
  const store = createProjectionStore<string>()
  for (const entry of entries) store.put(entry.type === 'unreadable' ? name : entry.key, entry)
  return store
}

describe('put', () => {
  it('replaces an older version, never a newer one; an equal one again', () => {
    const store = storeOf([record('a', 2)])
    expect(store.put('a', record('a', 1))).toBe('older')
    expect(store.get('a')).toBe('a@1.2')
    expect(store.put('a', record('a', 2))).toBe('stored')
    expect(store.put('a', record('a', 3))).toBe('stored')
    expect(store.get('a')).toBe('a@1.3')
  })

  it('a higher epoch wins over any version of a lower one', () => {
    const store = storeOf([record('a', 9, 1), record('a', 1, 2)])
    expect(store.get('a')).toBe('a@2.1')
    expect(store.put('a', record('a', 10, 1))).toBe('older')
  })

  it('drops a record that lies under another name and keeps what was there', () => {
    const store = storeOf([record('a', 1)])
    expect(store.put('a', record('b', 5))).toBe('foreign')
    expect(store.put('c', record('b', 5))).toBe('foreign')
    expect([...store.entries()]).toEqual([['a', 'a@1.1']])
  })

  it('a deletion is a record: it hides the key and keeps older versions out', () => {
    const store = storeOf([record('a', 1), deletion('a', 3)])
    expect(store.get('a')).toBeUndefined()
    expect(store.size()).toBe(0)
    expect(store.nameCount()).toBe(1)
    expect(store.put('a', record('a', 2))).toBe('older')
    store.put('a', record('a', 4))
    expect(store.get('a')).toBe('a@1.4')
  })

  it('an unreadable update ends the old value without opening the way for older versions', () => {
    const store = storeOf([record('a', 5), UNREADABLE])
    expect(store.get('a')).toBeUndefined()
    expect(store.put('a', record('a', 4))).toBe('older')
    expect(store.put('a', record('a', 6))).toBe('stored')
    expect(store.size()).toBe(1)
  })
})

describe('keepNewerOf', () => {
  it('keeps what is newer, also a deletion, and drops what the load does not have', () => {
    const before = storeOf([record('newer', 7), record('older', 1), deletion('deleted', 5), record('missing', 1)])
    const loaded = storeOf([record('newer', 6), record('older', 2), record('deleted', 4), record('fresh', 1)])
    loaded.keepNewerOf(before)
    expect(Object.fromEntries(loaded.entries())).toEqual({
      newer: 'newer@1.7',
      older: 'older@1.2',
      fresh: 'fresh@1.1',
    })
    expect(loaded.size()).toBe(3)
  })

  it('an unreadable entry in the load stays unreadable and inherits the order', () => {
    const loaded = storeOf([UNREADABLE])
    loaded.keepNewerOf(storeOf([record('a', 5)]))
    expect(loaded.get('a')).toBeUndefined()
    expect(loaded.put('a', record('a', 4))).toBe('older')
  })
})
