import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findFirstYoung, planPurge } from './purge-plan.js'

describe('planPurge', () => {
  it('takes everything settled once the stream is half full, and never anything above the ack floor', () => {
    expect(planPurge({ bytes: 50, maxBytes: 100, firstSeq: 1, ackFloorSeq: 7 })).toBe(8)
    expect(planPurge({ bytes: 49, maxBytes: 100, firstSeq: 1, ackFloorSeq: 7 })).toBeUndefined()
    expect(planPurge({ bytes: 99, maxBytes: 100, firstSeq: 8, ackFloorSeq: 7 })).toBeUndefined()
  })
})

describe('findFirstYoung', () => {
  it('finds the border between old and young below the ack floor, asking log₂ n times', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5_000 }),
        fc.nat(5_000),
        fc.nat(6_000),
        async (firstSeq, length, old) => {
          const ackFloorSeq = firstSeq + length - 1
          let asked = 0
          const keepFrom = await findFirstYoung({ firstSeq, ackFloorSeq }, async (seq) => {
            asked += 1
            return seq < firstSeq + old
          })
          const border = firstSeq + Math.min(old, length)
          expect(keepFrom).toBe(border > firstSeq ? border : undefined)
          expect(asked).toBeLessThanOrEqual(Math.ceil(Math.log2(length + 1)) + 1)
        },
      ),
    )
  })

  it('takes a message that is gone for old', async () => {
    expect(await findFirstYoung({ firstSeq: 1, ackFloorSeq: 10 }, async (seq) => (seq < 4 ? undefined : false))).toBe(4)
  })
})
