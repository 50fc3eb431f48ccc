'use client'
import { useTranslations } from 'next-intl'
import { ReasonDialog } from '@/components/forms/reason-dialog'
import { submitRevocation } from '../actions'

export function RevokeBatch({ id, name, unusedCount }: { id: string; name: string; unusedCount: number }) {
  const t = useTranslations('admin.redeemCodes')
  return (
    <ReasonDialog
      verb={t('revoke')}
      title={t('revokeNamed', { count: unusedCount, name })}
      description={t('revokeText')}
      isDangerous
      submit={(reason) => submitRevocation({ id, reason })}
    />
  )
}
