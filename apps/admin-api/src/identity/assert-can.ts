import { ApiError } from '../graphql/errors.js'
import type { Caller, SignedInActor } from './caller.js'
import { OBSTACLE_MESSAGES } from './obstacle.js'
import { type Action, can, type Target } from './permissions.js'

/**
 * First statement of every service method that needs somebody.
 * @throws ApiError UNAUTHENTICATED for visitors, FORBIDDEN where the rules say no
 */
export function assertCan(caller: Caller, action: Action, target: Target = {}): SignedInActor {
  const actor = assertSignedIn(caller)
  if (!can(actor, action, target)) throw forbidden(actor)
  return actor
}

/**
 * The same for one object of somebody: where the actor may not see it, it does not exist.
 * @throws ApiError UNAUTHENTICATED, NOT_FOUND, FORBIDDEN while something is in his way
 */
export function assertMaySee(caller: Caller, action: Action, target: Target): SignedInActor {
  const actor = assertSignedIn(caller)
  if (!can(actor, action, target)) throw actor.obstacle !== undefined ? forbidden(actor) : new ApiError('NOT_FOUND')
  return actor
}

const forbidden = ({ obstacle }: SignedInActor): ApiError =>
  obstacle === undefined ? new ApiError('FORBIDDEN') : new ApiError('FORBIDDEN', OBSTACLE_MESSAGES[obstacle])

function assertSignedIn({ actor }: Caller): SignedInActor {
  if (actor === undefined) throw new ApiError('UNAUTHENTICATED')
  return actor
}
