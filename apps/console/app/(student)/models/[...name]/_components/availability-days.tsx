import { getLocale, getTranslations } from 'next-intl/server'
import type { MarketModel } from '@/lib/admin-api/market'
import { type Availability, availabilityOf } from '@/lib/availability'
import { formatCount } from '@/lib/format'
import { completedShareOf } from '@/lib/success-share'

const FILLS: Record<Availability, string> = {
  good: 'bg-positive',
  fair: 'bg-warning',
  poor: 'bg-danger',
  unknown: 'bg-sunken',
}

/** How the calls of each of the last days ended; a day that nobody called on says so. */
export async function AvailabilityDays({ days }: { days: MarketModel['activityDays'] }) {
  const [t, locale] = await Promise.all([getTranslations('models'), getLocale()])
  const told = days.map((day) => {
    const share = completedShareOf(day)
    const text = share === undefined ? t('noCalls') : t('shareOf', { share, count: formatCount(day.calls, locale) })
    return { date: day.date, state: availabilityOf(share), text }
  })
  return (
    <figure className="flex flex-col gap-2 text-[13px]">
      <div aria-hidden className="flex h-8 items-stretch gap-px sm:gap-1">
        {told.map(({ date, state, text }) => (
          <div key={date} title={`${date}: ${text}`} className={`min-w-0 flex-1 rounded-sm ${FILLS[state]}`} />
        ))}
      </div>
      <div aria-hidden className="flex justify-between text-text-muted text-xs tabular-nums">
        <span>{told[0]?.date}</span>
        <span>{told.at(-1)?.date}</span>
      </div>
      <figcaption className="text-text-muted">{t('availabilityText')}</figcaption>
      <details>
        <summary className="text-text-muted">{t('asTable')}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
        <section className="mt-2 max-h-72 overflow-auto" tabIndex={0} aria-label={t('availability')}>
          <table className="w-full tabular-nums">
            <caption className="sr-only">{t('availability')}</caption>
            <thead className="sr-only">
              <tr>
                <th scope="col">{t('day')}</th>
                <th scope="col">{t('success')}</th>
              </tr>
            </thead>
            <tbody>
              {told.toReversed().map(({ date, text }) => (
                <tr key={date}>
                  <th scope="row" className="pr-3 text-left font-normal">
                    {date}
                  </th>
                  <td className="pl-3 text-right">{text}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </figure>
  )
}
