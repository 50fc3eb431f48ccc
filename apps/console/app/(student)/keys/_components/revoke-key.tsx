'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod/mini'
import { FormError } from '@/components/forms/form-error'
import { useActionForm } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { Dialog, DialogActions } from '@/components/ui/dialog'
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
        <form onSubmit={onSubmit} noValidate className="flex flex-col gap-4 text-left">
          <FormError message={errors.root?.message} />
          <Field label={t('reason')} isOptional={common('optional')} error={errors.reason?.message}>
            {(control) => <Input {...control} {...form.register('reason')} autoComplete="off" />}
          </Field>
          <DialogActions>
            <Button onClick={() => setOpen(false)}>{common('cancel')}</Button>
            <Button type="submit" variant="danger" isBusy={isBusy}>
              {t('revoke')}
            </Button>
          </DialogActions>
        </form>
      </Dialog>
    </>
  )
}
