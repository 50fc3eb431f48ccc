'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { FormError } from '@/components/forms/form-error'
import { useActionForm } from '@/components/forms/use-action-form'
import { createGrantSchema } from '@/components/grants/grant-form-schema'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import { createId } from '@/lib/chat/random-id'
import { endOfDay } from '@/lib/format'
import { submitMemberGrants } from '../actions'

export interface GrantFormProps {
  courseId: string
  userId: string
  name: string
  currency: string
  timeZone: string
  onClose: () => void
}

/** Money from the course's pool. Lives as long as the dialog: so does the key that makes a second click the same grant. */
export function GrantForm({ courseId, userId, name, currency, timeZone, onClose }: GrantFormProps) {
  const t = useTranslations('finance.grants')
  const course = useTranslations('course')
  const common = useTranslations('common')
  const toast = useToast()
  const [idempotencyKey] = useState(() => `course-${createId()}`)
  const words = {
    amountWrong: t('amountWrong'),
    dayPast: t('dayPast'),
    reasonMissing: t('reasonMissing'),
    reasonLong: t('reasonLong'),
  }
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: createGrantSchema(words, { timeZone, now: Date.now }),
    defaultValues: { amount: '', expiresOn: '', reason: '' },
    submit: ({ amount, expiresOn, reason }) =>
      submitMemberGrants({
        courseId,
        userIds: [userId],
        amount,
        reason,
        expiresAt: expiresOn === '' ? null : endOfDay(expiresOn, timeZone),
        idempotencyKey,
      }),
    onDone() {
      onClose()
      toast({ text: t('granted', { name }) })
    },
  })
  return (
    <form onSubmit={onSubmit} noValidate className="flex flex-col gap-4 whitespace-normal text-left">
      <p className="text-text-muted">{course('grantText')}</p>
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
