import type { DialectId } from '@tollgate/protocols/canonical'
import type { Ability, ModelRecord } from '@tollgate/protocols/events'
import type { CatalogSnapshot } from '../catalog/catalog-snapshot.js'
import type { ChannelTargets, Endpoint } from '../catalog/target.js'
import type { ChannelPool } from './channel-pool.js'
import { type ExclusionReason, type ExclusionTally, exclude } from './exclusion.js'

/** What a decision asks that does not change from call to call of the same kind. */
export interface LaneQuestion {
  modelName: string
  groupId: string
  dialect: DialectId
  /** Whether only an upstream of the client's own dialect can carry the request. */
  isNativeOnly: boolean
  /** The dialects in which it can be asked; absent: all. */
  among?: readonly DialectId[] | undefined
  /** What the request needs of the model. */
  needs: readonly Ability[]
  acceptsUnpriced: boolean
}

/** Channels of one priority. */
export interface LaneTier {
  readonly priority: number
  readonly pools: readonly ChannelPool[]
}

/** The channels that may serve calls of one kind, best priority first, and why others may not. */
export interface Lane {
  readonly tiers: readonly LaneTier[]
  readonly exclusions: ExclusionTally
  /** When a price begins to count and the lane may be another one. */
  readonly validUntilMs: number
}

export interface LaneWorld {
  snapshot: CatalogSnapshot
  poolOf: (channel: ChannelTargets) => ChannelPool
  /** Whether the guard of the way out would refuse the address as it is written. */
  isBlocked: (endpoint: Endpoint) => boolean
  /** Wall clock: prices have dates. */
  dateMs: number
}

/** What speaks against a channel whatever its health; `detail` where one word is not enough. */
export interface ChannelObstacle {
  reason: ExclusionReason
  detail?: string
}

/** Sorts a model's channels once for all calls of a kind; done anew when the catalog changes. */
export function buildLane(question: LaneQuestion, world: LaneWorld): Lane {
  const { snapshot } = world
  const model = snapshot.modelsByName.get(question.modelName)
  const exclusions: ExclusionTally = {}
  const byPriority = new Map<number, ChannelPool[]>()
  for (const channel of snapshot.channelsByModel.get(question.modelName) ?? []) {
    const obstacle = obstacleOf(channel, question, { ...world, model })
    if (obstacle !== undefined) {
      exclude(exclusions, obstacle.reason)
      continue
    }
    const { priority } = channel.record
    const pools = byPriority.get(priority)
    if (pools === undefined) byPriority.set(priority, [world.poolOf(channel)])
    else pools.push(world.poolOf(channel))
  }
  const tiers = [...byPriority]
    .map(([priority, pools]) => ({ priority, pools }))
    .sort((a, b) => b.priority - a.priority)
  return { tiers, exclusions, validUntilMs: nextPriceMs(model, world.dateMs) }
}

/** The first thing that keeps a channel from serving calls of this kind, in the order in which people look for it. */
export function obstacleOf(
  channel: ChannelTargets,
  question: LaneQuestion,
  { isBlocked, model, dateMs }: Pick<LaneWorld, 'isBlocked' | 'dateMs'> & { model: ModelRecord | undefined },
): ChannelObstacle | undefined {
  const { record, groupIds, targets } = channel
  if (!record.isActive) return { reason: 'inactive' }
  if (!record.schedulable) return { reason: 'not_schedulable' }
  if (!channel.upstreamNames.has(question.modelName)) return { reason: 'no_mapping' }
  // a channel that names no group serves every group
  if (groupIds.size > 0 && !groupIds.has(question.groupId)) return { reason: 'not_in_group' }
  if (record.deniedModels?.includes(question.modelName)) return { reason: 'model_denied' }
  const [whole] = targets.length === 0 ? channel.problems : []
  if (whole === 'unsupported_type' || whole === 'bad_base_url') return { reason: whole }
  const [target] = targets
  if (target === undefined) return undefined // each of its keys says why
  if (isBlocked(target.endpoint)) return { reason: 'egress_blocked', detail: target.endpoint.hostPort }
  if (model !== undefined && !question.acceptsUnpriced && !isPriced(model, record.channelId, dateMs)) {
    return { reason: 'no_price' }
  }
  const { among, dialect } = question
  if (among?.some((each) => target.dialects.includes(each)) === false) return { reason: 'no_such_operation' }
  if (question.isNativeOnly && !target.dialects.includes(dialect)) return { reason: 'native_only', detail: dialect }
  const lacks = record.lacks?.[question.modelName]
  const lacking = lacks && question.needs.find((need) => lacks.includes(need))
  return lacking === undefined ? undefined : { reason: 'missing_ability', detail: lacking }
}

const isPriced = ({ prices }: ModelRecord, channelId: string, dateMs: number): boolean =>
  prices.some(
    (price) => (price.channelId == null || price.channelId === channelId) && Date.parse(price.validFrom) <= dateMs,
  )

function nextPriceMs(model: ModelRecord | undefined, dateMs: number): number {
  let next = Number.POSITIVE_INFINITY
  for (const { validFrom } of model?.prices ?? []) {
    const atMs = Date.parse(validFrom)
    if (atMs > dateMs && atMs < next) next = atMs
  }
  return next
}
