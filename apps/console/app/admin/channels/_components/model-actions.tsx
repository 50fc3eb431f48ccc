'use client'
import { Ruler } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { useFailureWords } from '@/components/forms/use-action-form'
import { StateBadge, type Tone } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { useToast } from '@/components/ui/toast'
import type { Measured } from '@/lib/admin-api/channel-work'
import { submitMeasure } from '../actions'
import { TestButton } from './test-button'
import { TestResult } from './test-result'

export interface ModelActionsProps {
  channelId: string
  modelName: string
  isRoot: boolean
}

const CAPABILITIES = {
  tools: 'factTools',
  vision: 'factVision',
  jsonSchema: 'factJsonSchema',
  reasoning: 'factReasoning',
  topPOfOne: 'factTopPOfOne',
} as const
const VERDICTS = { yes: 'verdictYes', no: 'verdictNo', unknown: 'verdictUnknown' } as const
const TONES: Record<keyof typeof VERDICTS, Tone> = { yes: 'positive', no: 'neutral', unknown: 'warning' }
const isCapability = (text: string): text is keyof typeof CAPABILITIES => Object.hasOwn(CAPABILITIES, text)
const verdictOf = (text: string): keyof typeof VERDICTS => (text === 'yes' || text === 'no' ? text : 'unknown')

/** Test, measure and explain: of one model of a channel. */
export function ModelActions({ channelId, modelName, isRoot }: ModelActionsProps) {
  const t = useTranslations('admin.channels')
  const toast = useToast()
  const words = useFailureWords()
  const [isBusy, startTransition] = useTransition()
  const [measured, setMeasured] = useState<Measured | null>(null)
  const measure = () =>
    startTransition(async () => {
      const result = await submitMeasure({ channelId, modelName }).catch(
        () => ({ type: 'failed', code: 'OFFLINE' }) as const,
      )
      if (result.type === 'done') setMeasured(result.value)
      else if (result.type === 'failed') toast({ text: words(result.code) })
      else toast({ text: result.problems.map(({ message }) => message).join(' ') })
    })
  return (
    <div className="flex flex-wrap items-center justify-end gap-2">
      <TestButton channelId={channelId} modelName={modelName} name={modelName} isRoot={isRoot} />
      <Button size="small" onClick={measure} isBusy={isBusy} aria-label={t('measureNamed', { name: modelName })}>
        {!isBusy && <Ruler aria-hidden />}
        {t('measure')}
      </Button>
      <Button size="small" asChild>
        <Link
          href={`/admin/channels/why?model=${encodeURIComponent(modelName)}`}
          aria-label={t('whyNamed', { name: modelName })}
        >
          {t('why')}
        </Link>
      </Button>
      <Dialog
        isOpen={measured !== null}
        onOpenChange={(isOpen) => !isOpen && setMeasured(null)}
        title={t('measureNamed', { name: modelName })}
      >
        {measured !== null && <Findings measured={measured} isRoot={isRoot} />}
      </Dialog>
    </div>
  )
}

function Findings({ measured: { facts, test }, isRoot }: { measured: Measured; isRoot: boolean }) {
  const t = useTranslations('admin.channels')
  if (facts.length === 0) return test && <TestResult test={test} isRoot={isRoot} />
  return (
    <div className="flex flex-col gap-3" role="status">
      <ul className="divide-y rounded-md border">
        {facts.map(({ capability, verdict, note }) => (
          <li key={capability} className="flex flex-wrap items-center gap-2 px-3 py-2">
            <span className="w-28 font-medium">
              {isCapability(capability) ? t(CAPABILITIES[capability]) : capability}
            </span>
            <StateBadge tone={TONES[verdictOf(verdict)]}>{t(VERDICTS[verdictOf(verdict)])}</StateBadge>
            <span className="min-w-0 flex-1 break-words text-[13px] text-text-muted">{note}</span>
          </li>
        ))}
      </ul>
      <p>{t('measureDone')}</p>
    </div>
  )
}
