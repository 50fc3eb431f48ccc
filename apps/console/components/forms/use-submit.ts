'use client'
import { useTransition } from 'react'
import { useToast } from '@/components/ui/toast'
import type { ActionResult } from '@/lib/action-result'
import { useFailureWords } from './use-action-form'

/** For changes that are one click and no form: busy while it runs, what went wrong is said in passing. */
export function useSubmit() {
  const words = useFailureWords()
  const toast = useToast()
  const [isBusy, startTransition] = useTransition()
  const submit = (change: () => Promise<ActionResult<unknown>>, saidWhenDone?: string) =>
    startTransition(async () => {
      const result = await change().catch((): ActionResult => ({ type: 'failed', code: 'OFFLINE' }))
      if (result.type === 'failed') toast({ text: words(result.code) })
      else if (result.type === 'refused') toast({ text: result.problems.map(({ message }) => message).join(' ') })
      else if (saidWhenDone !== undefined) toast({ text: saidWhenDone })
    })
  return { submit, isBusy }
}
