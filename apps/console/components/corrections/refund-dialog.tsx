'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { DialogForm } from '@/components/forms/dialog-form'
import { useActionForm } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { SecondPerson } from '@/lib/admin-api/corrections'
import { createId } from '@/lib/chat/random-id'
import { formatMoney } from '@/lib/money'
import { submitRefund } from './actions'
import { createRefundSchema, toRefund } from './correction-form-schema'
import { SharedFields } from './shared-fields'
import { useCorrectionWords } from './use-correction-words'
import { useOutcomeToast } from './use-outcome-toast'

export interface RefundDialogProps {
  requestId: string
  /** What is left of the call's debit, decimal text. */
  left: string
  currency: string
  people: readonly SecondPerson[]
}

export function RefundDialog(props: RefundDialogProps) {
  const t = useTranslations('corrections')
  const locale = useLocale()
  const [isOpen, setOpen] = useState(false)
  const left = formatMoney(props.left, { currency: props.currency, locale, precision: 'exact' })
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('refund')}</Button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={t('refund')} description={t('refundText', { left })}>
        <RefundForm {...props} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

/** Lives as long as the dialog is open: so does the key that makes a second click the same refund. */
function RefundForm({ requestId, left, currency, people, onClose }: RefundDialogProps & { onClose: () => void }) {
  const t = useTranslations('corrections')
  const common = useTranslations('common')
  const words = useCorrectionWords()
  const tell = useOutcomeToast()
  const [idempotencyKey] = useState(() => `console-${createId()}`)
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: createRefundSchema(words, left),
    defaultValues: { amount: '', reason: '', secondPersonId: '' },
    submit: (values) => submitRefund(toRefund(values, { requestId, idempotencyKey })),
    onDone(state) {
      onClose()
      tell(state)
    },
  })
  return (
    <DialogForm onSubmit={onSubmit} onCancel={onClose} error={errors.root?.message} isBusy={isBusy} verb={t('refund')}>
      <Field
        label={t('amount', { currency })}
        isOptional={common('optional')}
        hint={t('refundHint')}
        error={errors.amount?.message}
      >
        {(control) => <Input {...control} {...form.register('amount')} inputMode="decimal" autoComplete="off" />}
      </Field>
      <SharedFields
        people={people}
        reason={form.register('reason')}
        reasonError={errors.reason?.message}
        second={form.register('secondPersonId')}
        secondError={errors.secondPersonId?.message}
      />
    </DialogForm>
  )
}
