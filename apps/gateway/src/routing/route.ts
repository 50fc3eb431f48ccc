import { GatewayError } from '@tollgate/protocols/canonical'
import type { RoutingStrategy } from '@tollgate/protocols/events'
import type { Target } from '../catalog/target.js'
import type { ChannelPool, TargetSlot } from './channel-pool.js'
import { availabilityOf } from './circuit.js'
import { addCounts, type ExclusionCounts, type ExclusionTally } from './exclusion.js'
import type { Lane, LaneTier } from './lane.js'
import { type Picked, type PickWorld, pickFrom, pickUsage } from './pick-usage.js'
import { pickWeighted } from './pick-weighted.js'
import { fullnessOf, poolFullnessOf } from './slot-load.js'
import type { TierView } from './tier-view.js'

/** Beside the least used ones: targets of other channels, for when a whole channel turns out to be down. */
const FURTHER_CHANNELS = 2

export interface RouteQuestion {
  modelName: string
  maxRetries: number
  strategy: RoutingStrategy
  /** The target that this conversation had before. */
  preferred?: TargetSlot | undefined
}

/** What routing knows of the running world, handed in. */
export interface RouteWorld extends PickWorld {
  lane: Lane
  viewOf: (tier: LaneTier) => TierView
}

export interface Candidate {
  target: Target
  upstreamModel: string
}

export interface RouteDecision {
  /** In the order in which they are tried, a few more than may be. Empty: see {@link assertRouted}. */
  candidates: readonly Candidate[]
  exclusions: ExclusionCounts
  /** When the first target that rests or is used up may be called again, in milliseconds from now. */
  earliestRetryMs: number | undefined
}

const PICKS: Record<RoutingStrategy, (view: TierView, count: number, world: PickWorld) => Picked> = {
  usage: pickUsage,
  weighted: pickWeighted,
}

/** Which targets a request may be sent to, and why the others were left out. */
export function route(question: RouteQuestion, world: RouteWorld): RouteDecision {
  const { lane, nowMs } = world
  const count = 1 + question.maxRetries
  const tally: ExclusionTally = { ...lane.exclusions }
  const slots: TargetSlot[] = []
  let coolUntilMs = Number.POSITIVE_INFINITY
  for (const tier of lane.tiers) {
    const view = world.viewOf(tier)
    addCounts(tally, view.counts)
    coolUntilMs = Math.min(coolUntilMs, view.coolUntilMs)
    const wanted = count - slots.length
    if (wanted > 0) {
      const { slots: picked, counts } = PICKS[question.strategy](view, wanted, world)
      addCounts(tally, counts)
      const isFirst = slots.length === 0
      if (isFirst) slots.push(...preferredOf(question, view, nowMs))
      for (const slot of [...probeOf(view, world), ...picked]) if (!slots.includes(slot)) slots.push(slot)
    }
    if (slots.length >= count) addFurther(slots, view, { count, world })
  }
  const chosen = slots.length > 0 ? slots : lastResort(world, count)
  return {
    candidates: chosen.map((slot) => toCandidate(slot, question.modelName, world)),
    exclusions: tally,
    earliestRetryMs: chosen.length > 0 ? undefined : earliest(lane, { tally, coolUntilMs, world }),
  }
}

/** The conversation's own key, if it is well and of the best priority that can serve at all. */
function preferredOf({ preferred }: RouteQuestion, view: TierView, nowMs: number): TargetSlot[] {
  if (preferred === undefined || !view.pools.includes(preferred.pool)) return []
  const isUsable =
    availabilityOf(preferred.circuit, nowMs) === 'open' &&
    fullnessOf(preferred, nowMs) === undefined &&
    poolFullnessOf(preferred.pool, nowMs) === undefined
  return isUsable ? [preferred] : []
}

/** One target that rested and is to be tried: first, because it would never be reached after those that are well. */
function probeOf({ halfOpen }: TierView, { random, nowMs }: RouteWorld): TargetSlot[] {
  const offset = Math.floor(random() * halfOpen.length)
  for (let index = 0; index < halfOpen.length; index++) {
    const slot = halfOpen[(offset + index) % halfOpen.length]
    if (slot === undefined || slot.isProbed || slot.pool.isProbed || fullnessOf(slot, nowMs) !== undefined) continue
    return [slot]
  }
  return []
}

/** With nobody else left, a target that failed often is still a better answer than none. */
const lastResort = (world: RouteWorld, count: number): TargetSlot[] =>
  pickFrom(
    world.lane.tiers.flatMap((tier) => world.viewOf(tier).broken),
    count,
    world,
  ).slots

function addFurther(
  slots: TargetSlot[],
  { pools }: TierView,
  { count, world }: { count: number; world: RouteWorld },
): void {
  const named = new Set<ChannelPool>(slots.map(({ pool }) => pool))
  const offset = Math.floor(world.random() * pools.length)
  for (let index = 0; index < pools.length && slots.length < count + FURTHER_CHANNELS; index++) {
    const pool = pools[(offset + index) % pools.length]
    if (pool === undefined || named.has(pool)) continue
    named.add(pool)
    const [slot] = pickFrom(pool.open, 1, world).slots
    if (slot !== undefined) slots.push(slot)
  }
}

/** Several upstream models may share the public name: any of them. */
function toCandidate({ target, pool }: TargetSlot, modelName: string, { random }: RouteWorld): Candidate {
  const names = pool.channel.upstreamNames.get(modelName) ?? [modelName]
  return { target, upstreamModel: names[Math.floor(random() * names.length)] ?? modelName }
}

function earliest(
  { tiers }: Lane,
  { tally, coolUntilMs, world }: { tally: ExclusionTally; coolUntilMs: number; world: RouteWorld },
): number | undefined {
  const { nowMs } = world
  let untilMs = coolUntilMs
  const isFull = tally.key_limit !== undefined || tally.channel_limit !== undefined || tally.channel_busy !== undefined
  if (isFull) {
    for (const tier of tiers) {
      for (const slot of world.viewOf(tier).pools.flatMap(({ open }) => open.slice(0, 1))) {
        untilMs = Math.min(untilMs, nowMs + roomMs(slot, nowMs))
      }
    }
  }
  return Number.isFinite(untilMs) ? Math.max(0, untilMs - nowMs) : undefined
}

/** When a used-up target has room for one more request. */
function roomMs({ target, use, pool }: TargetSlot, nowMs: number): number {
  const { limits } = pool.channel.record.settings
  const waits = [
    target.rpm === undefined ? 0 : use.msUntil('requests', target.rpm - 1, nowMs),
    target.tpm === undefined ? 0 : use.msUntil('tokens', target.tpm - 1, nowMs),
    limits?.rpm == null ? 0 : (pool.use?.msUntil('requests', limits.rpm - 1, nowMs) ?? 0),
    limits?.tpm == null ? 0 : (pool.use?.msUntil('tokens', limits.tpm - 1, nowMs) ?? 0),
    limits?.concurrency == null ? 0 : (pool.use?.msUntil('places', limits.concurrency - 1, nowMs) ?? 0),
  ]
  return Math.max(...waits)
}

/**
 * @param nativeOnly what only an upstream of the client's own dialect can carry, as the client names it
 * @throws GatewayError `invalid_request` where no channel of the model can be asked for this at all, `model_not_priced`
 * where none has a price, `upstream_error` where the way out leads to none, `rate_limit_exceeded` where all that could
 * serve rest or are used up, `no_channel` where none could
 */
export function assertRouted(decision: RouteDecision, modelName: string, nativeOnly: readonly string[] = []): void {
  if (decision.candidates.length > 0) return
  if (decision.earliestRetryMs !== undefined) {
    throw new GatewayError('rate_limit_exceeded', {
      message: `Every channel of model ${modelName} is resting or used up after too many requests. Try again later.`,
      retryAfterSeconds: Math.max(1, Math.ceil(decision.earliestRetryMs / 1_000)),
    })
  }
  const reasons = Object.keys(decision.exclusions)
  const isOnly = (...only: string[]): boolean => reasons.length > 0 && reasons.every((each) => only.includes(each))
  if (isOnly('no_such_operation')) {
    throw new GatewayError('invalid_request', {
      message: `The model ${modelName} cannot be asked for this.`,
      param: 'model',
    })
  }
  if (isOnly('no_such_operation', 'native_only')) {
    throw new GatewayError('invalid_request', {
      message:
        `No channel of model ${modelName} speaks the API of this request, which alone knows what stands in ` +
        `${nativeOnly.map((field) => `\`${field}\``).join(', ')}: a value, tool, file, item or setting of that vendor. ` +
        'Leave it out, or ask another model.',
      ...(nativeOnly[0] !== undefined && { param: nativeOnly[0] }),
    })
  }
  if (isOnly('missing_ability')) {
    throw new GatewayError('invalid_request', {
      message: `No channel of model ${modelName} can do what this request asks for.`,
      param: 'model',
    })
  }
  if (isOnly('no_price')) {
    throw new GatewayError('model_not_priced', {
      message: `The model \`${modelName}\` has no price and is not served.`,
    })
  }
  if (decision.exclusions.egress_blocked !== undefined) {
    throw new GatewayError('upstream_error', { message: 'The upstream cannot be reached.' })
  }
  throw new GatewayError('no_channel', { message: `No channel can serve model ${modelName} at present.` })
}
