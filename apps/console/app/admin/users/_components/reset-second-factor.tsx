'use client'
import { useTranslations } from 'next-intl'
import { ReasonDialog } from '@/components/forms/reason-dialog'
import { submitFactorReset } from '../actions'

export function ResetSecondFactor({ userId, name }: { userId: string; name: string }) {
  const t = useTranslations('admin.users')
  return (
    <ReasonDialog
      verb={t('resetFactor')}
      title={t('resetFactor')}
      description={t('resetFactorText', { name })}
      isDangerous
      submit={(reason) => submitFactorReset(userId, reason)}
    />
  )
}
