'use client'
import { Plus, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useFieldArray } from 'react-hook-form'
import { DialogForm } from '@/components/forms/dialog-form'
import { useActionForm } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { IconButton } from '@/components/ui/icon-button'
import { Input } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import type { SettingsView } from '@/lib/admin-api/settings'
import { submitSettings } from '../actions'
import { createTierSchema, EMPTY_LIMIT, toTiersInput, toTierValues } from './tier-schema'

export interface TierFormProps {
  tiers: SettingsView['tiers']
  /** Of the settings. */
  version: number
  /** Absent: a new one. */
  edited: SettingsView['tiers'][number] | undefined
  onClose: () => void
}

/** One tier: its name, whether it counts for everybody else, and a line of limits for each model. */
export function TierForm({ tiers, version, edited, onClose }: TierFormProps) {
  const t = useTranslations('admin.settings')
  const limits = useTranslations('limits')
  const toast = useToast()
  const taken = tiers.filter((tier) => tier !== edited).map(({ name }) => name)
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: createTierSchema(taken, {
      nameMissing: t('tierNameMissing'),
      nameTwice: t('tierNameTwice'),
      countWrong: limits('countWrong'),
    }),
    defaultValues: toTierValues(edited),
    submit: (values) => submitSettings({ version, tiers: toTiersInput(tiers, edited, values) }),
    onDone() {
      toast({ text: t('tierSaved') })
      onClose()
    },
  })
  const lines = useFieldArray({ control: form.control, name: 'limits' })
  return (
    <DialogForm onSubmit={onSubmit} onCancel={onClose} error={errors.root?.message} isBusy={isBusy}>
      <Field label={t('tierName')} error={errors.name?.message}>
        {(control) => <Input {...control} {...form.register('name')} autoComplete="off" />}
      </Field>
      <label className="flex items-start gap-2">
        <input type="checkbox" {...form.register('isDefault')} className="mt-1 size-4 accent-accent" />
        {t('tierIsDefault')}
      </label>
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-2 font-medium">{t('tierLimits')}</legend>
        {lines.fields.map((line, index) => (
          <div
            key={line.id}
            className="grid items-start gap-3 rounded-md border p-3 sm:grid-cols-[2fr_1fr_1fr_1fr_auto]"
          >
            <Field label={t('tierModel')} hint={index === 0 ? t('tierModelHint') : undefined}>
              {(control) => (
                <Input
                  {...control}
                  {...form.register(`limits.${index}.modelName`)}
                  autoComplete="off"
                  placeholder={t('tierAllModels')}
                />
              )}
            </Field>
            {(['rpm', 'tpm', 'concurrency'] as const).map((name) => (
              <Field key={name} label={limits(name)} {...errorOf(errors.limits?.[index]?.[name]?.message)}>
                {(control) => (
                  <Input
                    {...control}
                    {...form.register(`limits.${index}.${name}`)}
                    inputMode="numeric"
                    autoComplete="off"
                    placeholder={limits('unlimited')}
                  />
                )}
              </Field>
            ))}
            <IconButton
              icon={Trash2}
              label={t('tierRemoveLimit')}
              className="sm:mt-7"
              onClick={() => lines.remove(index)}
            />
          </div>
        ))}
        <Button size="small" className="self-start" onClick={() => lines.append(EMPTY_LIMIT)}>
          <Plus aria-hidden />
          {t('tierAddLimit')}
        </Button>
      </fieldset>
    </DialogForm>
  )
}

const errorOf = (message: string | undefined) => (message === undefined ? {} : { error: message })
