'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { DialogForm } from '@/components/forms/dialog-form'
import { useActionForm } from '@/components/forms/use-action-form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { createId } from '@/lib/chat/random-id'
import type { CodeSheet } from '@/lib/csv/redeem-codes-csv'
import { submitBatch } from '../actions'
import { createBatchSchema, toBatchInput } from './batch-form-schema'

export interface CreateBatchFormProps {
  currency: string
  timeZone: string
  onMade: (sheet: CodeSheet) => void
  onCancel: () => void
}

/** Lives until the codes are there: so does the key that makes a second click the same batch. */
export function CreateBatchForm({ currency, timeZone, onMade, onCancel }: CreateBatchFormProps) {
  const t = useTranslations('finance.redeemCodes')
  const common = useTranslations('common')
  const [idempotencyKey] = useState(() => `console-${createId()}`)
  const words = {
    nameMissing: t('nameMissing'),
    nameLong: t('nameLong'),
    countWrong: t('countWrong'),
    amountWrong: t('amountWrong'),
    dayPast: t('dayPast'),
  }
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: createBatchSchema(words, { timeZone, now: Date.now }),
    defaultValues: { name: '', count: '', amount: '', expiresOn: '', moneyExpiresOn: '' },
    submit: (values) => submitBatch(toBatchInput(values, { timeZone, idempotencyKey })),
    onDone(codes) {
      if (codes === null) return form.setError('root', { message: t('madeBefore') })
      const { name, amount, expiresOn } = form.getValues()
      onMade({ codes, name: name.trim(), amount: amount.trim(), currency, expiresOn })
    },
  })
  return (
    <DialogForm onSubmit={onSubmit} onCancel={onCancel} error={errors.root?.message} isBusy={isBusy} verb={t('create')}>
      <Field label={t('name')} hint={t('nameHint')} error={errors.name?.message}>
        {(control) => <Input {...control} {...form.register('name')} autoComplete="off" autoFocus />}
      </Field>
      <div className="grid grid-cols-2 gap-4">
        <Field label={t('count')} hint={t('countHint')} error={errors.count?.message}>
          {(control) => <Input {...control} {...form.register('count')} inputMode="numeric" autoComplete="off" />}
        </Field>
        <Field label={t('amount', { currency })} hint={t('amountHint')} error={errors.amount?.message}>
          {(control) => <Input {...control} {...form.register('amount')} inputMode="decimal" autoComplete="off" />}
        </Field>
        <Field
          label={t('expiresOn')}
          isOptional={common('optional')}
          hint={t('expiresOnHint')}
          error={errors.expiresOn?.message}
        >
          {(control) => <Input {...control} {...form.register('expiresOn')} type="date" />}
        </Field>
        <Field
          label={t('moneyExpiresOn')}
          isOptional={common('optional')}
          hint={t('moneyExpiresOnHint')}
          error={errors.moneyExpiresOn?.message}
        >
          {(control) => <Input {...control} {...form.register('moneyExpiresOn')} type="date" />}
        </Field>
      </div>
    </DialogForm>
  )
}
