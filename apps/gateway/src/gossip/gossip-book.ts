import {
  GOSSIP_MAX_FACTS,
  GOSSIP_MAX_USES,
  GOSSIP_VERSION,
  type Gossip,
  type HealthFact,
} from '@tollgate/protocols/events'
import type { LimitBook } from '../limits/limit-book.js'
import { ALONE, type Crowd } from '../limits/share-rule.js'
import { WINDOW_MS } from '../limits/sliding-sum.js'
import type { Report, UsageSubject } from '../limits/usage-subject.js'

/** A gateway that said nothing for so long is gone. */
const GONE_MS = 2_500
/** While nobody can be heard, the others are believed to be there for so long. */
const DEAF_MS = 60_000
const TURN_MS = 1_000

/** What is learnt of health, and from whom a gateway that has just started is told all. */
export interface HealthSide {
  hear(fact: HealthFact): void
  facts(): Iterable<HealthFact>
}

interface Peer {
  bootId: string
  heardMs: number
  /** Its last message that was read here. */
  seenSeq: number
  /** Up to which of our messages it knows all. */
  ackedSeq: number
}

interface PendingFact {
  fact: HealthFact
  /** Monotonic clock; Infinity: until an administrator acts. */
  untilMs: number
  /** The message that told it first; absent: none yet. */
  toldSeq: number | undefined
}

/**
 * What gateways tell each other, without the network: each message holds all that not every other gateway has confirmed,
 * so that a lost one costs time and nothing else. What is confirmed frees the gateway to use more of a limit (`roomFor`).
 */
export class GossipBook {
  private seq = 0
  private readonly peers = new Map<string, Peer>()
  private readonly uses = new Map<UsageSubject, { seq: number; report: Report } | undefined>()
  private readonly facts = new Map<string, PendingFact>()
  private places: { nodeCount: number; ownPlace: number } = { nodeCount: 1, ownPlace: 0 }

  constructor(
    private readonly node: { nodeId: string; bootId: string },
    private readonly book: LimitBook,
    private readonly health: HealthSide,
    /** Monotonic, and wall clock: gateways take turns by the latter. */
    private readonly clocks: { nowMs: () => number; dateMs: () => number } = {
      nowMs: () => performance.now(),
      dateMs: Date.now,
    },
  ) {}

  crowd = (): Crowd => {
    const { nodeCount, ownPlace } = this.places
    if (nodeCount === 1) return ALONE
    return { nodeCount, isOwnTurn: Math.floor(this.clocks.dateMs() / TURN_MS) % nodeCount === ownPlace }
  }

  noteUse(subject: UsageSubject): void {
    if (this.peers.size > 0 && !this.uses.has(subject)) this.uses.set(subject, undefined)
  }

  noteFact(fact: HealthFact): void {
    if (this.peers.size === 0) return
    const untilMs = fact.restMs === null ? Number.POSITIVE_INFINITY : this.clocks.nowMs() + fact.restMs
    this.facts.set(fact.id, { fact, untilMs, toldSeq: undefined })
  }

  write(isHurried: boolean): Gossip {
    const seq = ++this.seq
    const { nodeId, bootId } = this.node
    return {
      ...{ v: GOSSIP_VERSION, nodeId, bootId, seq, isHurried },
      acks: Object.fromEntries([...this.peers].map(([id, peer]) => [id, { bootId: peer.bootId, seq: peer.seenSeq }])),
      uses: this.writeUses(seq),
      facts: this.writeFacts(seq),
    }
  }

  /** @returns whether it was another gateway's */
  read(message: Gossip): boolean {
    const { nodeId, bootId, seq, acks } = message
    if (nodeId === this.node.nodeId) return false
    const nowMs = this.clocks.nowMs()
    const known = this.peers.get(nodeId)
    if (known === undefined || known.bootId !== bootId) this.meet(nodeId, bootId)
    const peer = this.peers.get(nodeId)
    if (peer === undefined || seq < peer.seenSeq) return true // an older one that was overtaken
    peer.heardMs = nowMs
    peer.seenSeq = seq
    const ack = acks[this.node.nodeId]
    if (ack?.bootId === this.node.bootId) peer.ackedSeq = Math.max(peer.ackedSeq, ack.seq)
    for (const [id, requests, tokens, places, recentRequests, recentTokens] of message.uses) {
      const recent = { requests: recentRequests, tokens: recentTokens }
      this.book.subject(id).hear(nodeId, { requests, tokens, places }, { recent, nowMs })
    }
    for (const fact of message.facts) this.health.hear(fact)
    this.confirm()
    return true
  }

  /** Forgets gateways that are gone. While nothing can be heard, silence says little. */
  prune(isConnected: boolean): void {
    const before = this.clocks.nowMs() - (isConnected ? GONE_MS : DEAF_MS)
    let isChanged = false
    for (const [nodeId, { heardMs }] of this.peers) {
      if (heardMs >= before) continue
      this.peers.delete(nodeId)
      this.book.forgetNode(nodeId)
      isChanged = true
    }
    if (isChanged) this.settleDown()
  }

  peerCount(): number {
    return this.peers.size
  }

  /** A gateway that is new here, or has started anew: it is told all of the last minute. */
  private meet(nodeId: string, bootId: string): void {
    if (this.peers.has(nodeId)) this.book.forgetNode(nodeId)
    const nowMs = this.clocks.nowMs()
    this.peers.set(nodeId, { bootId, heardMs: nowMs, seenSeq: 0, ackedSeq: 0 })
    for (const subject of this.book.usedSince(nowMs - WINDOW_MS)) this.uses.set(subject, undefined)
    for (const fact of this.health.facts()) this.noteFact(fact)
    this.settleDown()
  }

  private settleDown(): void {
    const nodes = [this.node.nodeId, ...this.peers.keys()].sort()
    this.places = { nodeCount: nodes.length, ownPlace: nodes.indexOf(this.node.nodeId) }
    if (this.peers.size === 0) {
      this.uses.clear()
      this.facts.clear()
    } else this.confirm()
  }

  private writeUses(seq: number): Gossip['uses'] {
    const nowMs = this.clocks.nowMs()
    const written: Gossip['uses'] = []
    for (const [subject, sent] of this.uses) {
      if (written.length >= GOSSIP_MAX_USES) break
      const report = subject.report()
      const { requests, tokens, places } = report
      written.push([
        ...([subject.id, requests, tokens, places] as const),
        ...([subject.own('requests', nowMs), subject.own('tokens', nowMs)] as const),
      ])
      this.uses.delete(subject) // behind those that found no room
      this.uses.set(subject, sent ?? { seq, report })
      if (this.uses.size === written.length) break
    }
    return written
  }

  private writeFacts(seq: number): HealthFact[] {
    const nowMs = this.clocks.nowMs()
    const written: HealthFact[] = []
    for (const pending of this.facts.values()) {
      if (written.length >= GOSSIP_MAX_FACTS) break
      const { fact, untilMs } = pending
      const restMs = Number.isFinite(untilMs) ? Math.max(0, Math.round(untilMs - nowMs)) : null
      written.push({ ...fact, restMs })
      pending.toldSeq ??= seq
    }
    return written
  }

  private confirm(): void {
    let ackedSeq = Number.POSITIVE_INFINITY
    for (const peer of this.peers.values()) ackedSeq = Math.min(ackedSeq, peer.ackedSeq)
    for (const [subject, sent] of this.uses) {
      if (sent === undefined || sent.seq > ackedSeq) continue
      subject.confirm(sent.report)
      if (isSame(subject.report(), sent.report)) this.uses.delete(subject)
      else this.uses.set(subject, undefined)
    }
    for (const [id, { toldSeq }] of this.facts) {
      if (toldSeq !== undefined && toldSeq <= ackedSeq) this.facts.delete(id)
    }
  }
}

const isSame = (a: Report, b: Report): boolean =>
  a.requests === b.requests && a.tokens === b.tokens && a.places === b.places
