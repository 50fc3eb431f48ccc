import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { graphql } from '@/gql'
import type { Role, SessionQuery, SignInObstacle } from '@/gql/graphql'
import { secondFactorPathFor } from '@/lib/next-path'
import { query } from './client'
import { redirectToLogIn } from './to-log-in'

const sessionDocument = graphql(`
  query Session {
    installation { currency timeZone usernamePattern publicUrl notice noticeVersion contact isInsecureHttp }
    signInState { obstacle }
    me {
      id username displayName role locale acceptsUnpriced mustChangePassword state noticeClosed termsVersion termsAcceptedAt hasSecondFactor
      wallet { id balance held available }
      groups { id name ratio isDefault }
      courses { role course { id name } }
    }
  }
`)

export type Installation = SessionQuery['installation']
export type Me = NonNullable<SessionQuery['me']>

/** Where somebody gets out of the way what admin-api asks of him first. */
const PAGE_OF_OBSTACLE: Record<SignInObstacle, string> = {
  SECOND_FACTOR: '/login/second-factor',
  PASSWORD: '/account',
  ENROLMENT: '/account',
  TERMS: '/terms',
}
/** Terms stop nobody from looking after his account. */
const ALWAYS_OPEN = '/account'

/** Who is looking and at what kind of installation; asked once a request. */
export const getSession = cache(() => query(sessionDocument, {}))

/**
 * The person logged in; everybody else is sent to the log-in page, and whoever has something to do first (a second
 * factor, an own password, terms of use) to the page for it.
 */
export async function requireUser(): Promise<{ me: Me; installation: Installation; obstacle: SignInObstacle | null }> {
  const { me, installation, signInState } = await getSession()
  const path = (await headers()).get('x-path')
  if (signInState?.obstacle === 'SECOND_FACTOR') redirect(secondFactorPathFor(path))
  if (me === null || me === undefined) return redirectToLogIn()
  const obstacle = signInState?.obstacle ?? null
  if (obstacle !== null) {
    const page = PAGE_OF_OBSTACLE[obstacle]
    const isThere = path?.startsWith(page) || (obstacle === 'TERMS' && path?.startsWith(ALWAYS_OPEN))
    if (!isThere) redirect(page)
  }
  return { me, installation, obstacle }
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
