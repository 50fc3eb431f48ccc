'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Controller } from 'react-hook-form'
import { DialogForm } from '@/components/forms/dialog-form'
import { useActionForm } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import type { SecondPerson } from '@/lib/admin-api/corrections'
import { createId } from '@/lib/chat/random-id'
import { AccountPicker } from './account-picker'
import { submitAdjustment } from './actions'
import { type AdjustmentForm, createAdjustmentSchema, toAdjustment } from './correction-form-schema'
import { SharedFields } from './shared-fields'
import { useCorrectionWords } from './use-correction-words'
import { useOutcomeToast } from './use-outcome-toast'

export interface AdjustDialogProps {
  currency: string
  people: readonly SecondPerson[]
  /** Which account, where the page is about one. */
  account?: { id: string; name: string }
}

export function AdjustDialog(props: AdjustDialogProps) {
  const t = useTranslations('corrections')
  const [isOpen, setOpen] = useState(false)
  const title = props.account === undefined ? t('adjust') : t('adjustNamed', { name: props.account.name })
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('adjust')}</Button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={title} description={t('adjustText')}>
        <AdjustForm {...props} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

/** Lives as long as the dialog is open: so does the key that makes a second click the same correction. */
function AdjustForm({ currency, people, account, onClose }: AdjustDialogProps & { onClose: () => void }) {
  const t = useTranslations('corrections')
  const words = useCorrectionWords()
  const tell = useOutcomeToast()
  const [idempotencyKey] = useState(() => `console-${createId()}`)
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: createAdjustmentSchema(words),
    defaultValues: {
      accountId: account?.id ?? '',
      direction: 'give' as AdjustmentForm['direction'],
      amount: '',
      reason: '',
      secondPersonId: '',
    },
    submit: (values) => submitAdjustment(toAdjustment(values, idempotencyKey)),
    onDone(state) {
      onClose()
      tell(state)
    },
  })
  const isTaking = form.watch('direction') === 'take'
  return (
    <DialogForm
      onSubmit={onSubmit}
      onCancel={onClose}
      error={errors.root?.message}
      isBusy={isBusy}
      verb={isTaking ? t('askFor') : t('post')}
    >
      {account === undefined && (
        <Controller
          name="accountId"
          control={form.control}
          render={({ field }) => (
            <AccountPicker
              label={t('account')}
              currency={currency}
              error={errors.accountId?.message}
              inputRef={field.ref}
              onChoose={field.onChange}
            />
          )}
        />
      )}
      <div className="grid grid-cols-2 gap-4">
        <Field label={t('direction')} error={errors.direction?.message}>
          {(control) => (
            <Select {...control} {...form.register('direction')}>
              <option value="give">{t('give')}</option>
              <option value="take">{t('take')}</option>
            </Select>
          )}
        </Field>
        <Field label={t('amount', { currency })} error={errors.amount?.message}>
          {(control) => <Input {...control} {...form.register('amount')} inputMode="decimal" autoComplete="off" />}
        </Field>
      </div>
      <SharedFields
        people={people}
        reason={form.register('reason')}
        reasonError={errors.reason?.message}
        second={form.register('secondPersonId')}
        secondError={errors.secondPersonId?.message}
      />
      <p className="text-[13px] text-text-muted">{isTaking ? t('takeWaits') : t('giveAtOnce')}</p>
    </DialogForm>
  )
}
