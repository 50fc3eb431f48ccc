import { getLocale } from 'next-intl/server'
import { getSession } from '@/lib/admin-api/session'
import { formatDateTime, formatExactTime } from '@/lib/format'

/** An instant in the campus zone; to the second on hover. For server components. */
export async function Time({ at }: { at: string }) {
  const [locale, { installation }] = await Promise.all([getLocale(), getSession()])
  const format = { locale, timeZone: installation.timeZone }
  return (
    <time dateTime={at} title={formatExactTime(at, format)} className="sm:whitespace-nowrap">
      {formatDateTime(at, format)}
    </time>
  )
}
