import type { CatalogSnapshot } from '../catalog/catalog-snapshot.js'
import type { Endpoint } from '../catalog/target.js'
import type { AffinityStore } from './affinity.store.js'
import { type Explanation, explain } from './explain.js'
import { buildLane, type Lane, type LaneQuestion, type LaneTier } from './lane.js'
import type { PoolStore } from './pool.store.js'
import { type RouteDecision, route } from './route.js'
import { type TierView, viewTier } from './tier-view.js'

/** More kinds of calls than any catalog has; beyond it they are sorted again. */
const MAX_LANES = 10_000

export interface RouterTools {
  pools: PoolStore
  affinity: AffinityStore
  isBlocked: (endpoint: Endpoint) => boolean
  nowMs?: () => number
  random?: () => number
}

export interface RouterQuestion extends LaneQuestion {
  snapshot: CatalogSnapshot
  /** Wall clock. */
  dateMs: number
  /** Of a conversation that goes on. */
  conversationId?: string | undefined
}

/** Keeps what decisions share: channels sorted for each kind of call, and what can be called of each priority. */
export class Router {
  private snapshot: CatalogSnapshot | undefined
  private readonly lanes = new Map<string, Lane>()
  private views = new WeakMap<LaneTier, TierView>()
  private readonly nowMs: () => number
  private readonly random: () => number

  constructor(private readonly tools: RouterTools) {
    this.nowMs = tools.nowMs ?? (() => performance.now())
    this.random = tools.random ?? Math.random
  }

  decide(question: RouterQuestion): RouteDecision {
    const { pools, affinity } = this.tools
    const { routing } = question.snapshot
    const nowMs = this.nowMs()
    const lane = this.laneOf(question)
    const known =
      question.conversationId === undefined || routing.affinity === false
        ? undefined
        : affinity.find(question.conversationId)
    return route(
      {
        modelName: question.modelName,
        maxRetries: routing.maxRetries,
        strategy: routing.strategy ?? 'usage',
        preferred: known === undefined ? undefined : pools.findSlot(known),
      },
      { lane, nowMs, random: this.random, viewOf: (tier) => this.viewOf(tier, nowMs) },
    )
  }

  /** The whole of what {@link decide} counts, for whoever asks why. */
  explain(question: RouterQuestion): Explanation {
    const { pools, isBlocked } = this.tools
    const decision = this.decide(question)
    return explain(question, { ...question, decision, poolOf: pools.poolOf, isBlocked, nowMs: this.nowMs() })
  }

  private laneOf(question: RouterQuestion): Lane {
    if (this.snapshot !== question.snapshot) this.begin(question.snapshot)
    const name = nameOf(question)
    const known = this.lanes.get(name)
    if (known !== undefined && question.dateMs < known.validUntilMs) return known
    if (this.lanes.size >= MAX_LANES) this.lanes.clear()
    const { pools, isBlocked } = this.tools
    const lane = buildLane(question, { ...question, poolOf: pools.poolOf, isBlocked })
    this.lanes.set(name, lane)
    return lane
  }

  private viewOf(tier: LaneTier, nowMs: number): TierView {
    const { change } = this.tools.pools
    const known = this.views.get(tier)
    if (known !== undefined && known.change === change && nowMs < known.validUntilMs) return known
    const view = viewTier(tier, { nowMs, change })
    this.views.set(tier, view)
    return view
  }

  private begin(snapshot: CatalogSnapshot): void {
    this.snapshot = snapshot
    this.lanes.clear()
    this.tools.pools.keepOnly(snapshot.channelsById)
  }
}

const nameOf = ({ modelName, groupId, dialect, isNativeOnly, among, needs, acceptsUnpriced }: LaneQuestion): string =>
  `${modelName}\n${groupId}\n${isNativeOnly ? dialect : ''}\n${among?.join() ?? ''}\n${needs.join()}\n${acceptsUnpriced}`
