'use client'
import { useTranslations } from 'next-intl'
import * as z from 'zod/mini'
import { FormError } from '@/components/forms/form-error'
import { useActionForm } from '@/components/forms/use-action-form'
import { leave } from '@/components/shell/actions'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { submitSecondFactor } from '../../../actions'

export function SecondFactorForm({ next }: { next: string }) {
  const t = useTranslations('secondFactor')
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z.object({ code: z.string().check(z.trim(), z.minLength(1, t('codeMissing'))) }),
    mode: 'onSubmit',
    defaultValues: { code: '' },
    submit: ({ code }) => submitSecondFactor(code, next),
  })
  return (
    <form method="post" onSubmit={onSubmit} noValidate className="flex flex-col gap-4">
      <div>
        <h1 className="font-semibold text-xl">{t('title')}</h1>
        <p className="mt-1 text-text-muted">{t('text')}</p>
      </div>
      <FormError message={errors.root?.message} />
      <Field label={t('code')} hint={t('codeHint')} error={errors.code?.message}>
        {(control) => (
          <Input
            {...control}
            {...form.register('code')}
            autoComplete="one-time-code"
            autoCapitalize="none"
            autoFocus
            className="font-mono"
          />
        )}
      </Field>
      <Button type="submit" variant="primary" isBusy={isBusy}>
        {t('submit')}
      </Button>
      <Button variant="link" className="self-start" onClick={() => leave()}>
        {t('other')}
      </Button>
    </form>
  )
}
