'use client'
import { ShieldCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod/mini'
import { DialogForm } from '@/components/forms/dialog-form'
import { useActionForm } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import { submitAllowEgress } from '../actions'

/** Root lets channels reach one private address; the password is asked for again. */
export function AllowAddress({ hostPort, onAllowed }: { hostPort: string; onAllowed?: (() => void) | undefined }) {
  const t = useTranslations('admin.channels')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        <ShieldCheck aria-hidden />
        {t('allowAddress', { hostPort })}
      </Button>
      <Dialog
        isOpen={isOpen}
        onOpenChange={setOpen}
        title={t('allowAddress', { hostPort })}
        description={t('allowAddressText')}
      >
        <AllowForm hostPort={hostPort} onAllowed={onAllowed} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

interface AllowFormProps {
  hostPort: string
  onAllowed: (() => void) | undefined
  onClose: () => void
}

function AllowForm({ hostPort, onAllowed, onClose }: AllowFormProps) {
  const t = useTranslations('admin.channels')
  const toast = useToast()
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z.object({ password: z.string().check(z.minLength(1, t('password'))) }),
    defaultValues: { password: '' },
    submit: ({ password }) => submitAllowEgress({ hostPort, password }),
    onDone() {
      onClose()
      onAllowed?.()
      toast({ text: t('allowed', { hostPort }) })
    },
  })
  return (
    <DialogForm onSubmit={onSubmit} onCancel={onClose} error={errors.root?.message} isBusy={isBusy} verb={t('allow')}>
      <Field label={t('password')} error={errors.password?.message}>
        {(control) => (
          <Input
            {...control}
            {...form.register('password')}
            type="password"
            autoComplete="current-password"
            autoFocus
          />
        )}
      </Field>
    </DialogForm>
  )
}
