'use server'
import { revalidatePath } from 'next/cache'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { type ActionResult, done } from '@/lib/action-result'
import { act } from '@/lib/admin-api/act'
import { logOut, updateMyAccount } from '@/lib/admin-api/identity'
import { getProviderLogOutUrl } from '@/lib/admin-api/oidc'
import { isLocale, LOCALE_COOKIE } from '@/lib/locale'

const YEAR_SECONDS = 31_536_000

/** Keeps the language in this browser; the account page keeps it for the person. */
export async function chooseLocale(locale: string) {
  if (!isLocale(locale)) return
  const store = await cookies()
  store.set(LOCALE_COOKIE, locale, { path: '/', maxAge: YEAR_SECONDS, sameSite: 'lax' })
}

/**
 * Ends the session at the server, and at the organisation's log-in where it began there; the page has cleared what it
 * kept in the browser before.
 */
export async function leave(): Promise<ActionResult<boolean>> {
  const elsewhere = await act(async () => done(await getProviderLogOutUrl()))
  const result = await act(async () => done(await logOut()))
  if (result.type === 'done') redirect((elsewhere.type === 'done' ? elsewhere.value : null) ?? '/login')
  return result
}

/** Keeps for the person that this notice was read. */
export async function closeNotice(version: string): Promise<ActionResult> {
  const result = await act(() => updateMyAccount({ noticeClosed: version }))
  revalidatePath('/', 'layout')
  return result
}
