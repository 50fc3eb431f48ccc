'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import * as z from 'zod/mini'
import { FormError } from '@/components/forms/form-error'
import { useActionForm } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '@/lib/password-rule'
import { submitPasswordWithCode } from '../../actions'

/** @param contact whom to ask for a code; null: nobody in particular */
export function SetPasswordForm({ contact }: { contact: string | null }) {
  const t = useTranslations('setPassword')
  const account = useTranslations('account')
  const logIn = useTranslations('logIn')
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z.object({
      username: z.string().check(z.trim(), z.minLength(1, logIn('usernameMissing'))),
      code: z.string().check(z.trim(), z.minLength(1, t('codeMissing'))),
      newPassword: z
        .string()
        .check(
          z.minLength(SHORTEST_PASSWORD, account('passwordShort', { count: SHORTEST_PASSWORD })),
          z.maxLength(LONGEST_PASSWORD, account('passwordLong', { count: LONGEST_PASSWORD })),
        ),
    }),
    mode: 'onSubmit',
    defaultValues: { username: '', code: '', newPassword: '' },
    submit: submitPasswordWithCode,
  })
  return (
    <form method="post" onSubmit={onSubmit} noValidate className="flex flex-col gap-4">
      <div>
        <h1 className="font-semibold text-xl">{t('title')}</h1>
        <p className="mt-1 text-text-muted">{t('text')}</p>
        {contact && <p className="mt-1 whitespace-pre-line text-text-muted">{t('contact', { contact })}</p>}
      </div>
      <FormError message={errors.root?.message} />
      <Field label={logIn('username')} error={errors.username?.message}>
        {(control) => (
          <Input {...control} {...form.register('username')} autoComplete="username" autoCapitalize="none" autoFocus />
        )}
      </Field>
      <Field label={t('code')} hint={t('codeHint')} error={errors.code?.message}>
        {(control) => (
          <Input {...control} {...form.register('code')} autoComplete="one-time-code" className="font-mono" />
        )}
      </Field>
      <Field
        label={account('newPassword')}
        hint={t('passwordHint', { count: SHORTEST_PASSWORD })}
        error={errors.newPassword?.message}
      >
        {(control) => (
          <Input {...control} {...form.register('newPassword')} type="password" autoComplete="new-password" />
        )}
      </Field>
      <Button type="submit" variant="primary" isBusy={isBusy}>
        {t('submit')}
      </Button>
      <Link href="/login" className="self-start text-accent underline underline-offset-4">
        {t('back')}
      </Link>
    </form>
  )
}
