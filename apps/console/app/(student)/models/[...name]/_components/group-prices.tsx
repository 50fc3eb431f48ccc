import { getTranslations } from 'next-intl/server'
import { Money } from '@/components/money'
import type { listGroupPrices } from '@/lib/admin-api/market'

/** What a million tokens cost in each of the caller's groups. */
export async function GroupPrices({ rows }: { rows: Awaited<ReturnType<typeof listGroupPrices>> }) {
  const t = await getTranslations('models')
  if (rows.length === 0) return <p className="text-text-muted">{t('noGroup')}</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="overflow-x-auto" tabIndex={0} aria-label={t('priceByGroup')}>
      <table className="w-full text-[13px] tabular-nums">
        <caption className="sr-only">{t('priceByGroup')}</caption>
        <thead>
          <tr className="border-b text-left text-text-muted">
            <th scope="col" className="py-1.5 pr-3 font-medium">
              {t('group')}
            </th>
            {[t('ratio'), t('inputShort'), t('outputShort'), t('cached'), t('perRequest')].map((header) => (
              <th key={header} scope="col" className="py-1.5 pl-3 text-right font-medium">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ group, price }) => (
            <tr key={group.id} className="border-b last:border-b-0">
              <th scope="row" className="py-1.5 pr-3 text-left font-normal">
                {group.name}
              </th>
              <td className="py-1.5 pl-3 text-right">×{group.ratio}</td>
              {price === null ? (
                <td colSpan={4} className="py-1.5 pl-3 text-right">
                  {t('noPrice')}
                </td>
              ) : (
                [price.inputPerMillion, price.outputPerMillion, price.cacheReadPerMillion, price.perRequest].map(
                  (amount, column) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the columns are fixed
                    <td key={column} className="whitespace-nowrap py-1.5 pl-3 text-right">
                      {amount == null ? t('asInput') : <Money amount={amount} />}
                    </td>
                  ),
                )
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
