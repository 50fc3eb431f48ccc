'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod/mini'
import { FormError } from '@/components/forms/form-error'
import { useActionForm } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Callout } from '@/components/ui/states'
import type { ImportedRoster, RosterPreview } from '@/lib/admin-api/course-people'
import { endOfDay } from '@/lib/format'
import { parseNanos } from '@/lib/money'
import { submitRoster } from '../actions'
import type { ChosenFile } from './choose-roster'
import { RosterDiff } from './roster-diff'

export interface ApplyRosterProps {
  courseId: string
  hasPool: boolean
  currency: string
  timeZone: string
  file: ChosenFile
  preview: RosterPreview
  onBack: () => void
  onDone: (imported: ImportedRoster) => void
}

/** What the file would do, what each student gets, and the button that does it. */
export function ApplyRoster({
  file,
  preview,
  courseId,
  hasPool,
  currency,
  timeZone,
  onBack,
  onDone,
}: ApplyRosterProps) {
  const t = useTranslations('course.roster')
  const grants = useTranslations('finance.grants')
  const common = useTranslations('common')
  const faults = preview.counts?.refuse ?? 0
  const [skipsFaults, setSkipsFaults] = useState(false)
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z
      .object({
        amount: z.string().check(
          z.trim(),
          z.refine((text) => text === '' || (parseNanos(text) ?? 0n) > 0n, grants('amountWrong')),
        ),
        label: z.string().check(z.trim(), z.maxLength(100, t('labelLong'))),
        expiresOn: z.string(),
      })
      .check(
        z.refine(({ amount, label }) => amount === '' || label !== '', { path: ['label'], message: t('labelMissing') }),
      ),
    defaultValues: { amount: '', label: '', expiresOn: '' },
    submit: ({ amount, label, expiresOn }) =>
      submitRoster({
        courseId,
        file: file.base64,
        fileName: file.name,
        removeMissing: file.removeMissing,
        previewToken: preview.token ?? '',
        skipFaults: skipsFaults,
        grant:
          amount === '' ? null : { amount, label, expiresAt: expiresOn === '' ? null : endOfDay(expiresOn, timeZone) },
      }),
    onDone,
  })
  return (
    <form onSubmit={onSubmit} noValidate className="flex flex-col gap-4">
      <RosterDiff preview={preview} />
      {faults > 0 && (
        <Callout tone="warning">
          <label className="flex items-start gap-2">
            <input
              type="checkbox"
              className="mt-1"
              checked={skipsFaults}
              onChange={({ target }) => setSkipsFaults(target.checked)}
            />
            <span>{t('skipFaults', { count: faults })}</span>
          </label>
        </Callout>
      )}
      {hasPool && (
        <fieldset className="grid gap-4 sm:grid-cols-3">
          <legend className="mb-2 font-medium">{t('grant')}</legend>
          <Field label={grants('amount', { currency })} isOptional={common('optional')} error={errors.amount?.message}>
            {(control) => <Input {...control} {...form.register('amount')} inputMode="decimal" autoComplete="off" />}
          </Field>
          <Field label={t('label')} hint={t('labelHint')} error={errors.label?.message}>
            {(control) => <Input {...control} {...form.register('label')} autoComplete="off" />}
          </Field>
          <Field label={grants('expiresOn')} isOptional={common('optional')} error={errors.expiresOn?.message}>
            {(control) => <Input {...control} {...form.register('expiresOn')} type="date" />}
          </Field>
        </fieldset>
      )}
      <FormError message={errors.root?.message} />
      <DialogActions>
        <Button onClick={onBack}>{t('back')}</Button>
        <Button type="submit" variant="primary" isBusy={isBusy} disabled={faults > 0 && !skipsFaults}>
          {t('apply')}
        </Button>
      </DialogActions>
    </form>
  )
}
