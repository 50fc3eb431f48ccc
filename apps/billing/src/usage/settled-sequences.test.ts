import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSettledSequences } from './settled-sequences.js'

describe('settled sequences', () => {
  it('tell up to where all are settled, whatever the order', () => {
    const settled = createSettledSequences()
    settled.add([2, 3, 5])
    expect(settled.upTo()).toBe(0)
    settled.add([1])
    expect(settled.upTo()).toBe(3)
    settled.add([4, 4])
    expect(settled.upTo()).toBe(5)
  })

  it('learn what others settled, in the middle of a run too', () => {
    const settled = createSettledSequences()
    settled.add([5, 6, 7, 10])
    settled.raise(6)
    expect(settled.upTo()).toBe(7)
    settled.raise(2)
    expect(settled.upTo()).toBe(7)
    settled.add([8, 9])
    expect(settled.upTo()).toBe(10)
  })

  it('are not confused by what is told again in the middle of a run', () => {
    const settled = createSettledSequences()
    for (const sequences of [[23], [22, 21, 22], [20, 21]]) settled.add(sequences)
    settled.raise(21)
    expect(settled.upTo()).toBe(23)
  })

  it('know nothing of another stream', () => {
    const settled = createSettledSequences()
    settled.add([1, 2, 4])
    settled.reset(0)
    settled.add([3])
    expect(settled.upTo()).toBe(0)
  })

  it('forget runs rather than grow without limit, and never tell too much', () => {
    const settled = createSettledSequences(2)
    settled.add([2, 4, 6, 8])
    settled.add([1, 3, 5])
    expect(settled.upTo()).toBe(5)
  })

  it('any order, any repetition, any raise: never above a sequence that is not settled', () => {
    const step = fc.oneof(
      fc.record({ type: fc.constant('add' as const), seqs: fc.array(fc.integer({ min: 1, max: 40 })) }),
      fc.record({
        type: fc.constant('raise' as const),
        seqs: fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 1 }),
      }),
    )
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const settled = createSettledSequences()
        const known = new Set<number>()
        for (const { type, seqs } of steps) {
          if (type === 'add') {
            settled.add(seqs)
            for (const seq of seqs) known.add(seq)
          } else
            for (const seq of seqs) {
              settled.raise(seq)
              for (let n = 1; n <= seq; n++) known.add(n)
            }
          let expected = 0
          while (known.has(expected + 1)) expected += 1
          expect(settled.upTo()).toBe(expected)
        }
      }),
      { numRuns: 2_000 },
    )
  })
})
