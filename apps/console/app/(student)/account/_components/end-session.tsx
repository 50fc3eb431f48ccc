'use client'
import { useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { useFailureWords } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import { endSession } from '../actions'

export function EndSession({ id }: { id: string }) {
  const t = useTranslations('account')
  const words = useFailureWords()
  const toast = useToast()
  const [isPending, startTransition] = useTransition()
  const end = () =>
    startTransition(async () => {
      const result = await endSession(id)
      if (result.type === 'failed') toast({ text: words(result.code) })
    })
  return (
    <Button size="small" isBusy={isPending} onClick={end}>
      {t('endSession')}
    </Button>
  )
}
