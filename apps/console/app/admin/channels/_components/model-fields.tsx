'use client'
import { Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { UseFormReturn } from 'react-hook-form'
import { Field } from '@/components/ui/field'
import { IconButton } from '@/components/ui/icon-button'
import { Input } from '@/components/ui/input'
import { ABILITIES, type ChannelForm } from './channel-form-schema'

export interface ModelFieldsProps {
  form: UseFormReturn<ChannelForm>
  index: number
  currency: string
  /** Absent for the last one that is left. */
  onRemove: (() => void) | undefined
}

/** One model of a new channel: name and prices; the rest folded. */
export function ModelFields({ form, index, currency, onRemove }: ModelFieldsProps) {
  const t = useTranslations('admin.channels')
  const abilities = useTranslations('abilities')
  const errors = form.formState.errors.models?.[index]
  const path = `models.${index}` as const
  return (
    <div className="flex flex-col gap-3 rounded-md border bg-surface p-3">
      <div className="flex items-start gap-2">
        <Field label={t('modelName')} error={errors?.name?.message} className="flex-1">
          {(control) => (
            <Input
              {...control}
              {...form.register(`${path}.name`)}
              autoComplete="off"
              placeholder="deepseek-ai/DeepSeek-V3"
              className="font-mono text-[13px]"
            />
          )}
        </Field>
        {onRemove && <IconButton icon={Trash2} label={t('removeModel')} onClick={onRemove} className="mt-7" />}
      </div>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
        <Field label={t('inputPrice', { currency })} error={errors?.inputPerMillion?.message}>
          {(control) => (
            <Input {...control} {...form.register(`${path}.inputPerMillion`)} inputMode="decimal" placeholder="2" />
          )}
        </Field>
        <Field label={t('outputPrice', { currency })} error={errors?.outputPerMillion?.message}>
          {(control) => (
            <Input {...control} {...form.register(`${path}.outputPerMillion`)} inputMode="decimal" placeholder="8" />
          )}
        </Field>
        <Field label={t('maxOutput')} error={errors?.maxOutputTokens?.message} className="max-sm:col-span-2">
          {(control) => (
            <Input {...control} {...form.register(`${path}.maxOutputTokens`)} inputMode="numeric" placeholder="8192" />
          )}
        </Field>
      </div>
      <p className="text-[13px] text-text-muted">{t('priceUnit')}</p>
      <details>
        <summary className="text-accent">{t('more')}</summary>
        <div className="mt-3 flex flex-col gap-3">
          <div className="grid grid-cols-2 gap-3">
            <Field label={t('cachedPrice', { currency })} error={errors?.cacheReadPerMillion?.message}>
              {(control) => (
                <Input {...control} {...form.register(`${path}.cacheReadPerMillion`)} inputMode="decimal" />
              )}
            </Field>
            <Field label={t('context')} error={errors?.contextTokens?.message}>
              {(control) => <Input {...control} {...form.register(`${path}.contextTokens`)} inputMode="numeric" />}
            </Field>
          </div>
          <Field label={t('upstreamName')} hint={t('upstreamNameHint')} error={errors?.upstreamName?.message}>
            {(control) => (
              <Input
                {...control}
                {...form.register(`${path}.upstreamName`)}
                autoComplete="off"
                className="font-mono text-[13px]"
              />
            )}
          </Field>
          <fieldset>
            <legend className="font-medium">{t('abilities')}</legend>
            <div className="mt-1 flex flex-wrap gap-4">
              {ABILITIES.map((ability) => (
                <label key={ability} className="flex items-center gap-2">
                  <input
                    type="checkbox"
                    value={ability}
                    {...form.register(`${path}.abilities`)}
                    className="size-4 accent-accent"
                  />
                  {abilities(ability)}
                </label>
              ))}
            </div>
          </fieldset>
        </div>
      </details>
    </div>
  )
}
