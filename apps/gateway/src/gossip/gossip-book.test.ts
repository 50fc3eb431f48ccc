import type { Gossip, HealthFact } from '@tollgate/protocols/events'
import { gossipSchema } from '@tollgate/protocols/events'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LimitBook } from '../limits/limit-book.js'
import { OVERSHOOT } from '../limits/share-rule.js'
import { GossipBook } from './gossip-book.js'

class Node {
  static clock = { nowMs: 5_000 }
  readonly heard: HealthFact[] = []
  readonly known: HealthFact[] = []
  readonly book = new LimitBook()
  readonly gossip: GossipBook

  constructor(nodeId: string, bootId = `${nodeId}-1`) {
    const clocks = { nowMs: () => Node.clock.nowMs, dateMs: () => 0 }
    const health = { hear: (fact: HealthFact) => void this.heard.push(fact), facts: () => this.known }
    this.gossip = new GossipBook({ nodeId, bootId }, this.book, health, clocks)
    this.book.crowd = () => ({ ...this.gossip.crowd(), isOwnTurn: false })
    this.book.onUse = (subject) => this.gossip.noteUse(subject)
  }

  take(limits: { rpm?: number; concurrency?: number }, id = 'k/1'): boolean {
    const cost = { requests: 1, tokens: 0, places: 1 }
    const row = { subject: this.book.subject(id), limits }
    if (this.book.findFull([row], cost, Node.clock.nowMs) !== undefined) return false
    this.book.take(row.subject, cost, Node.clock.nowMs)
    return true
  }

  used(id = 'k/1'): number {
    return this.book.subject(id).total('requests', Node.clock.nowMs)
  }
}

const carry = (message: Gossip): Gossip => gossipSchema.parse(JSON.parse(JSON.stringify(message)))
const exchange = (a: Node, b: Node): void => {
  b.gossip.read(carry(a.gossip.write(false)))
  a.gossip.read(carry(b.gossip.write(false)))
}
const meet = (...nodes: Node[]): void => {
  for (let round = 0; round < 2; round++) {
    for (const from of nodes) for (const to of nodes) if (from !== to) to.gossip.read(carry(from.gossip.write(false)))
  }
}

describe('gossip', () => {
  it('two gateways count together', () => {
    const [a, b] = [new Node('a'), new Node('b')]
    meet(a, b)
    for (let call = 0; call < 10; call++) a.take({})
    for (let call = 0; call < 5; call++) b.take({})
    exchange(a, b)
    exchange(a, b)
    expect([a.used(), b.used()]).toEqual([15, 15])
    exchange(a, b)
    expect([a.used(), b.used()]).toEqual([15, 15])
    expect(a.gossip.write(false).uses).toEqual([])
  })

  it('a lost message costs time and nothing else', () => {
    const [a, b] = [new Node('a'), new Node('b')]
    meet(a, b)
    a.take({})
    a.gossip.write(false) // lost
    a.take({})
    exchange(a, b)
    expect(b.used()).toBe(2)
  })

  it('a gateway that starts late is told of the last minute, and not of what was before', () => {
    const [a, b] = [new Node('a'), new Node('b')]
    a.take({})
    Node.clock.nowMs += 100_000
    a.take({})
    a.known.push({ id: 'x', recordVersion: 1, state: 'disabled', restMs: null })
    meet(a, b)
    exchange(a, b)
    expect(b.used()).toBe(1)
    expect(b.heard).toEqual(a.known)
  })

  it('what one saw of a key, all others hear once', () => {
    const [a, b, c] = [new Node('a'), new Node('b'), new Node('c')]
    meet(a, b, c)
    a.gossip.noteFact({ id: 'x', recordVersion: 3, state: 'cooling', restMs: 5_000 })
    Node.clock.nowMs += 1_000
    exchange(a, b)
    exchange(a, c)
    exchange(a, b)
    const fact = { id: 'x', recordVersion: 3, state: 'cooling', restMs: 4_000 }
    expect([b.heard[0], c.heard[0]]).toEqual([fact, fact])
    exchange(a, b)
    expect(a.gossip.write(false).facts).toEqual([])
  })

  it('a gateway that is gone leaves its places, not what it used; one that started anew begins at 0', () => {
    const [a, b] = [new Node('a'), new Node('b')]
    meet(a, b)
    b.take({})
    exchange(a, b)
    exchange(a, b)
    expect(a.book.subject('k/1').total('places', Node.clock.nowMs)).toBe(1)
    const again = new Node('b', 'b-2')
    again.take({})
    meet(a, again)
    expect(a.book.subject('k/1').total('places', Node.clock.nowMs)).toBe(1)
    expect(a.used()).toBe(2)
    Node.clock.nowMs += 3_000
    a.gossip.prune(false)
    expect(a.gossip.peerCount()).toBe(1)
    a.gossip.prune(true)
    expect([a.gossip.peerCount(), a.book.subject('k/1').total('places', Node.clock.nowMs)]).toEqual([0, 0])
  })

  it('C11: a rush on all gateways at once stays within a fifth above, and the limit is reached', () => {
    const act = fc.record({
      on: fc.nat({ max: 2 }),
      what: fc.constantFrom('take', 'take', 'take', 'tell'),
      to: fc.nat(),
    })
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 120 }), fc.array(act, { maxLength: 500 }), (limit, acts) => {
        const nodes = [new Node('a'), new Node('b'), new Node('c')]
        meet(...nodes)
        let taken = 0
        for (const { on, what, to } of acts) {
          const node = nodes[on]
          const other = nodes[to % nodes.length]
          if (node === undefined || other === undefined) continue
          if (what === 'take') taken += node.take({ rpm: limit }) ? 1 : 0
          else other.gossip.read(carry(node.gossip.write(false)))
        }
        expect(taken).toBeLessThanOrEqual(limit * (1 + OVERSHOOT))
        for (let round = 0; round < 30; round++) {
          meet(...nodes)
          for (const node of nodes) while (node.take({ rpm: limit })) taken++
        }
        expect(taken).toBeGreaterThanOrEqual(limit)
        expect(taken).toBeLessThanOrEqual(limit * (1 + OVERSHOOT))
      }),
      { numRuns: 100 },
    )
  })
})
