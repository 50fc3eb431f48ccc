'use client'
import { useTranslations } from 'next-intl'
import { useSubmit } from '@/components/forms/use-submit'
import { leave } from '@/components/shell/actions'
import { Button } from '@/components/ui/button'
import { submitTerms } from '../actions'

export function AcceptTerms({ version }: { version: string }) {
  const t = useTranslations('terms')
  const { submit, isBusy } = useSubmit()
  return (
    <div className="flex flex-col gap-3">
      <p>{t('text')}</p>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" isBusy={isBusy} onClick={() => submit(() => submitTerms(version))}>
          {t('accept')}
        </Button>
        <Button disabled={isBusy} onClick={() => submit(() => leave())}>
          {t('leave')}
        </Button>
      </div>
    </div>
  )
}
