'use client'
import { useTranslations } from 'next-intl'
import type { UseFormReturn } from 'react-hook-form'
import { TraitFields } from '@/components/traits/trait-fields'
import type { ChannelSettingsForm } from './channel-settings-schema'

/** In what a server differs from its kind: folded, because hardly any does. */
export function TraitControls({ form }: { form: UseFormReturn<ChannelSettingsForm> }) {
  const t = useTranslations('admin.channelSettings')
  const errors = form.formState.errors.traits
  return (
    <details className="rounded-md border px-3 py-2">
      <summary className="cursor-pointer font-medium">{t('quirks')}</summary>
      <p className="mt-1 mb-3 text-[13px] text-text-muted">{t('quirksHint')}</p>
      <TraitFields register={(name) => form.register(`traits.${name}`)} errorOf={(name) => errors?.[name]?.message} />
    </details>
  )
}
