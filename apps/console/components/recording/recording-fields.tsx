'use client'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'
import { Field } from '@/components/ui/field'
import { Input, Textarea } from '@/components/ui/input'
import type { RecordingValues, RecordingWords } from './recording-form'

export interface RecordingFieldsProps {
  register: (name: keyof RecordingValues) => UseFormRegisterReturn
  /** Of the whole form. */
  errors: Partial<Record<keyof RecordingValues, { message?: string | undefined }>>
  /** Where the form is about nothing else. */
  isOpen?: boolean
}

/** Whether people are asked for consent to recording, and to what: the same for groups, courses and keys. */
export function RecordingFields({ register, errors, isOpen = false }: RecordingFieldsProps) {
  const t = useTranslations('recording')
  const [askId, noteId] = [useId(), useId()]
  const [versionError, textError] = [errors.recordingTextVersion?.message, errors.recordingText?.message]
  return (
    <details open={isOpen || versionError !== undefined || textError !== undefined} className="rounded-md border p-3">
      <summary className="cursor-pointer font-medium">{t('title')}</summary>
      <div className="mt-3 flex flex-col gap-4">
        <div className="flex items-start gap-2.5">
          <input
            {...register('recordingEnabled')}
            id={askId}
            type="checkbox"
            aria-describedby={noteId}
            className="mt-0.5 size-4 accent-accent"
          />
          <div className="min-w-0">
            <label htmlFor={askId} className="font-medium">
              {t('ask')}
            </label>
            <p id={noteId} className="text-[13px] text-text-muted">
              {t('askText')}
            </p>
          </div>
        </div>
        <Field label={t('askVersion')} hint={t('askVersionHint')} error={versionError}>
          {(control) => <Input {...control} {...register('recordingTextVersion')} autoComplete="off" />}
        </Field>
        <Field label={t('askWhat')} hint={t('askWhatHint')} error={textError}>
          {(control) => <Textarea {...control} {...register('recordingText')} rows={4} />}
        </Field>
      </div>
    </details>
  )
}

/** Messages at the fields, in the reader's language. */
export function useRecordingWords(): RecordingWords {
  const t = useTranslations('recording')
  return { versionLong: t('versionLong'), textLong: t('textLong'), both: t('both') }
}
