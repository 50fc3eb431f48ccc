'use client'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import * as z from 'zod/mini'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { ActionResult } from '@/lib/action-result'
import { DialogForm } from './dialog-form'
import { useActionForm } from './use-action-form'

const LONGEST_REASON = 500

export interface ReasonDialogProps {
  /** On the button in the row, and on the one that does it. */
  verb: string
  /** What exactly is done, and to what. */
  title: string
  description: ReactNode
  isDangerous?: boolean
  /** In a row of a table. */
  isSmall?: boolean
  submit: (reason: string) => Promise<ActionResult<unknown>>
}

/** An act that is kept with its reason. */
export function ReasonDialog({ verb, title, description, isDangerous, isSmall, submit }: ReasonDialogProps) {
  const t = useTranslations('reason')
  const [isOpen, setOpen] = useState(false)
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z.object({
      reason: z.string().check(z.trim(), z.minLength(1, t('missing')), z.maxLength(LONGEST_REASON, t('long'))),
    }),
    defaultValues: { reason: '' },
    submit: ({ reason }) => submit(reason),
    onDone() {
      setOpen(false)
      form.reset()
    },
  })
  return (
    <>
      <Button
        size={isSmall ? 'small' : 'default'}
        variant={isDangerous ? 'danger' : 'secondary'}
        onClick={() => setOpen(true)}
        aria-label={title}
      >
        {verb}
      </Button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={title} description={description}>
        <DialogForm
          onSubmit={onSubmit}
          onCancel={() => setOpen(false)}
          error={errors.root?.message}
          isBusy={isBusy}
          verb={verb}
          isDangerous={isDangerous}
        >
          <Field label={t('label')} hint={t('hint')} error={errors.reason?.message}>
            {(control) => <Input {...control} {...form.register('reason')} autoComplete="off" autoFocus />}
          </Field>
        </DialogForm>
      </Dialog>
    </>
  )
}
