'use client'
import { useLocale, useTranslations } from 'next-intl'
import { formatMoney, formatNanos, parseNanos } from '@/lib/money'
import { exampleCostNanos } from '@/lib/price-example'

export interface PriceExampleProps {
  inputPerMillion: string
  outputPerMillion: string
  perRequest: string
  currency: string
}

/** "1,000 in + 500 out = ¥0.006": the price as somebody will meet it. */
export function PriceExample({ currency, ...typed }: PriceExampleProps) {
  const t = useTranslations('admin.catalog')
  const locale = useLocale()
  const cost = exampleCostNanos({
    inputPerMillionNanos: parseNanos(typed.inputPerMillion),
    outputPerMillionNanos: parseNanos(typed.outputPerMillion),
    perRequestNanos: typed.perRequest === '' ? 0n : parseNanos(typed.perRequest),
  })
  if (cost === undefined) return null
  return (
    <p className="text-[13px] text-text-muted tabular-nums">
      {t('example', { amount: formatMoney(formatNanos(cost), { currency, locale, precision: 'exact' }) })}
    </p>
  )
}
