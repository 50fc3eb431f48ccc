import { describe, expect, it } from 'vitest'
import { LimitBook } from './limit-book.js'

const cost = { requests: 1, tokens: 100, places: 1 }

describe('limits', () => {
  it('names the row that will have room last, and counts nothing', () => {
    const book = new LimitBook()
    const [slow, quick] = [book.subject('a'), book.subject('b')]
    book.take(quick, cost, 0)
    book.take(slow, cost, 30_000)
    const rows = [
      { subject: quick, limits: { rpm: 1 } },
      { subject: slow, limits: { tpm: 150 } },
    ]
    const full = book.findFull(rows, cost, 31_000)
    expect(full).toMatchObject({ measure: 'tokens', limit: 150, room: 'no', retryMs: 60_000 })
    expect(quick.total('requests', 31_000)).toBe(1)
  })

  it('a call that is larger than the whole limit is let in when there is nothing else', () => {
    const book = new LimitBook()
    const row = { subject: book.subject('a'), limits: { tpm: 50 } }
    expect(book.findFull([row], cost, 0)).toBeUndefined()
    book.take(row.subject, cost, 0)
    expect(book.findFull([row], { ...cost, tokens: 1 }, 0)?.measure).toBe('tokens')
  })

  it('a limit of 0 lets nobody in', () => {
    const book = new LimitBook()
    const row = { subject: book.subject('a'), limits: { rpm: 0 } }
    expect(book.findFull([row], cost, 0)?.measure).toBe('requests')
  })

  it('forgets what was idle for minutes, and never what a waiting call will count in', () => {
    const book = new LimitBook()
    const waiting = book.subject('waits')
    book.sweep(1_000_000)
    expect(book.subject('waits')).toBe(waiting)
    book.take(waiting, { ...cost, places: 0 }, 1_000_000)
    const held = book.subject('held')
    book.pin(held)
    book.sweep(1_400_000)
    expect(book.find('waits')).toBeUndefined()
    book.sweep(2_000_000)
    expect(book.find('held')).toBe(held)
  })
})
