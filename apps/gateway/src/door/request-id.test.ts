import { describe, expect, it } from 'vitest'
import { createUuidV7 } from './request-id.js'

describe('createUuidV7', () => {
  it('has the form of a version 7 UUID and its time first', () => {
    const id = createUuidV7(() => 0x0123456789ab)()
    expect(id).toMatch(/^01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('never repeats, over more ids than the pool holds', () => {
    const next = createUuidV7(() => 1)
    expect(new Set(Array.from({ length: 5_000 }, next)).size).toBe(5_000)
  })
})
