'use client'
import { useTranslations } from 'next-intl'
import { ReasonDialog } from '@/components/forms/reason-dialog'
import { submitReplay } from '../actions'

/** Has an event tried once more, for a reason. */
export function ReplayLetter({ id }: { id: string }) {
  const t = useTranslations('finance.deadLetters')
  return (
    <ReasonDialog
      verb={t('replay')}
      title={t('replayNamed', { id })}
      description={t('replayText')}
      isSmall
      submit={(reason) => submitReplay({ id, reason })}
    />
  )
}
