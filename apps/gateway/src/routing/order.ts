import type { Target } from '../catalog/target.js'

/** Requests that a target was given in the running minute. */
export type LoadOf = (targetId: string) => number

/**
 * The first `count` targets: higher priority first, within one priority the least used. Ties keep the order of `tiebreak`,
 * so that gateways which start at once do not all begin with the same key.
 */
export function firstTargets(targets: readonly Target[], count: number, loadOf: LoadOf, tiebreak: number): Target[] {
  if (targets.length === 1) return [...targets]
  const offset = targets.length === 0 ? 0 : Math.abs(tiebreak) % targets.length
  return targets
    .map((target, index) => ({
      target,
      load: loadOf(target.id),
      rank: (index - offset + targets.length) % targets.length,
    }))
    .sort((a, b) => b.target.priority - a.target.priority || a.load - b.load || a.rank - b.rank)
    .slice(0, count)
    .map(({ target }) => target)
}
