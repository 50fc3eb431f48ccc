import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { graphql } from '@/gql'
import type { Role, SessionQuery } from '@/gql/graphql'
import { query } from './client'
import { redirectToLogIn } from './to-log-in'

const sessionDocument = graphql(`
  query Session {
    installation { currency timeZone usernamePattern publicUrl notice isInsecureHttp }
    me {
      id username displayName role locale acceptsUnpriced mustChangePassword state
      wallet { id balance held available }
      groups { id name ratio isDefault }
    }
  }
`)

export type Installation = SessionQuery['installation']
export type Me = NonNullable<SessionQuery['me']>

const PASSWORD_PAGE = '/account'

/** Who is looking and at what kind of installation; asked once a request. */
export const getSession = cache(() => query(sessionDocument, {}))

/** The person logged in; everybody else is sent to the log-in page, newcomers to change their password. */
export async function requireUser(): Promise<{ me: Me; installation: Installation }> {
  const { me, installation } = await getSession()
  if (me === null || me === undefined) return redirectToLogIn()
  // admin-api answers nothing else before the first password is changed
  if (me.mustChangePassword && !(await headers()).get('x-path')?.startsWith(PASSWORD_PAGE)) redirect(PASSWORD_PAGE)
  return { me, installation }
}

/**
 * Keeps pages of other roles out of the way. This is courtesy: what a role may read or change is decided by admin-api.
 */
export async function requireRole(roles: readonly Role[]) {
  const session = await requireUser()
  if (!roles.includes(session.me.role)) redirect('/')
  return session
}

export const ADMIN_ROLES: readonly Role[] = ['ADMIN', 'ROOT']
export const FINANCE_ROLES: readonly Role[] = ['FINANCE', 'ADMIN', 'ROOT']
