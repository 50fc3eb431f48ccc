import { ApiError } from '../graphql/errors.js'
import type { Caller, SignedInActor } from './caller.js'
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
 * @throws ApiError UNAUTHENTICATED, NOT_FOUND, FORBIDDEN before the first password is changed
 */
export function assertMaySee(caller: Caller, action: Action, target: Target): SignedInActor {
  const actor = assertSignedIn(caller)
  if (!can(actor, action, target)) throw actor.mustChangePassword ? forbidden(actor) : new ApiError('NOT_FOUND')
  return actor
}

const forbidden = ({ mustChangePassword }: SignedInActor): ApiError =>
  mustChangePassword ? new ApiError('FORBIDDEN', 'Change your password first.') : new ApiError('FORBIDDEN')

function assertSignedIn({ actor }: Caller): SignedInActor {
  if (actor === undefined) throw new ApiError('UNAUTHENTICATED')
  return actor
}
