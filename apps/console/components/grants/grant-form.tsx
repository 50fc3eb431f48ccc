'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { FormError } from '@/components/forms/form-error'
import { useActionForm } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Callout } from '@/components/ui/states'
import { useToast } from '@/components/ui/toast'
import { createId } from '@/lib/chat/random-id'
import { formatMoney } from '@/lib/money'
import { submitGrant } from './actions'
import { createGrantSchema, type GrantTarget, toGrant } from './grant-form-schema'

export interface GrantFormProps {
  target: GrantTarget
  /** User name, or the pool's name. */
  name: string
  currency: string
  timeZone: string
  /** Not admitted yet: the API grants nothing. */
  isPending?: boolean
  onClose: () => void
}

/** Lives as long as the dialog is open: so does the key that makes a second click the same grant. */
export function GrantForm({ target, name, currency, timeZone, isPending, onClose }: GrantFormProps) {
  const t = useTranslations('finance.grants')
  const common = useTranslations('common')
  const locale = useLocale()
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
    submit: (values) => submitGrant(toGrant(values, { target, timeZone, idempotencyKey })),
    onDone({ balance: left }) {
      onClose()
      const balance = left === null ? null : formatMoney(left, { currency, locale, precision: 'balance' })
      toast({ text: balance === null ? t('granted', { name }) : t('grantedBalance', { name, balance }) })
    },
  })
  return (
    <form onSubmit={onSubmit} noValidate className="flex flex-col gap-4 whitespace-normal text-left">
      {isPending && <Callout tone="warning">{t('pending')}</Callout>}
      <FormError message={errors.root?.message} />
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
      <DialogActions>
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button type="submit" variant="primary" isBusy={isBusy}>
          {t('grant')}
        </Button>
      </DialogActions>
    </form>
  )
}
