import { getLocale, getTranslations } from 'next-intl/server'
import { Money } from '@/components/money'
import type { CostCentreSum } from '@/lib/cost-centres'
import { formatCount } from '@/lib/format'

/** Whom a month is charged to. */
export async function CostCentreTable({ sums }: { sums: readonly CostCentreSum[] }) {
  const [t, locale] = await Promise.all([getTranslations('finance.statements'), getLocale()])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="overflow-x-auto rounded-lg border bg-raised" tabIndex={0} aria-label={t('byCostCentre')}>
      <table className="w-full text-[13px] tabular-nums">
        <caption className="sr-only">{t('byCostCentre')}</caption>
        <thead>
          <tr className="border-b text-left text-text-muted">
            <th scope="col" className="px-4 py-2 font-medium">
              {t('costCentre')}
            </th>
            {[t('courses'), t('calls'), t('amount')].map((header) => (
              <th key={header} scope="col" className="px-4 py-2 text-right font-medium">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sums.map(({ costCentre, courseCount, calls, amount }) => (
            <tr key={costCentre ?? ''} className="border-b last:border-b-0">
              <th scope="row" className="px-4 py-2 text-left font-normal">
                {costCentre ?? t('noCostCentre')}
              </th>
              <td className="px-4 py-2 text-right">{courseCount}</td>
              <td className="px-4 py-2 text-right">{formatCount(String(calls), locale)}</td>
              <td className="whitespace-nowrap px-4 py-2 text-right">
                <Money amount={amount} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
