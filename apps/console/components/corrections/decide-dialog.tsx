'use client'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { DialogForm } from '@/components/forms/dialog-form'
import { useActionForm } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/input'
import { submitDecision } from './actions'
import { createDecisionSchema } from './correction-form-schema'
import { useCorrectionWords } from './use-correction-words'
import { useOutcomeToast } from './use-outcome-toast'

export interface DecideDialogProps {
  id: string
  isApproved: boolean
  /** What is decided, for who hears the button without its row. */
  name: string
  /** What will move, as the dialog shows it. */
  children: ReactNode
}

/** The second person's word. */
export function DecideDialog({ id, isApproved, name, children }: DecideDialogProps) {
  const t = useTranslations('corrections')
  const common = useTranslations('common')
  const words = useCorrectionWords()
  const tell = useOutcomeToast()
  const [isOpen, setOpen] = useState(false)
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: createDecisionSchema(words),
    defaultValues: { note: '' },
    submit: ({ note }) => submitDecision({ id, isApproved, note: note || null }),
    onDone(state) {
      setOpen(false)
      tell(state)
    },
  })
  const verb = isApproved ? t('approve') : t('refuse')
  return (
    <>
      <Button
        size="small"
        variant={isApproved ? 'secondary' : 'danger'}
        onClick={() => setOpen(true)}
        aria-label={isApproved ? t('approveNamed', { name }) : t('refuseNamed', { name })}
      >
        {verb}
      </Button>
      <Dialog
        isOpen={isOpen}
        onOpenChange={setOpen}
        title={isApproved ? t('approveTitle') : t('refuseTitle')}
        description={isApproved ? t('approveText') : t('refuseText')}
      >
        <DialogForm
          onSubmit={onSubmit}
          onCancel={() => setOpen(false)}
          error={errors.root?.message}
          isBusy={isBusy}
          verb={verb}
          isDangerous={!isApproved}
        >
          <div className="rounded-md border bg-sunken px-3 py-2 text-[13px]">{children}</div>
          <Field label={t('note')} isOptional={common('optional')} error={errors.note?.message}>
            {(control) => <Textarea {...control} {...form.register('note')} />}
          </Field>
        </DialogForm>
      </Dialog>
    </>
  )
}
