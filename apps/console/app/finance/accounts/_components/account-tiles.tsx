import { getTranslations } from 'next-intl/server'
import { Money } from '@/components/money'
import { Tile } from '@/components/ui/card'
import type { AccountDetail } from '@/lib/admin-api/accounts'
import { isNegative } from '@/lib/money'

export async function AccountTiles({ account }: { account: AccountDetail }) {
  const t = await getTranslations('finance.accounts')
  const { balance, held, available } = account
  if (!balance || !held || !available) return null
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-3">
      <Tile label={t('available')} value={<Money amount={available} />} note={t('availableNote')} />
      <Tile label={t('held')} value={<Money amount={held} />} />
      <Tile
        label={t('balance')}
        value={<Money amount={balance} />}
        note={isNegative(balance) ? <span className="text-danger">{t('overdrawn')}</span> : undefined}
      />
    </div>
  )
}
