'use client'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'
import { Field } from '@/components/ui/field'
import { Input, Textarea } from '@/components/ui/input'

export interface RecordingFieldsProps {
  /** What `register` gives for each of the three. */
  isAsked: UseFormRegisterReturn
  version: UseFormRegisterReturn
  text: UseFormRegisterReturn
  errors: { version: string | undefined; text: string | undefined }
  /** Where the form is about nothing else. */
  isOpen?: boolean
}

/** Whether people are asked for consent to recording, and to what: the same for groups, courses and keys. */
export function RecordingFields({ isAsked, version, text, errors, isOpen = false }: RecordingFieldsProps) {
  const t = useTranslations('recording')
  const [askId, noteId] = [useId(), useId()]
  return (
    <details
      open={isOpen || errors.version !== undefined || errors.text !== undefined}
      className="rounded-md border p-3"
    >
      <summary className="cursor-pointer font-medium">{t('title')}</summary>
      <div className="mt-3 flex flex-col gap-4">
        <div className="flex items-start gap-2.5">
          <input
            {...isAsked}
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
        <Field label={t('askVersion')} hint={t('askVersionHint')} error={errors.version}>
          {(control) => <Input {...control} {...version} autoComplete="off" />}
        </Field>
        <Field label={t('askWhat')} hint={t('askWhatHint')} error={errors.text}>
          {(control) => <Textarea {...control} {...text} rows={4} />}
        </Field>
      </div>
    </details>
  )
}
