import { getLocale, getTranslations } from 'next-intl/server'
import { getSession } from '@/lib/admin-api/session'
import { formatMoney, formatNanos } from '@/lib/money'
import { type DaysByModel, type DayUsage, heightOf } from '@/lib/usage-days'

const COLOURS = ['bg-chart-1', 'bg-chart-5', 'bg-chart-3', 'bg-chart-4', 'bg-chart-2']

/** Cost by day, from zero, in parts by model. The table below a fold says every figure. */
export async function DailyBars({ days: { days, names, hasOthers } }: { days: DaysByModel }) {
  const [t, locale, { installation }] = await Promise.all([getTranslations('usage'), getLocale(), getSession()])
  const largest = days.reduce((most, { amountNanos }) => (amountNanos > most ? amountNanos : most), 0n)
  const money = (nanos: bigint) =>
    formatMoney(formatNanos(nanos), { currency: installation.currency, locale, precision: 'exact' })
  const nameOf = (part: number) => (hasOthers && part === names.length - 1 ? t('otherModels') : (names[part] ?? ''))
  return (
    <figure className="rounded-lg border bg-raised p-4">
      <figcaption className="mb-3 flex flex-wrap justify-between gap-x-4 text-[13px] text-text-muted">
        <span>{t('costByDay')}</span>
        <span className="tabular-nums">{t('most', { amount: money(largest) })}</span>
      </figcaption>
      <div aria-hidden className="flex h-28 items-end gap-px border-b sm:gap-1">
        {days.map((day) => (
          <Bar
            key={day.date}
            day={day}
            largest={largest}
            title={`${day.date}: ${money(day.amountNanos)}, ${t('callCount', { count: Number(day.calls) })}`}
          />
        ))}
      </div>
      <div aria-hidden className="mt-1 flex justify-between text-text-muted text-xs tabular-nums">
        <span>{days[0]?.date}</span>
        <span>{days.at(-1)?.date}</span>
      </div>
      {names.length > 1 && (
        <ul aria-hidden className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-[13px]">
          {names.map((name, part) => (
            <li key={name} className="flex min-w-0 items-center gap-1.5">
              <span className={`size-2.5 shrink-0 rounded-sm ${COLOURS[part]}`} />
              <span className="break-all">{nameOf(part)}</span>
            </li>
          ))}
        </ul>
      )}
      <details className="mt-2 text-[13px]">
        <summary className="text-text-muted">{t('asTable')}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
        <section className="mt-2 overflow-x-auto" tabIndex={0} aria-label={t('costByDay')}>
          <table className="w-full tabular-nums">
            <caption className="sr-only">{t('costByDay')}</caption>
            <thead>
              <tr className="text-left text-text-muted">
                {[t('day'), t('calls'), t('cost'), ...names.map((_, part) => nameOf(part))].map((header, column) => (
                  <th key={header} scope="col" className={column === 0 ? 'font-medium' : 'pl-3 text-right font-medium'}>
                    {header}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {days.map(({ date, calls, amountNanos, partsNanos }) => (
                <tr key={date}>
                  <td className="whitespace-nowrap">{date}</td>
                  <td className="pl-3 text-right">{String(calls)}</td>
                  <td className="pl-3 text-right">{money(amountNanos)}</td>
                  {names.map((name, part) => (
                    <td key={name} className="pl-3 text-right">
                      {money(partsNanos[part] ?? 0n)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </figure>
  )
}

/** A day with calls that cost something is never invisible. */
function Bar({ day, largest, title }: { day: DayUsage; largest: bigint; title: string }) {
  const { amountNanos, partsNanos } = day
  const height = amountNanos > 0n ? `max(2px, ${heightOf(amountNanos, largest)}%)` : '0'
  return (
    <div title={title} className="flex h-full min-w-0 flex-1 items-end justify-center">
      <div className="flex w-full max-w-14 flex-col-reverse overflow-hidden rounded-t-sm" style={{ height }}>
        {partsNanos.map((nanos, part) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of a bar have a place and nothing else
            key={part}
            className={COLOURS[part]}
            style={{ height: `${heightOf(nanos, amountNanos)}%` }}
          />
        ))}
      </div>
    </div>
  )
}
