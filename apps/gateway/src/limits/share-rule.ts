/** With several gateways a limit may be exceeded by this share in any minute: what one does is known to others later. */
export const OVERSHOOT = 0.2

/** What a gateway knows of one limited amount: of the last minute, or at this moment. */
export interface KnownUse {
  /** By all gateways, as far as this one was told. */
  total: number
  /** Of it what this gateway has used and not every other one has confirmed to know. */
  unconfirmed: number
}

/** The gateways that count together. */
export interface Crowd {
  /** This one included. */
  nodeCount: number
  /** Each second it is one gateway's turn to use what is too small to be shared. */
  isOwnTurn: boolean
}

export const ALONE: Crowd = { nodeCount: 1, isOwnTurn: true }

/** What one gateway may use of a limit before the others know of it. */
const partOf = (limit: number, { use, crowd }: { use: KnownUse; crowd: Crowd }): number =>
  (limit * (1 + OVERSHOOT) - (use.total - use.unconfirmed)) / crowd.nodeCount

/** Whether the others should hear of this use before the next round: half of the part is gone. */
export const isPressing = (limit: number, world: { use: KnownUse; crowd: Crowd }): boolean =>
  world.crowd.nodeCount > 1 && world.use.unconfirmed * 2 >= partOf(limit, world)

/** `yes`; `soon`: not before the others have been told of what was used here; `no`: the limit is reached. */
export type Room = 'yes' | 'soon' | 'no'

/**
 * May `cost` more be used? Alone: exactly up to the limit. With others: each may use, before the others know of it, its
 * part of what is left of the limit and a fifth. All parts together never exceed that, however the news cross: what is
 * left is counted from confirmed use, and a gateway's own part shrinks with all that it learns of others.
 */
export function roomFor(cost: number, limit: number, { use, crowd }: { use: KnownUse; crowd: Crowd }): Room {
  if (use.total + cost > limit) return 'no'
  if (crowd.nodeCount <= 1) return 'yes'
  if (use.unconfirmed + cost <= partOf(limit, { use, crowd })) return 'yes'
  // one call that is larger than a part: those wait for their turn, and then for nobody
  return use.unconfirmed === 0 && crowd.isOwnTurn ? 'yes' : 'soon'
}
