import { ApiError } from '../graphql/errors.js'
import type { Caller, SignedInActor } from './caller.js'
import { type Action, can, type Target } from './permissions.js'

/**
 * First statement of every service method that needs somebody.
 * @throws ApiError UNAUTHENTICATED for visitors, FORBIDDEN where the rules say no
 */
export function assertCan(caller: Caller, action: Action, target: Target = {}): SignedInActor {
  const actor = assertSignedIn(caller)
  if (!can(actor, action, target)) throw new ApiError('FORBIDDEN')
  return actor
}

/**
 * The same for one object of somebody: where the actor may not see it, it does not exist.
 * @throws ApiError UNAUTHENTICATED, NOT_FOUND
 */
export function assertMaySee(caller: Caller, action: Action, target: Target): SignedInActor {
  const actor = assertSignedIn(caller)
  if (!can(actor, action, target)) throw new ApiError('NOT_FOUND')
  return actor
}

function assertSignedIn({ actor }: Caller): SignedInActor {
  if (actor === undefined) throw new ApiError('UNAUTHENTICATED')
  return actor
}
