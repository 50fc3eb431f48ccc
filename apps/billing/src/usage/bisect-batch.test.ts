import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bisectBatch } from './bisect-batch.js'

const items = fc.array(fc.boolean(), { maxLength: 200 })

/** Work that fails as a whole where one item is bad, as a transaction does. */
const transaction =
  (tries: { count: number }, done: number[] = []) =>
  async (batch: readonly { isBad: boolean; index: number }[]): Promise<string[]> => {
    tries.count += 1
    if (batch.some(({ isBad }) => isBad)) throw new Error('a bad item')
    done.push(...batch.map(({ index }) => index))
    return batch.map(({ index }) => `done ${index}`)
  }

describe('bisectBatch', () => {
  it('gives each item its outcome, in order, and does every good one exactly once', async () => {
    await fc.assert(
      fc.asyncProperty(items, async (flags) => {
        const done: number[] = []
        const batch = flags.map((isBad, index) => ({ isBad, index }))
        const outcomes = await bisectBatch(batch, transaction({ count: 0 }, done), () => ({
          type: 'split',
          single: 'bad',
        }))
        expect(outcomes).toEqual(flags.map((isBad, index) => (isBad ? 'bad' : `done ${index}`)))
        expect(done).toEqual(batch.filter(({ isBad }) => !isBad).map(({ index }) => index))
      }),
    )
  })

  it('finds one bad item of 500 in at most 2 log₂ n + 1 tries', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(499), async (bad) => {
        const tries = { count: 0 }
        const batch = Array.from({ length: 500 }, (_, index) => ({ isBad: index === bad, index }))
        await bisectBatch(batch, transaction(tries), () => ({ type: 'split', single: 'bad' }))
        expect(tries.count).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(500)) + 1)
      }),
    )
  })

  it('throws at once where the failure is not of the batch', async () => {
    const tries = { count: 0 }
    const batch = [true, false, false].map((isBad, index) => ({ isBad, index }))
    await expect(bisectBatch(batch, transaction(tries), () => ({ type: 'throw' }))).rejects.toThrow('a bad item')
    expect(tries.count).toBe(1)
  })
})
