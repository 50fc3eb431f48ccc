'use client'
import { useTranslations } from 'next-intl'
import * as z from 'zod/mini'
import { DialogForm } from '@/components/forms/dialog-form'
import { useActionForm } from '@/components/forms/use-action-form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import { submitEgress } from '../actions'

const HOST_PORT = /^\S+:\d{1,5}$/

/** One private address, allowed or (given as `removed`) taken back. */
export function EgressForm({ removed, onClose }: { removed: string | undefined; onClose: () => void }) {
  const t = useTranslations('admin.settings')
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
    <DialogForm
      onSubmit={onSubmit}
      onCancel={onClose}
      error={errors.root?.message}
      isBusy={isBusy}
      verb={removed === undefined ? t('egressAdd') : t('egressTakeBack')}
    >
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
    </DialogForm>
  )
}
