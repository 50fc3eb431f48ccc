'use client'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useSubmit } from '@/components/forms/use-submit'
import { IconButton } from '@/components/ui/icon-button'
import { closeNotice } from './actions'

export function CloseNotice({ version }: { version: string }) {
  const t = useTranslations('shell')
  const { submit, isBusy } = useSubmit()
  return (
    <IconButton icon={X} label={t('dismiss')} disabled={isBusy} onClick={() => submit(() => closeNotice(version))} />
  )
}
