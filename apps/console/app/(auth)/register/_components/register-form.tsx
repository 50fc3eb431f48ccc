'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import * as z from 'zod/mini'
import { FormError } from '@/components/forms/form-error'
import { useActionForm } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SHORTEST_PASSWORD } from '@/lib/password-rule'
import { createUsernameTest, digitsOf } from '@/lib/username-pattern'
import { submitRegistration } from '../../actions'

export function RegisterForm({ usernamePattern }: { usernamePattern: string }) {
  const t = useTranslations('register')
  const common = useTranslations('common')
  const digits = digitsOf(usernamePattern)
  const rule =
    digits === undefined ? t('usernamePattern', { pattern: usernamePattern }) : t('usernameDigits', { digits })
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z.object({
      username: z.string().check(z.trim(), z.refine(createUsernameTest(usernamePattern), rule)),
      displayName: z
        .string()
        .check(z.trim(), z.minLength(1, t('displayNameMissing')), z.maxLength(100, t('displayNameLong'))),
      password: z.string().check(z.minLength(SHORTEST_PASSWORD, t('passwordShort', { count: SHORTEST_PASSWORD }))),
      joinCode: z.string().check(z.trim()),
    }),
    mode: 'onSubmit',
    defaultValues: { username: '', displayName: '', password: '', joinCode: '' },
    submit: ({ joinCode, ...values }) => submitRegistration({ ...values, ...(joinCode && { joinCode }) }),
  })
  return (
    <form method="post" onSubmit={onSubmit} noValidate className="flex flex-col gap-4">
      <div>
        <h1 className="font-semibold text-xl">{t('title')}</h1>
        <p className="mt-1 text-text-muted">{t('description')}</p>
      </div>
      <FormError message={errors.root?.message} />
      <Field label={t('username')} hint={rule} error={errors.username?.message}>
        {(control) => (
          <Input
            {...control}
            {...form.register('username')}
            autoComplete="username"
            autoCapitalize="none"
            inputMode={digits === undefined ? undefined : 'numeric'}
            autoFocus
          />
        )}
      </Field>
      <Field label={t('displayName')} error={errors.displayName?.message}>
        {(control) => <Input {...control} {...form.register('displayName')} autoComplete="name" />}
      </Field>
      <Field
        label={t('password')}
        hint={t('passwordHint', { count: SHORTEST_PASSWORD })}
        error={errors.password?.message}
      >
        {(control) => <Input {...control} {...form.register('password')} type="password" autoComplete="new-password" />}
      </Field>
      <Field
        label={t('joinCode')}
        isOptional={common('optional')}
        hint={t('joinCodeHint')}
        error={errors.joinCode?.message}
      >
        {(control) => <Input {...control} {...form.register('joinCode')} autoComplete="off" className="font-mono" />}
      </Field>
      <Button type="submit" variant="primary" isBusy={isBusy}>
        {t('submit')}
      </Button>
      <p className="text-text-muted">
        {t('haveAccount')}{' '}
        <Link href="/login" className="text-accent underline underline-offset-4">
          {t('logIn')}
        </Link>
      </p>
    </form>
  )
}
