'use client'
import { useTranslations } from 'next-intl'
import { ReasonDialog } from '@/components/forms/reason-dialog'
import { submitRevocation } from '../actions'

export interface RevokeBatchProps {
  id: string
  name: string
  unusedCount: number
  isSmall?: boolean
}

export function RevokeBatch({ id, name, unusedCount, isSmall }: RevokeBatchProps) {
  const t = useTranslations('finance.redeemCodes')
  return (
    <ReasonDialog
      verb={t('revoke')}
      title={t('revokeNamed', { count: unusedCount, name })}
      description={t('revokeText')}
      isDangerous
      isSmall={isSmall}
      submit={(reason) => submitRevocation({ id, reason })}
    />
  )
}
