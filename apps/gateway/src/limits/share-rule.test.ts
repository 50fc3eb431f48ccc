import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALONE, OVERSHOOT, roomFor } from './share-rule.js'

describe('C11: how much of a limit one gateway may use', () => {
  it('alone: exactly the limit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.array(fc.integer({ min: 1, max: 20 })), (limit, costs) => {
        let total = 0
        for (const cost of costs) {
          const room = roomFor(cost, limit, { use: { total, unconfirmed: total }, crowd: ALONE })
          expect(room).toBe(total + cost <= limit ? 'yes' : 'no')
          if (room === 'yes') total += cost
        }
      }),
    )
  })

  /** Gateways that use, report and hear of each other in any order, with any delay. */
  const step = fc.record({
    node: fc.nat({ max: 3 }),
    act: fc.constantFrom('use', 'use', 'use', 'report', 'deliver'),
    to: fc.nat({ max: 3 }),
    cost: fc.integer({ min: 1, max: 3 }),
  })

  it.each([2, 3, 4])('%d gateways: never more than a fifth above, however the news cross', (nodeCount) => {
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 300 }), fc.array(step, { maxLength: 600 }), (limit, steps) => {
        const nodes = Array.from({ length: nodeCount }, () => ({
          own: 0,
          heard: Array.from({ length: nodeCount }, () => 0),
          ackedBy: Array.from({ length: nodeCount }, () => 0),
          mail: [] as { from: number; own: number; seen: number[] }[],
        }))
        for (const { node: from, act, to, cost } of steps) {
          const index = from % nodeCount
          const node = nodes[index]
          const peer = nodes[to % nodeCount]
          if (node === undefined || peer === undefined) continue
          if (act === 'use') {
            const total = node.own + node.heard.reduce((sum, each) => sum + each, 0)
            const known = Math.min(...node.ackedBy.filter((_, other) => other !== index))
            const use = { total, unconfirmed: node.own - known }
            if (roomFor(cost, limit, { use, crowd: { nodeCount, isOwnTurn: false } }) === 'yes') node.own += cost
          } else if (act === 'report') {
            for (const [other, each] of nodes.entries())
              if (other !== index) each.mail.push({ from: index, own: node.own, seen: [...node.heard] })
          } else {
            const letter = node.mail.shift()
            if (letter === undefined) continue
            node.heard[letter.from] = Math.max(node.heard[letter.from] ?? 0, letter.own)
            node.ackedBy[letter.from] = Math.max(node.ackedBy[letter.from] ?? 0, letter.seen[index] ?? 0)
          }
        }
        const used = nodes.reduce((sum, { own }) => sum + own, 0)
        expect(used).toBeLessThanOrEqual(limit * (1 + OVERSHOOT))
      }),
      { numRuns: 300 },
    )
  })

  it('one gateway of two reaches the limit alone, a few rounds of news later', () => {
    const limit = 60
    let [own, confirmed, rounds] = [0, 0, 0]
    for (; own < limit && rounds < 20; rounds++) {
      const crowd = { nodeCount: 2, isOwnTurn: false }
      while (roomFor(1, limit, { use: { total: own, unconfirmed: own - confirmed }, crowd }) === 'yes') own++
      confirmed = own
    }
    expect(own).toBe(limit)
    expect(rounds).toBeLessThanOrEqual(5)
  })

  it('what is too small to be shared is used in turns', () => {
    const use = { total: 0, unconfirmed: 0 }
    expect(roomFor(1, 1, { use, crowd: { nodeCount: 2, isOwnTurn: true } })).toBe('yes')
    expect(roomFor(1, 1, { use, crowd: { nodeCount: 2, isOwnTurn: false } })).toBe('soon')
    expect(roomFor(1, 0, { use, crowd: ALONE })).toBe('no')
  })
})
