'use client'
import { useTranslations } from 'next-intl'
import { ReasonDialog } from '@/components/forms/reason-dialog'
import { submitConnectionReset } from '../actions'

export function ResetConnection({ userId, name, provider }: { userId: string; name: string; provider: string }) {
  const t = useTranslations('admin.users')
  const title = t('resetConnection', { provider })
  return (
    <ReasonDialog
      verb={title}
      title={title}
      description={t('resetConnectionText', { name, provider })}
      isDangerous
      submit={(reason) => submitConnectionReset(userId, reason)}
    />
  )
}
