'use client'
import { useTranslations } from 'next-intl'
import * as z from 'zod/mini'
import { FormError } from '@/components/forms/form-error'
import { useActionForm } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import { submitEgress } from '../actions'

const HOST_PORT = /^\S+:\d{1,5}$/

/** One private address, allowed or (given as `removed`) taken back. */
export function EgressForm({ removed, onClose }: { removed: string | undefined; onClose: () => void }) {
  const t = useTranslations('admin.settings')
  const common = useTranslations('common')
  const toast = useToast()
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z.object({
      hostPort: z.string().check(z.trim(), z.regex(HOST_PORT, t('egressWrong'))),
      password: z.string().check(z.minLength(1, t('egressPassword'))),
    }),
    defaultValues: { hostPort: removed ?? '', password: '' },
    submit: (values) => submitEgress(values, removed === undefined),
    onDone() {
      onClose()
      toast({ text: removed === undefined ? t('egressAdded') : t('egressRemoved') })
    },
  })
  return (
    <form onSubmit={onSubmit} noValidate className="flex flex-col gap-4">
      <FormError message={errors.root?.message} />
      {removed === undefined && (
        <Field label={t('egressEntry')} hint={t('egressEntryHint')} error={errors.hostPort?.message}>
          {(control) => <Input {...control} {...form.register('hostPort')} autoComplete="off" autoFocus />}
        </Field>
      )}
      <Field label={t('egressPassword')} error={errors.password?.message}>
        {(control) => (
          <Input {...control} {...form.register('password')} type="password" autoComplete="current-password" />
        )}
      </Field>
      <DialogActions>
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button type="submit" variant="primary" isBusy={isBusy}>
          {removed === undefined ? t('egressAdd') : t('egressTakeBack')}
        </Button>
      </DialogActions>
    </form>
  )
}
