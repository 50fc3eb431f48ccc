'use client'
import { useTranslations } from 'next-intl'
import { ReasonDialog } from '@/components/forms/reason-dialog'
import { submitEndGateway } from '../actions'

/** Frees what is held for a gateway that will not come back, for a reason. */
export function EndGateway({ id }: { id: string }) {
  const t = useTranslations('finance.reconciliation.gateways')
  return (
    <ReasonDialog
      verb={t('end')}
      title={t('endNamed', { id })}
      description={t('endText')}
      isDangerous
      isSmall
      submit={(reason) => submitEndGateway({ id, reason })}
    />
  )
}
