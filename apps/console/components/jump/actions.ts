'use server'
import { type ActionResult, done } from '@/lib/action-result'
import { actInPlace } from '@/lib/admin-api/act'
import { findByName } from '@/lib/admin-api/jump'
import { ADMIN_ROLES, FINANCE_ROLES, requireUser } from '@/lib/admin-api/session'
import { toMarketPath, toModelPath } from '@/lib/model-path'
import type { JumpTarget } from './jump-target'

const LONGEST = 64

/** Models, people and channels whose names contain the text: those that the caller's role has a page for. */
export async function findTargets(text: string): Promise<ActionResult<readonly JumpTarget[]>> {
  const { me } = await requireUser()
  const isAdmin = ADMIN_ROLES.includes(me.role)
  return actInPlace(async () => {
    const found = await findByName(text.slice(0, LONGEST), {
      withUsers: FINANCE_ROLES.includes(me.role),
      withChannels: isAdmin,
    })
    return done([
      ...found.models.nodes.map(({ name, provider }) => ({
        ...{ kind: 'model' as const, label: name, detail: provider },
        href: isAdmin ? toModelPath(name) : toMarketPath(name),
      })),
      ...(found.users?.nodes ?? []).map(({ id, username, displayName, wallet }) => ({
        ...{ kind: 'user' as const, label: username, detail: displayName ?? '' },
        href: isAdmin ? `/admin/users/${id}` : `/finance/accounts/${wallet.id}`,
      })),
      ...(found.channels?.nodes ?? []).map(({ id, name }) => ({
        ...{ kind: 'channel' as const, label: name, detail: '', href: `/admin/channels/${id}` },
      })),
    ])
  })
}
