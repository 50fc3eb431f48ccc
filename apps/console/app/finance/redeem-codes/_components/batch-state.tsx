import { getTranslations } from 'next-intl/server'
import { StateBadge } from '@/components/ui/badge'
import type { RedeemBatchRow } from '@/lib/admin-api/redeem-codes'

/** Whether any of its codes still works, and why none does. */
export async function BatchState({ batch }: { batch: RedeemBatchRow }) {
  const t = await getTranslations('finance.redeemCodes')
  if (batch.revokedAt) return <StateBadge tone="neutral">{t('batchStates.revoked')}</StateBadge>
  if (batch.unusedCount > 0)
    return <StateBadge tone="positive">{t('batchStates.open', { count: batch.unusedCount })}</StateBadge>
  const isUsedUp = batch.redeemedCount === batch.codeCount
  return <StateBadge tone="neutral">{isUsedUp ? t('batchStates.usedUp') : t('batchStates.expired')}</StateBadge>
}
