'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog } from '@/components/ui/dialog'
import type { ChatRequest } from '@/lib/chat/chat-request'
import { CODE_DIALECTS, CODE_LANGUAGES } from '@/lib/chat/code/call-code'
import { createCode, shortenData } from '@/lib/chat/code/create-code'
import { cn } from '@/lib/class-names'

export interface CodeDialogProps {
  /** One a lane. */
  requests: readonly (Omit<ChatRequest, 'model'> & { model: string; maxOutputTokens: number | null })[]
  onClose: () => void
}

const GREETING = [{ role: 'user', id: 'hello', text: 'Hello', images: [] }] as const

/** The next call of this conversation, for whoever wants to make it from a program. */
export function CodeDialog({ requests, onClose }: CodeDialogProps) {
  const t = useTranslations('code')
  const names = useTranslations('playground')
  const [dialect, setDialect] = useState<(typeof CODE_DIALECTS)[number]>('openai')
  const [language, setLanguage] = useState<(typeof CODE_LANGUAGES)[number]>('curl')
  const [lane, setLane] = useState(0)
  const chosen = requests[lane] ?? requests[0]
  if (chosen === undefined) return null
  const { maxOutputTokens, ...request } = chosen
  const isEmpty = request.turns.length === 0
  const { texts, leftOut } = createCode(dialect, {
    publicUrl: window.location.origin,
    request: isEmpty ? { ...request, turns: GREETING } : request,
    maxOutputTokens,
  })
  const shown = shortenData(texts[language])
  return (
    <Dialog isOpen onOpenChange={(isOpen) => !isOpen && onClose()} title={t('title')} className="sm:max-w-3xl">
      <p className="text-text-muted">{t('description')}</p>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        {requests.length > 1 && (
          <Choice
            label={t('forModel')}
            options={requests.map(({ model }, index) => ({ value: String(index), label: model }))}
            value={String(lane)}
            onChange={(value) => setLane(Number(value))}
          />
        )}
        <Choice
          label={t('dialect')}
          options={CODE_DIALECTS.map((value) => ({ value, label: t(`dialects.${value}`) }))}
          value={dialect}
          onChange={setDialect}
        />
        <Choice
          label={t('language')}
          options={CODE_LANGUAGES.map((value) => ({ value, label: t(`languages.${value}`) }))}
          value={language}
          onChange={setLanguage}
        />
        <div className="ml-auto">
          <CopyButton text={texts[language]} label={t('copy')} isWide />
        </div>
      </div>
      {leftOut.length > 0 && (
        <p className="mt-2 text-[13px] text-warning">
          {t('leftOut', {
            settings: leftOut.map((name) => names(name === 'isJson' ? 'jsonMode' : nameOf(name))).join(', '),
          })}
        </p>
      )}
      {isEmpty && <p className="mt-2 text-[13px] text-text-muted">{t('empty')}</p>}
      {shown !== texts[language] && <p className="mt-2 text-[13px] text-text-muted">{t('shortened')}</p>}
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={t('title')}
        className="mt-3 max-h-[50dvh] overflow-auto rounded-md border bg-sunken p-3 font-mono text-[13px] leading-5"
      >
        <pre data-testid="code">{shown}</pre>
      </section>
    </Dialog>
  )
}

type SettingName = 'temperature' | 'topP' | 'maxTokens' | 'frequencyPenalty' | 'presencePenalty' | 'seed'

const SETTING_NAMES: readonly SettingName[] = [
  'temperature',
  'topP',
  'maxTokens',
  'frequencyPenalty',
  'presencePenalty',
  'seed',
]
const nameOf = (name: string): SettingName | 'settings' => SETTING_NAMES.find((known) => known === name) ?? 'settings'

interface ChoiceProps<Value extends string> {
  label: string
  options: readonly { value: Value; label: string }[]
  value: Value
  onChange: (value: Value) => void
}

/** One of a few, all in sight. */
function Choice<Value extends string>({ label, options, value, onChange }: ChoiceProps<Value>) {
  return (
    <fieldset className="flex min-w-0 flex-wrap rounded-md border border-border-strong bg-raised p-0.5">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          className={cn(
            'max-w-48 truncate rounded-sm px-2.5 py-1 text-[13px] text-text-muted hover:text-text',
            option.value === value && 'bg-accent-soft font-medium text-accent hover:text-accent',
          )}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  )
}
