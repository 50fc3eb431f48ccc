import { getTranslations } from 'next-intl/server'
import { Money } from '@/components/money'
import { Tile } from '@/components/ui/card'
import type { BurnForecast } from '@/lib/admin-api/accounts'
import { isZero } from '@/lib/money'

export interface BalanceCardProps {
  wallet: { balance: string; held: string; available: string }
  /** null: not enough was spent to say. */
  forecast: BurnForecast | null
}

export async function BalanceCard({ wallet, forecast }: BalanceCardProps) {
  const t = await getTranslations('account')
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Tile
        label={t('available')}
        value={<Money amount={wallet.available} precision="balance" />}
        note={t('availableNote')}
      />
      <Tile
        label={t('held')}
        value={<Money amount={wallet.held} precision="balance" />}
        note={isZero(wallet.held) ? t('heldNone') : t('heldNote')}
      />
      <Tile
        label={t('balance')}
        value={<Money amount={wallet.balance} precision="balance" />}
        note={t('balanceNote')}
      />
      <Tile
        label={t('lasts')}
        value={forecast === null ? t('lastsUnknown') : t('lastsDays', { count: forecast.daysLeft })}
        note={
          forecast === null ? (
            t('lastsUnknownNote')
          ) : (
            <>
              <Money amount={forecast.perDay} precision="exact" />{' '}
              {t('lastsNote', { days: forecast.basedOnDays, date: forecast.emptyOn ?? t('lastsLong') })}
            </>
          )
        }
      />
    </div>
  )
}
