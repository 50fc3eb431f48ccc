'use client'
import { useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { useFailureWords } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import type { ActionResult } from '@/lib/action-result'
import { runChecks } from '../actions'

/** Looks at the whole ledger now and says what was found. */
export function RunChecks() {
  const t = useTranslations('finance.reconciliation')
  const words = useFailureWords()
  const toast = useToast()
  const [isBusy, startTransition] = useTransition()
  const run = () =>
    startTransition(async () => {
      const result = await runChecks().catch((): ActionResult<number> => ({ type: 'failed', code: 'OFFLINE' }))
      if (result.type === 'failed') toast({ text: words(result.code) })
      else if (result.type === 'refused') toast({ text: result.problems.map(({ message }) => message).join(' ') })
      else toast({ text: result.value === 0 ? t('ranClean') : t('ranBroken', { count: result.value }) })
    })
  return (
    <Button variant="primary" onClick={run} isBusy={isBusy}>
      {t('run')}
    </Button>
  )
}
