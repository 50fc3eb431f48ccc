import type { AttemptPlan } from './plan.js'

/** Which target is tried next. */
export interface AttemptOrder {
  next(): AttemptPlan | undefined
  /** The channel of this attempt failed in a way that its other keys would as well. */
  onFault(attempt: AttemptPlan): void
  /** The request cannot be carried to this model of this channel, by any key. */
  onNotCarried(attempt: AttemptPlan): void
}

/** As routing ordered them; after a fault those of other channels first; what cannot be carried is asked once. */
export function createAttemptOrder(attempts: readonly AttemptPlan[]): AttemptOrder {
  let left = [...attempts]
  const faulty = new Set<string>()
  return {
    next() {
      const other = left.findIndex(({ candidate }) => !faulty.has(candidate.target.channelId))
      return left.splice(Math.max(0, other), 1)[0]
    },
    onFault({ candidate }) {
      faulty.add(candidate.target.channelId)
    },
    onNotCarried({ candidate: { target, upstreamModel } }) {
      left = left.filter(
        ({ candidate }) => candidate.target.channelId !== target.channelId || candidate.upstreamModel !== upstreamModel,
      )
    },
  }
}
