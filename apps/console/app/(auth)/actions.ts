'use server'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { getLocale } from 'next-intl/server'
import type { LogInInput, RegisterInput } from '@/gql/graphql'
import type { ActionResult } from '@/lib/action-result'
import { act } from '@/lib/admin-api/act'
import { logIn, register } from '@/lib/admin-api/identity'
import { LOCALE_COOKIE, selectLocale } from '@/lib/locale'
import { toSafePath } from '@/lib/next-path'

/** Logs in and goes on to `next`; returns only where it was refused or failed. */
export async function submitLogIn(input: LogInInput, next: string | null): Promise<ActionResult> {
  const result = await act(() => logIn(input))
  if (result.type !== 'done') return result
  await adoptLocale(result.value.locale)
  redirect(toSafePath(next))
}

export async function submitRegistration(input: Omit<RegisterInput, 'locale'>): Promise<ActionResult> {
  const locale = await getLocale()
  const result = await act(() => register({ ...input, locale }))
  if (result.type !== 'done') return result
  redirect('/')
}

/** The language kept for the person, where this browser has not chosen another. */
async function adoptLocale(locale: string | null) {
  const store = await cookies()
  if (locale === null || store.has(LOCALE_COOKIE)) return
  store.set(LOCALE_COOKIE, selectLocale(locale, null), { path: '/', sameSite: 'lax' })
}
