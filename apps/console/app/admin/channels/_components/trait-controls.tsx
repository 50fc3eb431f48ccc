'use client'
import { useTranslations } from 'next-intl'
import type { UseFormReturn } from 'react-hook-form'
import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import type { ChannelSettingsForm } from './channel-settings-schema'
import { TRAIT_NAMES, TRAITS, type TraitKind, type TraitName } from './trait-fields'

/** In what a server differs from its kind: folded, because hardly any does. */
export function TraitControls({ form }: { form: UseFormReturn<ChannelSettingsForm> }) {
  const t = useTranslations('admin.channelSettings')
  const errors = form.formState.errors.traits
  return (
    <details className="rounded-md border px-3 py-2">
      <summary className="cursor-pointer font-medium">{t('quirks')}</summary>
      <p className="mt-1 text-[13px] text-text-muted">{t('quirksHint')}</p>
      <div className="mt-3 grid gap-4 pb-2 sm:grid-cols-2">
        {TRAIT_NAMES.map((name) => (
          <Field key={name} label={t(`traits.${name}`)} error={errors?.[name]?.message}>
            {(given) =>
              TRAITS[name].type === 'count' ? (
                <Input
                  {...given}
                  {...form.register(`traits.${name}`)}
                  inputMode="numeric"
                  autoComplete="off"
                  placeholder={t('byVendor')}
                />
              ) : (
                <Select {...given} {...form.register(`traits.${name}`)}>
                  <option value="">{t('byVendor')}</option>
                  <TraitOptions name={name} />
                </Select>
              )
            }
          </Field>
        ))}
      </div>
    </details>
  )
}

function TraitOptions({ name }: { name: TraitName }) {
  const t = useTranslations('admin.channelSettings')
  const kind: TraitKind = TRAITS[name]
  if (kind.type !== 'choice')
    return (
      <>
        <option value="yes">{t('yes')}</option>
        <option value="no">{t('no')}</option>
      </>
    )
  return kind.values.map((value) => (
    <option key={value} value={value}>
      {value.toLowerCase()}
    </option>
  ))
}
