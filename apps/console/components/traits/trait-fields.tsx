'use client'
import { useTranslations } from 'next-intl'
import type { UseFormRegisterReturn } from 'react-hook-form'
import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import { TRAIT_KINDS, TRAIT_NAMES, type TraitName } from './trait-form'

export interface TraitFieldsProps {
  register: (name: TraitName) => UseFormRegisterReturn
  errorOf: (name: TraitName) => string | undefined
}

/** What a model or a server takes, trait by trait; each may be left to what is known of its family. */
export function TraitFields({ register, errorOf }: TraitFieldsProps) {
  const t = useTranslations('admin.traits')
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {TRAIT_NAMES.map((name) => {
        const kind = TRAIT_KINDS[name]
        return (
          <Field key={name} label={t(`names.${name}`)} error={errorOf(name)}>
            {(control) =>
              kind === 'tokens' ? (
                <Input {...control} {...register(name)} inputMode="numeric" placeholder={t('asFamily')} />
              ) : (
                <Select {...control} {...register(name)}>
                  <option value="">{t('asFamily')}</option>
                  {(kind === 'choice' ? (['yes', 'no'] as const) : kind).map((value) => (
                    <option key={value} value={value}>
                      {t(`values.${value}`)}
                    </option>
                  ))}
                </Select>
              )
            }
          </Field>
        )
      })}
    </div>
  )
}
