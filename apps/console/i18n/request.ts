import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { LOCALE_COOKIE, selectLocale } from '@/lib/locale'

/** Language by cookie, then by the browser; no part of the address depends on it. */
export default getRequestConfig(async () => {
  const [cookieStore, headerList] = await Promise.all([cookies(), headers()])
  const locale = selectLocale(cookieStore.get(LOCALE_COOKIE)?.value, headerList.get('accept-language'))
  return { locale, messages: (await import(`../messages/${locale}.json`)).default }
})
