import type { Loaders } from '../../graphql/loaders.js'
import type { Caller } from '../../identity/caller.js'
import { can } from '../../identity/permissions.js'
import type { UserRow } from '../users/users.repository.js'

/** A student learns what happened to his money and why, not who else works here. */
export async function loadVisibleUser(
  caller: Caller,
  loaders: Loaders,
  userId: string | null,
): Promise<UserRow | null> {
  if (userId === null || caller.actor === undefined || !can(caller.actor, 'user:read', { ownerId: userId })) return null
  return loaders.user.load(userId)
}
