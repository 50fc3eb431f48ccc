'use server'
import { type ActionResult, done } from '@/lib/action-result'
import { act } from '@/lib/admin-api/act'
import { beginOidcLogIn, completeOidcLogIn } from '@/lib/admin-api/oidc'
import { adoptLocale } from '@/lib/adopt-locale'
import { secondFactorPathFor, toSafePath } from '@/lib/next-path'

/** @returns the provider's address, to which the browser goes by itself */
export async function startOidcLogIn(next: string): Promise<ActionResult<string>> {
  return act(() => beginOidcLogIn(next))
}

/** Takes what the provider sent the browser back with. @returns the page of ours that follows */
export async function finishOidcLogIn(parameters: string): Promise<ActionResult<string>> {
  const result = await act(() => completeOidcLogIn(parameters))
  if (result.type !== 'done') return result
  const { isConnected, obstacle, locale, next } = result.value
  if (isConnected) return done('/account')
  if (obstacle === 'SECOND_FACTOR') return done(secondFactorPathFor(next))
  await adoptLocale(locale)
  return done(toSafePath(next))
}
