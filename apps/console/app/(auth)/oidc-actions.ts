'use server'
import { redirect } from 'next/navigation'
import type { ActionResult } from '@/lib/action-result'
import { act } from '@/lib/admin-api/act'
import { beginOidcLogIn, completeOidcLogIn } from '@/lib/admin-api/oidc'
import { adoptLocale } from '@/lib/adopt-locale'
import { secondFactorPathFor, toSafePath } from '@/lib/next-path'

/** @returns the provider's address, to which the browser goes by itself */
export async function startOidcLogIn(next: string): Promise<ActionResult<string>> {
  return act(() => beginOidcLogIn(next))
}

/** Takes what the provider sent the browser back with and goes on; returns only where that was refused or failed. */
export async function finishOidcLogIn(parameters: string): Promise<ActionResult> {
  const result = await act(() => completeOidcLogIn(parameters))
  if (result.type !== 'done') return result
  const { isConnected, obstacle, locale, next } = result.value
  if (isConnected) redirect('/account')
  if (obstacle === 'SECOND_FACTOR') redirect(secondFactorPathFor(next))
  await adoptLocale(locale)
  redirect(toSafePath(next))
}
