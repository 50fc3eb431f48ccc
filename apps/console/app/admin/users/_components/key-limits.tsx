'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod/mini'
import { DialogForm } from '@/components/forms/dialog-form'
import { useActionForm } from '@/components/forms/use-action-form'
import type { RateLimitsView } from '@/components/limits-text'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { submitKeyLimits } from '../actions'

export interface KeyLimitsProps {
  apiKey: { id: string; version: number; name: string; limits: RateLimitsView }
}

const NAMES = ['rpm', 'tpm', 'concurrency'] as const
const textOf = (count: number | null | undefined): string => (count == null ? '' : String(count))
const countOf = (text: string): number | null => (text === '' ? null : Number(text))

/** What one key of a user may do, whatever its owner may. */
export function KeyLimits({ apiKey }: KeyLimitsProps) {
  const t = useTranslations('limits')
  const [isOpen, setOpen] = useState(false)
  const { name } = apiKey
  return (
    <>
      <Button size="small" aria-label={t('ofKey', { name })} onClick={() => setOpen(true)}>
        {t('edit')}
      </Button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={t('ofKey', { name })} description={t('ofKeyText')}>
        <LimitsForm apiKey={apiKey} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

/** Made anew whenever the dialog opens: it begins with what counts then. */
function LimitsForm({ apiKey: { id, version, limits }, onClose }: KeyLimitsProps & { onClose: () => void }) {
  const t = useTranslations('limits')
  const count = z.string().check(z.trim(), z.regex(/^\d{0,9}$/, t('countWrong')))
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z.object({ rpm: count, tpm: count, concurrency: count }),
    defaultValues: { rpm: textOf(limits.rpm), tpm: textOf(limits.tpm), concurrency: textOf(limits.concurrency) },
    submit: (values) =>
      submitKeyLimits({
        ...{ id, version },
        limits: { rpm: countOf(values.rpm), tpm: countOf(values.tpm), concurrency: countOf(values.concurrency) },
      }),
    onDone: onClose,
  })
  return (
    <DialogForm onSubmit={onSubmit} onCancel={onClose} error={errors.root?.message} isBusy={isBusy}>
      <div className="grid gap-4 sm:grid-cols-3">
        {NAMES.map((limit) => (
          <Field key={limit} label={t(limit)} error={errors[limit]?.message}>
            {(control) => (
              <Input
                {...control}
                {...form.register(limit)}
                inputMode="numeric"
                autoComplete="off"
                placeholder={t('unlimited')}
              />
            )}
          </Field>
        ))}
      </div>
    </DialogForm>
  )
}
