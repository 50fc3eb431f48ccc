import fc from 'fast-check'
import { expect, it } from 'vitest'
import { FairQueue } from './fair-queue.js'

it('takes turns among owners and keeps the order within each', () => {
  const owned = fc.record({ owner: fc.constantFrom('a', 'b', 'c'), id: fc.nat() })
  fc.assert(
    fc.property(fc.uniqueArray(owned, { selector: ({ id }) => id }), (entries) => {
      const queue = new FairQueue<{ owner: string; id: number }>()
      for (const entry of entries) queue.add(entry.owner, entry)
      const served: { owner: string; id: number }[] = []
      for (let entry = queue.next(); entry !== undefined; entry = queue.next()) served.push(entry)
      expect(served).toHaveLength(entries.length)
      for (const owner of ['a', 'b', 'c']) {
        const mine = ({ owner: other }: { owner: string }): boolean => other === owner
        expect(served.filter(mine)).toEqual(entries.filter(mine))
        // between two of one owner's, everybody who still waits is served once
        const total = entries.filter(mine).length
        for (const [place, entry] of served.entries()) {
          const before = served.slice(0, place + 1).filter(mine).length
          if (mine(entry) || before >= total) continue
          expect(served.slice(0, place + 1).filter((each) => each.owner === entry.owner).length - before).toBeLessThan(
            2,
          )
        }
      }
    }),
  )
})

it('lets go of who does not wait any more', () => {
  const queue = new FairQueue<string>()
  queue.add('a', 'a1')
  queue.add('b', 'b1')
  expect(queue.remove('a', 'a1')).toBe(true)
  expect(queue.remove('a', 'a1')).toBe(false)
  expect([queue.length, queue.peek(), queue.next(), queue.next()]).toEqual([1, 'b1', 'b1', undefined])
})
