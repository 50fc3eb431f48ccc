import { getTranslations } from 'next-intl/server'
import { Money } from '@/components/money'
import { Time } from '@/components/time'
import { StateBadge } from '@/components/ui/badge'
import type { MarketModel } from '@/lib/admin-api/market'

export interface PriceHistoryProps {
  prices: MarketModel['prices']
  currentId: string | null
}

/** Every price with the time from which it counts, latest first, before ratios. */
export async function PriceHistory({ prices, currentId }: PriceHistoryProps) {
  const t = await getTranslations('models')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="overflow-x-auto" tabIndex={0} aria-label={t('priceHistory')}>
      <table className="w-full text-[13px] tabular-nums">
        <caption className="sr-only">{t('priceHistory')}</caption>
        <thead>
          <tr className="border-b text-left text-text-muted">
            <th scope="col" className="py-1.5 pr-3 font-medium">
              {t('validFrom')}
            </th>
            {[t('inputShort'), t('outputShort'), t('cached'), t('perRequest')].map((header) => (
              <th key={header} scope="col" className="py-1.5 pl-3 text-right font-medium">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {prices.map((price) => (
            <tr key={price.id} className="border-b last:border-b-0">
              <td className="whitespace-nowrap py-1.5 pr-3">
                <Time at={price.validFrom} />{' '}
                {price.id === currentId && <StateBadge tone="positive">{t('current')}</StateBadge>}
              </td>
              {[price.inputPerMillion, price.outputPerMillion, price.cacheReadPerMillion, price.perRequest].map(
                (amount, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the columns are fixed
                  <td key={column} className="whitespace-nowrap py-1.5 pl-3 text-right">
                    {amount == null ? t('asInput') : <Money amount={amount} />}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
