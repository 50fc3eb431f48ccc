'use client'
import { useTranslations } from 'next-intl'
import * as z from 'zod/mini'
import { FormError } from '@/components/forms/form-error'
import { useActionForm } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '@/lib/password-rule'
import { submitPassword } from '../actions'
import { OwnPassword } from './own-password'

export function ChangePassword({ hasPassword }: { hasPassword: boolean }) {
  const t = useTranslations('account')
  const toast = useToast()
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z.object({
      currentPassword: z.string().check(z.minLength(hasPassword ? 1 : 0, t('currentPasswordMissing'))),
      newPassword: z
        .string()
        .check(
          z.minLength(SHORTEST_PASSWORD, t('passwordShort', { count: SHORTEST_PASSWORD })),
          z.maxLength(LONGEST_PASSWORD, t('passwordLong', { count: LONGEST_PASSWORD })),
        ),
    }),
    defaultValues: { currentPassword: '', newPassword: '' },
    submit: submitPassword,
    onDone() {
      form.reset()
      toast({ text: t('passwordChanged') })
    },
  })
  return (
    <form method="post" onSubmit={onSubmit} noValidate className="flex flex-col gap-4">
      <FormError message={errors.root?.message} />
      <OwnPassword
        hasPassword={hasPassword}
        registration={form.register('currentPassword')}
        error={errors.currentPassword?.message}
      />
      <Field
        label={t('newPassword')}
        hint={t('passwordHint', { count: SHORTEST_PASSWORD })}
        error={errors.newPassword?.message}
      >
        {(control) => (
          <Input {...control} {...form.register('newPassword')} type="password" autoComplete="new-password" />
        )}
      </Field>
      <Button type="submit" className="self-start" isBusy={isBusy}>
        {hasPassword ? t('changePassword') : t('setPassword')}
      </Button>
    </form>
  )
}
