import { getLocale, getTranslations } from 'next-intl/server'
import { Money } from '@/components/money'
import { Tile } from '@/components/ui/card'
import type { UsageOverview } from '@/lib/admin-api/usage'
import { formatCount } from '@/lib/format'
import { successShareOf } from '@/lib/success-share'

/** What a period came to. */
export async function UsageTiles({ overview }: { overview: UsageOverview }) {
  const [t, locale] = await Promise.all([getTranslations('usage'), getLocale()])
  const count = (text: string) => formatCount(text, locale)
  const success = successShareOf(overview)
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Tile label={t('cost')} value={<Money amount={overview.amount} />} />
      <Tile label={t('calls')} value={count(overview.calls)} />
      <Tile
        label={t('tokens')}
        value={count(String(BigInt(overview.inputTokens) + BigInt(overview.outputTokens)))}
        note={t('tokensSplit', { input: count(overview.inputTokens), output: count(overview.outputTokens) })}
      />
      <Tile
        label={t('success')}
        value={success === undefined ? t('noData') : `${success}%`}
        note={success === undefined ? undefined : t('ofCalls', { count: count(overview.calls) })}
      />
    </div>
  )
}
