'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import * as z from 'zod/mini'
import { FormError } from '@/components/forms/form-error'
import { useActionForm } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { submitLogIn } from '../../actions'

/** @param props.children other ways in, above the password */
export function LogInForm({ next, children }: { next: string; children: ReactNode }) {
  const t = useTranslations('logIn')
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z.object({
      username: z.string().check(z.trim(), z.minLength(1, t('usernameMissing'))),
      password: z.string().check(z.minLength(1, t('passwordMissing'))),
    }),
    mode: 'onSubmit',
    defaultValues: { username: '', password: '' },
    submit: (values) => submitLogIn(values, next),
  })
  return (
    <form method="post" onSubmit={onSubmit} noValidate className="flex flex-col gap-4">
      <div>
        <h1 className="font-semibold text-xl">{t('title')}</h1>
        <p className="mt-1 text-text-muted">{t('description')}</p>
      </div>
      {children}
      <FormError message={errors.root?.message} />
      <Field label={t('username')} error={errors.username?.message}>
        {(control) => (
          <Input
            {...control}
            {...form.register('username')}
            autoComplete="username"
            autoCapitalize="none"
            autoFocus={!children}
          />
        )}
      </Field>
      <Field label={t('password')} error={errors.password?.message}>
        {(control) => (
          <Input {...control} {...form.register('password')} type="password" autoComplete="current-password" />
        )}
      </Field>
      <Button type="submit" variant="primary" isBusy={isBusy}>
        {t('submit')}
      </Button>
      <p className="text-text-muted">
        {t('noAccount')}{' '}
        <Link href="/register" className="text-accent underline underline-offset-4">
          {t('register')}
        </Link>
      </p>
      <p className="text-text-muted">
        {t('haveCode')}{' '}
        <Link href="/set-password" className="text-accent underline underline-offset-4">
          {t('setPassword')}
        </Link>
      </p>
    </form>
  )
}
