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
import { useToast } from '@/components/ui/toast'
import { submitNewRecoveryCodes, submitRemoval } from '../second-factor-actions'
import { OwnPassword } from './own-password'
import { RecoveryCodes } from './recovery-codes'

/** New recovery codes, or no second factor any more: both ask for password and code. */
export function ProveDialog({ kind, hasPassword }: { kind: 'renew' | 'remove'; hasPassword: boolean }) {
  const t = useTranslations('secondFactor')
  const account = useTranslations('account')
  const toast = useToast()
  const [isOpen, setOpen] = useState(false)
  const [codes, setCodes] = useState<readonly string[]>()
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z.object({
      password: z.string().check(z.minLength(hasPassword ? 1 : 0, account('currentPasswordMissing'))),
      code: z.string().check(z.trim(), z.minLength(1, t('codeMissing'))),
    }),
    defaultValues: { password: '', code: '' },
    submit: (given) => (kind === 'renew' ? submitNewRecoveryCodes(given) : submitRemoval(given)),
    onDone(made) {
      form.reset()
      if (made !== null) setCodes(made)
      else {
        setOpen(false)
        toast({ text: t('removed') })
      }
    },
  })
  function close() {
    setOpen(false)
    setCodes(undefined)
  }
  const isRemoval = kind === 'remove'
  const title = isRemoval ? t('remove') : t('renew')
  return (
    <>
      <Button variant={isRemoval ? 'danger' : 'secondary'} onClick={() => setOpen(true)}>
        {title}
      </Button>
      <Dialog
        isOpen={isOpen}
        onOpenChange={(open) => (open ? setOpen(true) : close())}
        title={title}
        isSticky={codes !== undefined}
      >
        {codes !== undefined ? (
          <RecoveryCodes codes={codes} onClose={close} />
        ) : (
          <form onSubmit={onSubmit} noValidate className="flex flex-col gap-4">
            <p className="text-text-muted">{isRemoval ? t('removeText') : t('renewText')}</p>
            <FormError message={errors.root?.message} />
            <OwnPassword
              hasPassword={hasPassword}
              registration={form.register('password')}
              error={errors.password?.message}
            />
            <Field label={t('code')} error={errors.code?.message}>
              {(control) => (
                <Input {...control} {...form.register('code')} autoComplete="one-time-code" className="font-mono" />
              )}
            </Field>
            <DialogActions>
              <Button type="submit" variant={isRemoval ? 'danger' : 'primary'} isBusy={isBusy}>
                {title}
              </Button>
            </DialogActions>
          </form>
        )}
      </Dialog>
    </>
  )
}
