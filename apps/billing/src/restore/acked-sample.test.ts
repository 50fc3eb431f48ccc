import { expect, it } from 'vitest'
import { sampleAcked } from './acked-sample.js'

it('takes all of a short range, as far as the stream has it', () => {
  expect(sampleAcked({ fromSeq: 3, toSeq: 6 }, 1)).toEqual([3, 4, 5, 6])
  expect(sampleAcked({ fromSeq: 3, toSeq: 6 }, 5)).toEqual([5, 6])
  expect(sampleAcked({ fromSeq: 3, toSeq: 6 }, 7)).toEqual([])
})

it('takes both ends of a long one', () => {
  const sample = sampleAcked({ fromSeq: 1, toSeq: 1_000_000 }, 0)
  expect(sample).toHaveLength(200)
  expect([sample[0], sample[99], sample[100], sample[199]]).toEqual([1, 100, 999_901, 1_000_000])
})
