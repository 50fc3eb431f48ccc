import { getTranslations } from 'next-intl/server'
import { Money } from '@/components/money'
import { StateBadge } from '@/components/ui/badge'
import { Tile } from '@/components/ui/card'
import { getLedgerAmount } from '@/lib/admin-api/statements'
import { formatNanos, parseNanos } from '@/lib/money'

/** The month's sum beside what the ledger says of its entries, and whether they are the same. */
export async function LedgerCheck({ period }: { period: string }) {
  const [{ amount, ledgerAmount }, t] = await Promise.all([
    getLedgerAmount(period),
    getTranslations('finance.statements'),
  ])
  const difference = (parseNanos(amount) ?? 0n) - (parseNanos(ledgerAmount) ?? 0n)
  return (
    <>
      <Tile label={t('statementSum')} value={<Money amount={amount} />} note={t('statementSumNote')} />
      <Tile label={t('ledgerSum')} value={<Money amount={ledgerAmount} />} note={t('ledgerSumNote')} />
      <Tile
        label={t('difference')}
        value={
          <span className="flex items-center gap-2" data-testid="ledger-difference">
            <Money amount={formatNanos(difference)} />
            <StateBadge tone={difference === 0n ? 'positive' : 'warning'}>
              {difference === 0n ? t('same') : t('differs')}
            </StateBadge>
          </span>
        }
        note={difference === 0n ? undefined : t('differsNote')}
      />
    </>
  )
}
