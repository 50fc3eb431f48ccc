'use client'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useId, useRef } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { Select, Textarea } from '@/components/ui/input'
import { type ChatParameters, MOST_STOPS, REASONING_EFFORTS } from '@/lib/chat/chat-request'
import { NumberParameter, type NumberSetting } from './number-parameter'
import { ParameterRow } from './parameter-row'

const SETTINGS: readonly NumberSetting[] = [
  { name: 'temperature', initial: 0.7, min: 0, max: 2, step: 0.1 },
  { name: 'topP', initial: 0.9, min: 0, max: 1, step: 0.05 },
  { name: 'maxTokens', initial: 1024, min: 1, max: 1_000_000, step: 1 },
  { name: 'frequencyPenalty', initial: 0, min: -2, max: 2, step: 0.1 },
  { name: 'presencePenalty', initial: 0, min: -2, max: 2, step: 0.1 },
  { name: 'seed', initial: 1, min: 0, max: 2_147_483_647, step: 1 },
]

export interface ParameterPanelProps {
  parameters: ChatParameters
  onChange: (parameters: ChatParameters) => void
  onClose: () => void
  maxOutputTokens: number | null
}

/** Settings of the next call. */
export function ParameterPanel({ parameters, onChange, onClose, maxOutputTokens }: ParameterPanelProps) {
  const t = useTranslations('playground')
  const common = useTranslations('common')
  const promptId = useId()
  const panel = useRef<HTMLElement>(null)
  useEffect(() => panel.current?.focus(), [])
  const set = (change: Partial<ChatParameters>) => onChange(withoutUnset({ ...parameters, ...change }))
  return (
    <section
      ref={panel}
      tabIndex={-1} // the next key press is meant for it
      aria-label={t('settings')}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
      className="outline-none fixed inset-x-0 bottom-0 z-40 flex max-h-[80dvh] flex-col gap-4 overflow-y-auto rounded-t-lg border bg-raised p-4 shadow-overlay sm:top-14 sm:left-auto sm:z-25 sm:max-h-none sm:w-80 sm:rounded-none sm:border-y-0 sm:border-r-0 xl:shadow-none"
    >
      <div className="flex flex-col gap-1.5">
        <div className="-mt-1.5 -mr-1.5 flex items-center justify-between">
          <label htmlFor={promptId} className="font-medium">
            {t('systemPrompt')}
          </label>
          <IconButton icon={X} label={common('close')} onClick={onClose} />
        </div>
        <Textarea
          id={promptId}
          rows={2}
          className="field-sizing-content max-h-64"
          value={parameters.systemPrompt ?? ''}
          placeholder={t('systemPromptHint')}
          onChange={({ target }) => set({ systemPrompt: target.value })}
        />
      </div>
      <div className="grid gap-y-2">
        {SETTINGS.map((setting) => {
          const max = setting.name === 'maxTokens' ? (maxOutputTokens ?? setting.max) : setting.max
          return (
            <NumberParameter
              key={setting.name}
              setting={{ ...setting, max, initial: Math.min(setting.initial, max) }}
              value={parameters[setting.name]}
              onChange={(value) => set({ [setting.name]: value })}
            />
          )
        })}
        <StopParameter value={parameters.stop} onChange={(stop) => set({ stop })} />
        <EffortParameter value={parameters.reasoningEffort} onChange={(reasoningEffort) => set({ reasoningEffort })} />
        <ParameterRow
          label={t('jsonMode')}
          isOn={parameters.isJson === true}
          onToggle={(isOn) => set({ isJson: isOn || undefined })}
          below={<p className="text-[13px] text-text-muted">{t('jsonModeHint')}</p>}
        >
          <span className="text-[13px] text-text-muted">{t('on')}</span>
        </ParameterRow>
      </div>
      <p className="text-[13px] text-text-muted">{t('notSentHint')}</p>
    </section>
  )
}

interface ParameterProps<Value> {
  value: Value | undefined
  onChange: (value: Value | undefined) => void
}

function StopParameter({ value, onChange }: ParameterProps<readonly string[]>) {
  const t = useTranslations('playground')
  const hintId = useId()
  return (
    <ParameterRow
      label={t('stopTexts')}
      isOn={value !== undefined}
      onToggle={(isOn) => onChange(isOn ? [] : undefined)}
      below={
        <>
          <Textarea
            rows={2}
            aria-label={t('stopTexts')}
            aria-describedby={hintId}
            className="field-sizing-content min-h-16"
            value={value?.join('\n') ?? ''}
            onChange={({ target }) => onChange(target.value.split('\n').slice(0, MOST_STOPS))}
          />
          <p id={hintId} className="text-[13px] text-text-muted">
            {t('stopTextsHint')}
          </p>
        </>
      }
    />
  )
}

function EffortParameter({ value, onChange }: ParameterProps<(typeof REASONING_EFFORTS)[number]>) {
  const t = useTranslations('playground')
  return (
    <ParameterRow
      label={t('reasoningEffort')}
      isOn={value !== undefined}
      onToggle={(isOn) => onChange(isOn ? 'medium' : undefined)}
    >
      <Select
        aria-label={t('reasoningEffort')}
        className="w-32"
        value={value}
        onChange={({ target }) => onChange(REASONING_EFFORTS.find((effort) => effort === target.value))}
      >
        {REASONING_EFFORTS.map((effort) => (
          <option key={effort} value={effort}>
            {t(`effort.${effort}`)}
          </option>
        ))}
      </Select>
    </ParameterRow>
  )
}

/** What is switched off is not there at all. */
const withoutUnset = (
  parameters: { [Name in keyof ChatParameters]: ChatParameters[Name] | undefined },
): ChatParameters => Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined))
