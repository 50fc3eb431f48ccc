import { describe, expect, it } from 'vitest'
import { RefusalBook } from './refusal-book.js'

const KEY = '0190a0b0-0000-7000-8000-000000000001'
const BOUNDS = {
  ofKey: { burst: 3, refillMs: 1_000 },
  ofAll: { burst: 10, refillMs: 100 },
  keys: 4,
  waiting: 8,
}
let count = 0
const refusal = (keyId = KEY) => ({
  requestId: `0190a0b0-0000-7000-8000-${String(++count).padStart(12, '0')}`,
  ...{ keyId, code: 'insufficient_quota', status: 402, message: 'no', at: '2026-09-01T00:00:00Z' },
})
const keyId = (n: number) => `0190a0b0-0000-7000-8000-${String(n).padStart(12, '1')}`

describe('the book of refusals', () => {
  it('gives what it was told, oldest first, and forgets it', () => {
    const book = new RefusalBook(BOUNDS)
    const told = [refusal(), refusal()]
    for (const one of told) expect(book.note(one, 0)).toBe(true)
    expect(book.take(1)).toEqual(told.slice(0, 1))
    expect(book.take(9)).toEqual(told.slice(1))
    expect(book.take(9)).toEqual([])
  })

  it('of a key that is refused without end keeps a burst and then one now and then', () => {
    const book = new RefusalBook(BOUNDS)
    let kept = 0
    for (let atMs = 0; atMs <= 10_000; atMs++) {
      if (book.note(refusal(), atMs)) kept++
      book.take(9)
    }
    expect(kept).toBe(3 + 10)
    expect(book.note(refusal(keyId(1)), 10_000)).toBe(true) // another key has its own
  })

  it('of very many keys together no more than the gateway tells', () => {
    const book = new RefusalBook({ ...BOUNDS, keys: 1_000 })
    let kept = 0
    for (let n = 0; n < 500; n++) {
      if (book.note(refusal(keyId(n)), 1_000)) kept++
      book.take(9)
    }
    expect(kept).toBe(10)
  })

  it('holds a bounded number while nobody takes them, the latest', () => {
    const book = new RefusalBook(BOUNDS)
    const told = Array.from({ length: 10 }, (_, n) => refusal(keyId(n)))
    for (const one of told) book.note(one, 0)
    expect(book.take(99)).toEqual(told.slice(2))
  })

  it('takes back what could not be told, before what came meanwhile, within the bound', () => {
    const book = new RefusalBook(BOUNDS)
    const told = Array.from({ length: 6 }, (_, n) => refusal(keyId(n)))
    for (const one of told) book.note(one, 0)
    const taken = book.take(5)
    const later = Array.from({ length: 4 }, (_, n) => refusal(keyId(n + 20)))
    for (const one of later) book.note(one, 0)
    book.putBack(taken)
    expect(book.take(99)).toEqual([...told, ...later].slice(2))
  })

  it('remembers the latest keys alone', () => {
    const book = new RefusalBook(BOUNDS)
    for (let n = 0; n < 3; n++) book.note(refusal(keyId(0)), 0)
    expect(book.note(refusal(keyId(0)), 0)).toBe(false)
    for (let n = 1; n <= 4; n++) book.note(refusal(keyId(n)), 0)
    expect(book.keyCount()).toBe(4)
  })
})
