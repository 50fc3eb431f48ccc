'use client'
import { useTranslations } from 'next-intl'
import type { UseFormRegisterReturn } from 'react-hook-form'
import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import { Callout } from '@/components/ui/states'
import type { SecondPerson } from '@/lib/admin-api/corrections'

export interface SharedFieldsProps {
  people: readonly SecondPerson[]
  reason: UseFormRegisterReturn
  reasonError: string | undefined
  second: UseFormRegisterReturn
  secondError: string | undefined
}

/** What every correction says: why, and who stands for it as well. */
export function SharedFields({ people, reason, reasonError, second, secondError }: SharedFieldsProps) {
  const t = useTranslations('corrections')
  return (
    <>
      <Field label={t('reason')} hint={t('reasonHint')} error={reasonError}>
        {(control) => <Input {...control} {...reason} autoComplete="off" />}
      </Field>
      <Field label={t('second')} hint={t('secondHint')} error={secondError}>
        {(control) => (
          <Select {...control} {...second}>
            <option value="">{t('choose')}</option>
            {people.map(({ id, username, displayName }) => (
              <option key={id} value={id}>
                {displayName && displayName !== username ? `${username} · ${displayName}` : username}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {people.length === 0 && <Callout tone="warning">{t('nobodyElse')}</Callout>}
    </>
  )
}
