'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { z } from 'zod'
import { FormError } from '@/components/forms/form-error'
import { useActionForm } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { Dialog, DialogActions } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Callout } from '@/components/ui/states'
import { useToast } from '@/components/ui/toast'
import { createId } from '@/lib/chat/random-id'
import { formatMoney, parseNanos } from '@/lib/money'
import { submitGrant } from '../actions'

export interface GrantDialogProps {
  userId: string
  username: string
  currency: string
  /** Not admitted yet: the API grants nothing. */
  isPending: boolean
}

export function GrantDialog(props: GrantDialogProps) {
  const t = useTranslations('admin.users')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)} aria-label={t('grantTo', { username: props.username })}>
        {t('grant')}
      </Button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={t('grantTo', { username: props.username })}>
        <GrantForm {...props} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

/** Lives as long as the dialog is open: so does the key that makes a second click the same grant. */
function GrantForm({ userId, username, currency, isPending, onClose }: GrantDialogProps & { onClose: () => void }) {
  const t = useTranslations('admin.users')
  const common = useTranslations('common')
  const locale = useLocale()
  const toast = useToast()
  const [idempotencyKey] = useState(() => `console-${createId()}`)
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z.object({
      amount: z
        .string()
        .trim()
        .refine((text) => (parseNanos(text) ?? 0n) > 0n, t('amountWrong')),
      reason: z.string().trim().min(1, t('reasonMissing')).max(200, t('reasonLong')),
    }),
    defaultValues: { amount: '', reason: '' },
    submit: ({ amount, reason }) => submitGrant({ userId, amount, reason, idempotencyKey }),
    onDone({ balance }) {
      onClose()
      toast({
        text:
          balance === null
            ? t('granted', { username })
            : t('grantedBalance', {
                username,
                balance: formatMoney(balance, { currency, locale, precision: 'balance' }),
              }),
      })
    },
  })
  return (
    <form onSubmit={onSubmit} noValidate className="flex flex-col gap-4 text-left">
      {isPending && <Callout tone="warning">{t('grantPending')}</Callout>}
      <FormError message={errors.root?.message} />
      <Field label={t('amount', { currency })} error={errors.amount?.message}>
        {(control) => (
          <Input {...control} {...form.register('amount')} inputMode="decimal" autoComplete="off" autoFocus />
        )}
      </Field>
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
