import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isNewerRecord } from './projection.js'

const record = fc.record({ epoch: fc.nat(3), version: fc.nat(5) })

describe('isNewerRecord', () => {
  it('takes the first record of a key', () => expect(isNewerRecord({ epoch: 0, version: 0 }, undefined)).toBe(true))

  it('a later epoch wins over any version, an earlier one never', () => {
    expect(isNewerRecord({ epoch: 2, version: 0 }, { epoch: 1, version: 99 })).toBe(true)
    expect(isNewerRecord({ epoch: 1, version: 99 }, { epoch: 2, version: 0 })).toBe(false)
  })

  it('ends with the newest record, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(record, { minLength: 1 }), (records) => {
        const newest = [...records].sort((a, b) => a.epoch - b.epoch || a.version - b.version).at(-1)
        let current: { epoch: number; version: number } | undefined
        for (const next of records) if (isNewerRecord(next, current)) current = next
        expect(current).toEqual(newest)
      }),
    )
  })
})
