'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Controller } from 'react-hook-form'
import { DialogForm } from '@/components/forms/dialog-form'
import { useActionForm } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { SecondPerson } from '@/lib/admin-api/corrections'
import { createId } from '@/lib/chat/random-id'
import { AccountPicker } from './account-picker'
import { submitMove } from './actions'
import { createMoveSchema, toMove } from './correction-form-schema'
import { SharedFields } from './shared-fields'
import { useCorrectionWords } from './use-correction-words'
import { useOutcomeToast } from './use-outcome-toast'

export interface MoveDialogProps {
  currency: string
  people: readonly SecondPerson[]
}

export function MoveDialog(props: MoveDialogProps) {
  const t = useTranslations('corrections')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('move')}</Button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={t('move')} description={t('moveText')}>
        <MoveForm {...props} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

/** Lives as long as the dialog is open: so does the key that makes a second click the same move. */
function MoveForm({ currency, people, onClose }: MoveDialogProps & { onClose: () => void }) {
  const t = useTranslations('corrections')
  const words = useCorrectionWords()
  const tell = useOutcomeToast()
  const [idempotencyKey] = useState(() => `console-${createId()}`)
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: createMoveSchema(words),
    defaultValues: { fromAccountId: '', toAccountId: '', amount: '', reason: '', secondPersonId: '' },
    submit: (values) => submitMove(toMove(values, idempotencyKey)),
    onDone(state) {
      onClose()
      tell(state)
    },
  })
  return (
    <DialogForm onSubmit={onSubmit} onCancel={onClose} error={errors.root?.message} isBusy={isBusy} verb={t('askFor')}>
      {(['fromAccountId', 'toAccountId'] as const).map((name) => (
        <Controller
          key={name}
          name={name}
          control={form.control}
          render={({ field }) => (
            <AccountPicker
              label={name === 'fromAccountId' ? t('from') : t('to')}
              currency={currency}
              error={errors[name]?.message}
              inputRef={field.ref}
              onChoose={field.onChange}
            />
          )}
        />
      ))}
      <Field label={t('amount', { currency })} error={errors.amount?.message}>
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
