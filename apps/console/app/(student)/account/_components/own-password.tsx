'use client'
import { useTranslations } from 'next-intl'
import type { UseFormRegisterReturn } from 'react-hook-form'
import { FormError } from '@/components/forms/form-error'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

/** How somebody proves himself once more: by his password, or without one by having logged in just now. */
export function OwnPassword(props: {
  hasPassword: boolean
  registration: UseFormRegisterReturn
  error: string | undefined
  autoFocus?: boolean
}) {
  const t = useTranslations('account')
  if (!props.hasPassword)
    return (
      <>
        <p className="text-text-muted">{t('provenByProvider')}</p>
        <FormError message={props.error} />
      </>
    )
  return (
    <Field label={t('currentPassword')} error={props.error}>
      {(control) => (
        <Input
          {...control}
          {...props.registration}
          type="password"
          autoComplete="current-password"
          autoFocus={props.autoFocus}
        />
      )}
    </Field>
  )
}
