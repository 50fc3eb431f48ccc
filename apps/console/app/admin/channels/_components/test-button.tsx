'use client'
import { Activity } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { useFailureWords } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { useToast } from '@/components/ui/toast'
import type { ChannelTestRun } from '@/lib/admin-api/channel-test-run'
import { submitTest } from '../actions'
import { TestResult } from './test-result'

export interface TestButtonProps {
  channelId: string
  /** What is tested, for people: of a channel, a model or a key. */
  name: string
  modelName?: string
  channelKeyId?: string
  isRoot: boolean
}

/** Calls the upstream on the way of students' calls, and shows what came of it. */
export function TestButton({ channelId, name, modelName, channelKeyId, isRoot }: TestButtonProps) {
  const t = useTranslations('admin.channels')
  const toast = useToast()
  const words = useFailureWords()
  const [isBusy, startTransition] = useTransition()
  const [test, setTest] = useState<ChannelTestRun | null>(null)
  const run = () =>
    startTransition(async () => {
      const result = await submitTest({
        channelId,
        ...(modelName !== undefined && { modelName }),
        ...(channelKeyId !== undefined && { channelKeyId }),
      }).catch(() => ({ type: 'failed', code: 'OFFLINE' }) as const)
      if (result.type === 'done') setTest(result.value)
      else if (result.type === 'failed') toast({ text: words(result.code) })
      else toast({ text: result.problems.map(({ message }) => message).join(' ') })
    })
  return (
    <>
      <Button size="small" onClick={run} isBusy={isBusy} aria-label={t('testNamed', { name })}>
        {!isBusy && <Activity aria-hidden />}
        {t('test')}
      </Button>
      <Dialog
        isOpen={test !== null}
        onOpenChange={(isOpen) => !isOpen && setTest(null)}
        title={t('testResult', { name })}
      >
        {test !== null && <TestResult test={test} isRoot={isRoot} />}
      </Dialog>
    </>
  )
}
