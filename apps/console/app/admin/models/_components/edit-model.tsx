'use client'
import { Pencil } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod/mini'
import { DialogForm } from '@/components/forms/dialog-form'
import { useActionForm } from '@/components/forms/use-action-form'
import { TraitFields } from '@/components/traits/trait-fields'
import {
  type EveryTrait,
  TRAIT_KINDS,
  type TraitName,
  toTraitForm,
  toTraitsInput,
} from '@/components/traits/trait-form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import type { ModelDetail } from '@/lib/admin-api/catalog'
import { submitUpdateModel } from '../actions'

const ABILITIES = ['vision', 'tools', 'reasoning', 'json', 'audio', 'document', 'embedding'] as const
const isCount = (text: string) => text === '' || /^[1-9]\d{0,8}$/.test(text)

export interface EditModelProps {
  model: Pick<ModelDetail, 'id' | 'version' | 'name' | 'abilities' | 'contextTokens' | 'maxOutputTokens'> & {
    traits: EveryTrait<ModelDetail['traits']>
  }
}

/** What a model can do and takes: it decides where a call goes, and what of it is lowered or left out. */
export function EditModel({ model }: EditModelProps) {
  const t = useTranslations('admin.catalog')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        <Pencil aria-hidden />
        {t('edit')}
      </Button>
      <Dialog
        isOpen={isOpen}
        onOpenChange={setOpen}
        title={t('editNamed', { name: model.name })}
        description={t('editText')}
        className="max-w-2xl"
      >
        <ModelForm model={model} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function ModelForm({ model, onClose }: EditModelProps & { onClose: () => void }) {
  const t = useTranslations('admin.catalog')
  const traits = useTranslations('admin.traits')
  const abilities = useTranslations('abilities')
  const common = useTranslations('common')
  const toast = useToast()
  const count = z.string().check(z.trim(), z.refine(isCount, t('countWrong')))
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z.object({
      contextTokens: count,
      maxOutputTokens: count,
      abilities: z.array(z.string()),
      traits: z.record(z.string(), z.string()).check(({ value, issues }) => {
        for (const [name, text] of Object.entries(value)) {
          if (TRAIT_KINDS[name as TraitName] === 'tokens' && !isCount(text.trim()))
            issues.push({ code: 'custom', input: text, path: [name], message: t('countWrong') })
        }
      }),
    }),
    values: {
      contextTokens: model.contextTokens?.toString() ?? '',
      maxOutputTokens: model.maxOutputTokens?.toString() ?? '',
      abilities: [...model.abilities],
      traits: toTraitForm(model.traits),
    },
    submit: (values) =>
      submitUpdateModel({
        id: model.id,
        version: model.version,
        contextTokens: toCount(values.contextTokens),
        maxOutputTokens: toCount(values.maxOutputTokens),
        abilities: [...values.abilities, ...model.abilities.filter(isOther)],
        traits: toTraitsInput(values.traits),
      }),
    onDone() {
      onClose()
      toast({ text: common('saved') })
    },
  })
  return (
    <DialogForm onSubmit={onSubmit} onCancel={onClose} error={errors.root?.message} isBusy={isBusy}>
      <div className="grid grid-cols-2 gap-4">
        <Field label={t('contextTokens')} hint={t('emptyUnknown')} error={errors.contextTokens?.message}>
          {(control) => <Input {...control} {...form.register('contextTokens')} inputMode="numeric" />}
        </Field>
        <Field label={t('maxOutputTokens')} hint={t('maxOutputHint')} error={errors.maxOutputTokens?.message}>
          {(control) => <Input {...control} {...form.register('maxOutputTokens')} inputMode="numeric" />}
        </Field>
      </div>
      <fieldset>
        <legend className="font-medium">{t('abilities')}</legend>
        <div className="mt-1.5 flex flex-wrap gap-x-4 gap-y-1.5">
          {ABILITIES.map((ability) => (
            <label key={ability} className="flex items-center gap-2">
              <input type="checkbox" value={ability} {...form.register('abilities')} className="size-4 accent-accent" />
              {abilities(ability)}
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset className="flex flex-col gap-3 border-t pt-4">
        <legend className="sr-only">{traits('title')}</legend>
        <p aria-hidden className="font-medium">
          {traits('title')}
        </p>
        <p className="text-[13px] text-text-muted">{traits('text')}</p>
        <TraitFields
          register={(name) => form.register(`traits.${name}`)}
          errorOf={(name) => errors.traits?.[name]?.message}
        />
      </fieldset>
    </DialogForm>
  )
}

/** Abilities that this form does not know stay as they are. */
const isOther = (name: string): boolean => !ABILITIES.some((known) => known === name)

const toCount = (text: string): number | null => (text.trim() === '' ? null : Number(text))
