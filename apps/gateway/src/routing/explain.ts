import {
  EXPLAIN_MAX_CANDIDATES,
  type ExclusionReason,
  type ExplainedCandidate,
  type ExplainReply,
} from '@tollgate/protocols/events'
import type { ChannelTargets } from '../catalog/target.js'
import type { TargetSlot } from './channel-pool.js'
import { availabilityOf, type Circuit } from './circuit.js'
import { type ExclusionTally, exclude } from './exclusion.js'
import { type LaneQuestion, type LaneWorld, obstacleOf } from './lane.js'
import type { RouteDecision } from './route.js'
import { fullnessOf, poolFullnessOf } from './slot-load.js'

export type Explanation = Pick<ExplainReply, 'candidates' | 'counts' | 'candidateCount' | 'isScheduled'>

export interface ExplainWorld extends LaneWorld {
  nowMs: number
  /** What routing would decide now: it gives the ranks. */
  decision: RouteDecision
}

/** Every channel and key of the installation and what speaks against it for calls of this kind: the whole of what `route` counts. */
export function explain(question: LaneQuestion, world: ExplainWorld): Explanation {
  const ranks = new Map(world.decision.candidates.map(({ target }, index) => [target.id, index + 1]))
  const all: ExplainedCandidate[] = []
  for (const channel of world.snapshot.channelsById.values()) all.push(...candidatesOf(channel, question, world, ranks))
  const counts: ExclusionTally = {}
  for (const { reason } of all) if (reason != null) exclude(counts, reason)
  return {
    isScheduled: ranks.size > 0,
    candidates: all.sort(byInterest).slice(0, EXPLAIN_MAX_CANDIDATES),
    counts,
    candidateCount: all.length,
  }
}

/** Those that would be tried, others that could be, those of the model, the rest. */
function byInterest(a: ExplainedCandidate, b: ExplainedCandidate): number {
  return interestOf(a) - interestOf(b) || b.priority - a.priority || (a.channelName < b.channelName ? -1 : 1)
}

const interestOf = ({ rank, reason }: ExplainedCandidate): number =>
  rank ?? (reason == null ? 1_000 : reason === 'no_mapping' ? 3_000 : 2_000)

function candidatesOf(
  channel: ChannelTargets,
  question: LaneQuestion,
  world: ExplainWorld,
  ranks: ReadonlyMap<string, number>,
): ExplainedCandidate[] {
  const { record } = channel
  const names = channel.upstreamNames.get(question.modelName)
  const whole = {
    channelId: record.channelId,
    channelName: record.name,
    upstreamModel: names?.join(', ').slice(0, 256) ?? null,
    priority: record.priority,
    weight: record.weight,
  }
  const model = world.snapshot.modelsByName.get(question.modelName)
  const obstacle = obstacleOf(channel, question, { ...world, model })
  if (obstacle !== undefined) return [{ ...whole, ...obstacle }]
  const pool = world.poolOf(channel)
  const usable = new Set(channel.targets.map(({ channelKeyId }) => channelKeyId))
  return [
    ...pool.slots.map((slot) => ({ ...whole, ...ofSlot(slot, world), rank: ranks.get(slot.target.id) ?? null })),
    ...record.keys
      .filter(({ channelKeyId }) => !usable.has(channelKeyId))
      .map(({ channelKeyId, isActive }) => ({
        ...whole,
        channelKeyId,
        reason: isActive ? ('key_unreadable' as const) : ('key_inactive' as const),
      })),
  ]
}

function ofSlot(slot: TargetSlot, { nowMs }: ExplainWorld): Partial<ExplainedCandidate> {
  const { target, use } = slot
  const obstacle = slotObstacle(slot, nowMs)
  const untilMs = obstacle?.untilMs
  const shares = [
    ...(target.rpm === undefined ? [] : [use.total('requests', nowMs) / Math.max(1, target.rpm)]),
    ...(target.tpm === undefined ? [] : [use.total('tokens', nowMs) / Math.max(1, target.tpm)]),
  ]
  return {
    channelKeyId: target.channelKeyId ?? null,
    reason: obstacle?.reason ?? null,
    detail: obstacle?.note?.slice(0, 200) ?? null,
    ...(untilMs !== undefined &&
      Number.isFinite(untilMs) && { until: new Date(Date.now() + Math.max(0, untilMs - nowMs)).toISOString() }),
    ...(shares.length > 0 && { usedShare: Math.max(...shares) }),
    inflight: use.ownPlaces(),
  }
}

interface SlotObstacle {
  reason: ExclusionReason
  note?: string | undefined
  untilMs?: number
}

/** What keeps a target from being called that the catalog has nothing against. */
function slotObstacle(slot: TargetSlot, nowMs: number): SlotObstacle | undefined {
  const { pool, circuit } = slot
  const own = restOf(circuit, nowMs)
  if (own !== undefined && circuit !== undefined) return { reason: own, note: slot.note, untilMs: circuit.untilMs }
  if (pool.circuit !== undefined && restOf(pool.circuit, nowMs) !== undefined) {
    return { reason: 'channel_broken', note: pool.note, untilMs: pool.circuit.untilMs }
  }
  const full = poolFullnessOf(pool, nowMs) ?? fullnessOf(slot, nowMs)
  return full === undefined ? undefined : { reason: full, untilMs: roomAtMs(slot, full, nowMs) }
}

function restOf(circuit: Circuit | undefined, nowMs: number): 'cooling' | 'broken' | 'disabled' | undefined {
  const availability = availabilityOf(circuit, nowMs)
  return availability === 'open' || availability === 'half-open' ? undefined : availability
}

function roomAtMs({ target, use, pool }: TargetSlot, reason: ExclusionReason, nowMs: number): number {
  const limits = pool.channel.record.settings.limits
  const [subject, rpm, tpm] =
    reason === 'key_limit' ? [use, target.rpm, target.tpm] : [pool.use ?? use, limits?.rpm, limits?.tpm]
  const requests = rpm == null ? 0 : subject.msUntil('requests', rpm - 1, nowMs)
  const tokens = tpm == null ? 0 : subject.msUntil('tokens', tpm - 1, nowMs)
  return nowMs + Math.max(requests, tokens)
}
