'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod/mini'
import { DialogForm } from '@/components/forms/dialog-form'
import { useActionForm } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { submitRevokeKey } from '../actions'

/** Ends a key for good; says what happens to calls that are running. */
export function RevokeKey({ id, name }: { id: string; name: string }) {
  const t = useTranslations('keys')
  const common = useTranslations('common')
  const [isOpen, setOpen] = useState(false)
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z.object({ reason: z.string().check(z.trim(), z.maxLength(200, t('reasonLong'))) }),
    defaultValues: { reason: '' },
    submit: ({ reason }) => submitRevokeKey({ id, reason: reason || null }),
    onDone: () => setOpen(false),
  })
  return (
    <>
      <Button size="small" variant="danger" onClick={() => setOpen(true)} aria-label={t('revokeNamed', { name })}>
        {t('revoke')}
      </Button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={t('revokeNamed', { name })} description={t('revokeText')}>
        <DialogForm
          onSubmit={onSubmit}
          onCancel={() => setOpen(false)}
          error={errors.root?.message}
          isBusy={isBusy}
          verb={t('revoke')}
          isDangerous
        >
          <Field label={t('reason')} isOptional={common('optional')} error={errors.reason?.message}>
            {(control) => <Input {...control} {...form.register('reason')} autoComplete="off" />}
          </Field>
        </DialogForm>
      </Dialog>
    </>
  )
}
