'use client'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { Input, Textarea } from '@/components/ui/input'
import { Switch } from '@/components/ui/switch'
import type { ChatParameters } from '@/lib/chat/chat-request'

interface NumberSetting {
  name: 'temperature' | 'topP' | 'maxTokens' | 'frequencyPenalty' | 'seed'
  /** What the switch starts with; nothing is sent before. */
  initial: number
  min: number
  max: number
  step: number
}

const SETTINGS: readonly NumberSetting[] = [
  { name: 'temperature', initial: 0.7, min: 0, max: 2, step: 0.1 },
  { name: 'topP', initial: 0.9, min: 0, max: 1, step: 0.05 },
  { name: 'maxTokens', initial: 1024, min: 1, max: 1_000_000, step: 1 },
  { name: 'frequencyPenalty', initial: 0, min: -2, max: 2, step: 0.1 },
  { name: 'seed', initial: 1, min: 0, max: 2_147_483_647, step: 1 },
]

export interface ParameterPanelProps {
  parameters: ChatParameters
  onChange: (parameters: ChatParameters) => void
  maxOutputTokens: number | null
}

/** Settings of the next call, each with a switch: off means that it is not sent at all. */
export function ParameterPanel({ parameters, onChange, maxOutputTokens }: ParameterPanelProps) {
  const t = useTranslations('playground')
  const promptId = useId()
  return (
    <section
      aria-label={t('settings')}
      className="mb-2 flex flex-col gap-4 rounded-lg border bg-raised p-4 xl:fixed xl:top-14 xl:right-0 xl:bottom-0 xl:mb-0 xl:w-80 xl:overflow-y-auto xl:rounded-none xl:border-y-0 xl:border-r-0"
    >
      <div className="flex flex-col gap-1.5">
        <label htmlFor={promptId} className="font-medium">
          {t('systemPrompt')}
        </label>
        <Textarea
          id={promptId}
          rows={2}
          value={parameters.systemPrompt ?? ''}
          placeholder={t('systemPromptHint')}
          onChange={(event) => onChange({ ...parameters, systemPrompt: event.target.value })}
        />
      </div>
      <div className="grid gap-x-6 gap-y-3 sm:grid-cols-2 xl:grid-cols-1">
        {SETTINGS.map((setting) => {
          const max = setting.name === 'maxTokens' ? (maxOutputTokens ?? setting.max) : setting.max
          return (
            <NumberParameter
              key={setting.name}
              setting={{ ...setting, max, initial: Math.min(setting.initial, max) }}
              value={parameters[setting.name]}
              onChange={(value) => onChange({ ...parameters, [setting.name]: value })}
            />
          )
        })}
      </div>
      <p className="text-[13px] text-text-muted">{t('notSentHint')}</p>
    </section>
  )
}

interface NumberParameterProps {
  setting: NumberSetting
  value: number | undefined
  onChange: (value: number | undefined) => void
}

function NumberParameter({ setting, value, onChange }: NumberParameterProps) {
  const t = useTranslations('playground')
  const label = t(setting.name)
  const isOn = value !== undefined
  return (
    <div className="flex h-9 items-center gap-3">
      <Switch
        checked={isOn}
        onCheckedChange={(checked) => onChange(checked ? setting.initial : undefined)}
        aria-label={t('send', { setting: label })}
      />
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {isOn ? (
        <Input
          type="number"
          aria-label={label}
          className="w-28 tabular-nums"
          min={setting.min}
          max={setting.max}
          step={setting.step}
          value={value}
          onChange={({ target }) => {
            const typed = target.valueAsNumber
            if (!Number.isNaN(typed)) onChange(Math.min(setting.max, Math.max(setting.min, typed)))
          }}
        />
      ) : (
        <span className="text-[13px] text-text-muted">{t('notSent')}</span>
      )}
    </div>
  )
}
