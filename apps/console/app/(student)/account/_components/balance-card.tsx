import { getTranslations } from 'next-intl/server'
import { Money } from '@/components/money'
import { Tile } from '@/components/ui/card'
import { isZero } from '@/lib/money'

export async function BalanceCard({ wallet }: { wallet: { balance: string; held: string; available: string } }) {
  const t = await getTranslations('account')
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-3">
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
    </div>
  )
}
