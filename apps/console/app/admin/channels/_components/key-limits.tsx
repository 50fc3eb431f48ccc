'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod/mini'
import { DialogForm } from '@/components/forms/dialog-form'
import { useActionForm } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { submitLimitKeys } from '../actions'

export interface KeyLimitsProps {
  channelId: string
  keyIds: readonly string[]
  label: string
  title: string
  /** What they bear now, as far as it is one for all. */
  rpm?: number | null
  tpm?: number | null
}

/** What one key, or all of them, may do in any minute. */
export function KeyLimits({ channelId, keyIds, label, title, rpm, tpm }: KeyLimitsProps) {
  const t = useTranslations('admin.channels')
  const [isOpen, setOpen] = useState(false)
  const count = z.string().check(z.trim(), z.regex(/^\d{0,9}$/, t('countWrong')))
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z.object({ rpm: count, tpm: count }),
    defaultValues: { rpm: rpm == null ? '' : String(rpm), tpm: tpm == null ? '' : String(tpm) },
    submit: (values) =>
      submitLimitKeys({
        channelId,
        keyIds: [...keyIds],
        limits: {
          rpm: values.rpm === '' ? null : Number(values.rpm),
          tpm: values.tpm === '' ? null : Number(values.tpm),
        },
      }),
    onDone: () => setOpen(false),
  })
  return (
    <>
      <Button size="small" aria-label={title} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={title} description={t('keyLimitsText')}>
        <DialogForm onSubmit={onSubmit} onCancel={() => setOpen(false)} error={errors.root?.message} isBusy={isBusy}>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={t('keyLimitsRpm')} error={errors.rpm?.message}>
              {(control) => <Input {...control} {...form.register('rpm')} inputMode="numeric" autoComplete="off" />}
            </Field>
            <Field label={t('keyLimitsTpm')} error={errors.tpm?.message}>
              {(control) => <Input {...control} {...form.register('tpm')} inputMode="numeric" autoComplete="off" />}
            </Field>
          </div>
        </DialogForm>
      </Dialog>
    </>
  )
}
