import { cookies } from 'next/headers'
import { LOCALE_COOKIE, selectLocale } from './locale'

/** The language kept for the person, where this browser has not chosen another. */
export async function adoptLocale(locale: string | null) {
  const store = await cookies()
  if (locale === null || store.has(LOCALE_COOKIE)) return
  store.set(LOCALE_COOKIE, selectLocale(locale, null), { path: '/', sameSite: 'lax' })
}
