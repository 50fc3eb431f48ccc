import { getLocale, getTranslations } from 'next-intl/server'
import { getSession } from '@/lib/admin-api/session'
import { formatMoney, formatNanos } from '@/lib/money'
import { type DayUsage, heightOf } from '@/lib/usage-days'

/** Cost by day, from zero. Each bar says its own figure; the table below a fold says them all. */
export async function DailyBars({ days }: { days: readonly DayUsage[] }) {
  const [t, locale, { installation }] = await Promise.all([getTranslations('usage'), getLocale(), getSession()])
  const largest = days.reduce((most, { amountNanos }) => (amountNanos > most ? amountNanos : most), 0n)
  const money = (nanos: bigint) =>
    formatMoney(formatNanos(nanos), { currency: installation.currency, locale, precision: 'exact' })
  return (
    <figure className="rounded-lg border bg-raised p-4">
      <figcaption className="mb-3 flex justify-between text-[13px] text-text-muted">
        <span>{t('costByDay')}</span>
        <span className="tabular-nums">{t('most', { amount: money(largest) })}</span>
      </figcaption>
      <div aria-hidden className="flex h-28 items-end gap-px border-b sm:gap-1">
        {days.map(({ date, amountNanos, calls }) => (
          <div
            key={date}
            title={`${date}: ${money(amountNanos)}, ${t('callCount', { count: Number(calls) })}`}
            className="flex h-full min-w-0 flex-1 items-end justify-center"
          >
            <div
              className="w-full max-w-14 rounded-t-sm bg-[#0072b2] dark:bg-[#56b4e9]"
              style={{ height: barHeight(amountNanos, largest) }}
            />
          </div>
        ))}
      </div>
      <div aria-hidden className="mt-1 flex justify-between text-text-muted text-xs tabular-nums">
        <span>{days[0]?.date}</span>
        <span>{days.at(-1)?.date}</span>
      </div>
      <details className="mt-2 text-[13px]">
        <summary className="text-text-muted">{t('asTable')}</summary>
        <table className="mt-2 w-full max-w-md tabular-nums">
          <caption className="sr-only">{t('costByDay')}</caption>
          <thead>
            <tr className="text-left text-text-muted">
              <th scope="col" className="font-medium">
                {t('day')}
              </th>
              <th scope="col" className="text-right font-medium">
                {t('calls')}
              </th>
              <th scope="col" className="text-right font-medium">
                {t('cost')}
              </th>
            </tr>
          </thead>
          <tbody>
            {days.map(({ date, calls, amountNanos }) => (
              <tr key={date}>
                <td>{date}</td>
                <td className="text-right">{String(calls)}</td>
                <td className="text-right">{money(amountNanos)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}

/** A day with calls is never invisible. */
const barHeight = (amountNanos: bigint, largest: bigint): string =>
  amountNanos > 0n ? `max(2px, ${heightOf(amountNanos, largest)}%)` : '0'
