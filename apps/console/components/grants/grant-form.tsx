'use client'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { DialogForm } from '@/components/forms/dialog-form'
import { useActionForm } from '@/components/forms/use-action-form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import type { ActionResult } from '@/lib/action-result'
import { createId } from '@/lib/chat/random-id'
import { createGrantSchema, type GrantFields, toGrant } from './grant-form-schema'

export interface GrantFormProps<Target, Granted> {
  target: Target
  /** What to know before. */
  note?: ReactNode
  currency: string
  timeZone: string
  submit: (input: Target & GrantFields) => Promise<ActionResult<Granted>>
  /** What is said once it is done. */
  wordsOf: (granted: Granted) => string
  onClose: () => void
}

/** Lives as long as the dialog is open: so does the key that makes a second click the same grant. */
export function GrantForm<Target extends object, Granted>(props: GrantFormProps<Target, Granted>) {
  const { target, currency, timeZone, onClose } = props
  const t = useTranslations('finance.grants')
  const common = useTranslations('common')
  const toast = useToast()
  const [idempotencyKey] = useState(() => `console-${createId()}`)
  const words = {
    amountWrong: t('amountWrong'),
    dayPast: t('dayPast'),
    reasonMissing: t('reasonMissing'),
    reasonLong: t('reasonLong'),
  }
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: createGrantSchema(words, { timeZone, now: Date.now }),
    defaultValues: { amount: '', expiresOn: '', reason: '' },
    submit: (values) => props.submit(toGrant(values, { target, timeZone, idempotencyKey })),
    onDone(granted) {
      onClose()
      toast({ text: props.wordsOf(granted) })
    },
  })
  return (
    <DialogForm onSubmit={onSubmit} onCancel={onClose} error={errors.root?.message} isBusy={isBusy} verb={t('grant')}>
      {props.note}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('amount', { currency })} error={errors.amount?.message}>
          {(control) => (
            <Input {...control} {...form.register('amount')} inputMode="decimal" autoComplete="off" autoFocus />
          )}
        </Field>
        <Field
          label={t('expiresOn')}
          isOptional={common('optional')}
          hint={t('expiresOnHint')}
          error={errors.expiresOn?.message}
        >
          {(control) => <Input {...control} {...form.register('expiresOn')} type="date" />}
        </Field>
      </div>
      <Field label={t('reason')} hint={t('reasonHint')} error={errors.reason?.message}>
        {(control) => <Input {...control} {...form.register('reason')} autoComplete="off" />}
      </Field>
    </DialogForm>
  )
}
