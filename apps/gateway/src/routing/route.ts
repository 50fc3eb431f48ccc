import { type DialectId, GatewayError } from '@tollgate/protocols/canonical'
import type { CatalogSnapshot } from '../catalog/catalog-snapshot.js'
import type { ChannelTargets, Target } from '../catalog/target.js'
import { type Circuit, unavailability } from './circuit.js'
import type { ExclusionCounts, ExclusionReason } from './exclusion.js'
import { firstTargets, type LoadOf } from './order.js'

export interface RouteQuestion {
  modelName: string
  groupId: string
  dialect: DialectId
  /** Whether only an upstream of the client's own dialect can carry the request. */
  isNativeOnly: boolean
  /** The dialects in which it can be asked; absent: all. */
  among?: readonly DialectId[] | undefined
}

/** What routing knows of the running world, handed in. */
export interface RouteWorld {
  snapshot: CatalogSnapshot
  circuitOf: (target: Target) => Circuit
  loadOf: LoadOf
  /** Milliseconds of the monotonic clock that the circuits use. */
  nowMs: number
  tiebreak: number
}

export interface Candidate {
  target: Target
  upstreamModel: string
}

export interface RouteDecision {
  /** At most 1 + maxRetries, in the order in which they are tried. Empty: see {@link assertRouted}. */
  candidates: readonly Candidate[]
  exclusions: ExclusionCounts
  /** When the first cooling target may be called again, in milliseconds from now. */
  earliestRetryMs: number | undefined
}

/** Which targets a request may be sent to, and why the others were left out. */
export function route(question: RouteQuestion, world: RouteWorld): RouteDecision {
  const exclusions: Partial<Record<ExclusionReason, number>> = {}
  const exclude = (reason: ExclusionReason, count = 1): void => {
    if (count > 0) exclusions[reason] = (exclusions[reason] ?? 0) + count
  }
  const upstreamNames = new Map<string, string>()
  const usable: Target[] = []
  /** The last resort: with nobody else left, a target that failed often is still a better answer than none. */
  const broken: Target[] = []
  let earliestRetryMs: number | undefined

  for (const channel of world.snapshot.channelsByModel.get(question.modelName) ?? []) {
    const reason = exclusionOf(channel, question)
    if (reason !== undefined) {
      exclude(reason)
      continue
    }
    for (const problem of channel.problems) exclude(problem)
    for (const target of channel.targets) {
      const circuit = world.circuitOf(target)
      const obstacle = unavailability(circuit, world.nowMs)
      if (obstacle !== undefined) exclude(obstacle)
      if (obstacle === 'cooling') {
        earliestRetryMs = Math.min(earliestRetryMs ?? Number.POSITIVE_INFINITY, circuit.untilMs - world.nowMs)
      }
      if (obstacle === 'cooling' || obstacle === 'disabled') continue
      if (question.among?.some((dialect) => target.dialects.includes(dialect)) === false) {
        exclude('no_such_operation')
        continue
      }
      if (question.isNativeOnly && !target.dialects.includes(question.dialect)) {
        exclude('native_only')
        continue
      }
      if (obstacle === 'broken') broken.push(target)
      else usable.push(target)
      const [upstreamName] = channel.upstreamNames.get(question.modelName) ?? [question.modelName]
      upstreamNames.set(channel.record.channelId, upstreamName)
    }
  }
  const targets = firstTargets(
    usable.length > 0 ? usable : broken,
    1 + world.snapshot.routing.maxRetries,
    world.loadOf,
    world.tiebreak,
  )
  return {
    candidates: targets.map((target) => ({
      target,
      upstreamModel: upstreamNames.get(target.channelId) ?? question.modelName,
    })),
    exclusions,
    earliestRetryMs,
  }
}

function exclusionOf({ record, groupIds }: ChannelTargets, { groupId }: RouteQuestion): ExclusionReason | undefined {
  if (!record.isActive) return 'inactive'
  if (!record.schedulable) return 'not_schedulable'
  // a channel that names no group serves every group
  if (groupIds.size > 0 && !groupIds.has(groupId)) return 'not_in_group'
  return undefined
}

/**
 * @throws GatewayError `invalid_request` where every channel of the model speaks a dialect that cannot carry this,
 * `rate_limit_exceeded` where all that could serve are cooling, `no_channel` where none could
 */
export function assertRouted(decision: RouteDecision, modelName: string): void {
  if (decision.candidates.length > 0) return
  if (decision.earliestRetryMs !== undefined) {
    throw new GatewayError('rate_limit_exceeded', {
      message: `Every channel of model ${modelName} is resting after too many requests. Try again later.`,
      retryAfterSeconds: Math.max(1, Math.ceil(decision.earliestRetryMs / 1_000)),
    })
  }
  const reasons = Object.keys(decision.exclusions)
  if (reasons.length > 0 && reasons.every((reason) => reason === 'no_such_operation')) {
    throw new GatewayError('invalid_request', {
      message: `The model ${modelName} cannot be asked for this.`,
      param: 'model',
    })
  }
  if (reasons.length > 0 && reasons.every((reason) => reason === 'no_such_operation' || reason === 'native_only')) {
    throw new GatewayError('invalid_request', {
      message:
        `No channel of model ${modelName} speaks the API of this request, which alone can carry a part of it: a tool, file, ` +
        'item or setting of that vendor. Leave it out, or ask another model.',
    })
  }
  throw new GatewayError('no_channel', { message: `No channel can serve model ${modelName} at present.` })
}
