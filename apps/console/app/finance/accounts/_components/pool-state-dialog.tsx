'use client'
import { useTranslations } from 'next-intl'
import { ReasonDialog } from '@/components/forms/reason-dialog'
import { submitPoolState } from '../actions'

export interface PoolStateDialogProps {
  id: string
  name: string
  isOpen: boolean
  isSmall?: boolean
}

/** Closes a pool, or opens it again. */
export function PoolStateDialog({ id, name, isOpen, isSmall }: PoolStateDialogProps) {
  const t = useTranslations('finance.accounts')
  return (
    <ReasonDialog
      key={String(isOpen)}
      verb={isOpen ? t('close') : t('reopen')}
      title={isOpen ? t('closeNamed', { name }) : t('reopenNamed', { name })}
      description={isOpen ? t('closeText') : t('reopenText')}
      isDangerous={isOpen}
      isSmall={isSmall}
      submit={(reason) => submitPoolState({ id, state: isOpen ? 'CLOSED' : 'ACTIVE', reason })}
    />
  )
}
