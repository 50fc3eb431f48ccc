'use client'
import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFieldArray } from 'react-hook-form'
import { FormError } from '@/components/forms/form-error'
import { GroupChoice } from '@/components/forms/group-choice'
import { useActionForm } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { Dialog, DialogActions } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input, Textarea } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import { submitAddChannel } from '../actions'
import { createChannelFormSchema, EMPTY_MODEL, toAddChannelInput } from './channel-form-schema'
import { ModelFields } from './model-fields'

export interface AddChannelProps {
  groups: readonly { id: string; name: string; isDefault: boolean }[]
  currency: string
}

export function AddChannel(props: AddChannelProps) {
  const t = useTranslations('admin.channels')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden />
        {t('add')}
      </Button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={t('add')} description={t('addText')} className="max-w-2xl">
        <AddChannelForm {...props} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

/** One form: where the upstream is, its keys, and the models with what they cost. */
function AddChannelForm({ groups, currency, onClose }: AddChannelProps & { onClose: () => void }) {
  const t = useTranslations('admin.channels')
  const common = useTranslations('common')
  const toast = useToast()
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: createChannelFormSchema({
      nameMissing: t('nameMissing'),
      baseUrlWrong: t('baseUrlWrong'),
      groupsMissing: t('groupsMissing'),
      modelMissing: t('modelMissing'),
      modelTwice: t('modelTwice'),
      priceWrong: t('priceWrong'),
      countWrong: t('countWrong'),
      modelsMissing: t('modelsMissing'),
    }),
    defaultValues: {
      name: '',
      baseUrl: '',
      keys: '',
      provider: '',
      groupIds: groups.filter(({ isDefault }) => isDefault).map(({ id }) => id),
      models: [EMPTY_MODEL],
    },
    submit: (values) => submitAddChannel(toAddChannelInput(values)),
    onDone() {
      onClose()
      toast({ text: t('added') })
    },
  })
  const models = useFieldArray({ control: form.control, name: 'models' })
  return (
    <form onSubmit={onSubmit} noValidate className="flex flex-col gap-4">
      <FormError message={errors.root?.message} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('name')} error={errors.name?.message}>
          {(control) => <Input {...control} {...form.register('name')} autoComplete="off" autoFocus />}
        </Field>
        <Field label={t('provider')} isOptional={common('optional')} error={errors.provider?.message}>
          {(control) => <Input {...control} {...form.register('provider')} autoComplete="off" />}
        </Field>
      </div>
      <Field label={t('baseUrl')} hint={t('baseUrlHint')} error={errors.baseUrl?.message}>
        {(control) => (
          <Input
            {...control}
            {...form.register('baseUrl')}
            inputMode="url"
            autoComplete="off"
            placeholder="https://api.example.com/v1"
          />
        )}
      </Field>
      <Field label={t('keys')} isOptional={common('optional')} hint={t('keysHint')} error={errors.keys?.message}>
        {(control) => (
          <Textarea
            {...control}
            {...form.register('keys')}
            rows={2}
            className="font-mono text-[13px]"
            autoComplete="off"
          />
        )}
      </Field>
      <GroupChoice
        legend={t('groups')}
        hint={t('groupsHint')}
        groups={groups}
        registration={form.register('groupIds')}
        error={errors.groupIds?.message}
      />
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-2 font-medium">{t('models')}</legend>
        {models.fields.map((field, index) => (
          <ModelFields
            key={field.id}
            form={form}
            index={index}
            currency={currency}
            onRemove={models.fields.length > 1 ? () => models.remove(index) : undefined}
          />
        ))}
        <Button size="small" className="self-start" onClick={() => models.append(EMPTY_MODEL)}>
          <Plus aria-hidden />
          {t('addModel')}
        </Button>
      </fieldset>
      <DialogActions>
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button type="submit" variant="primary" isBusy={isBusy}>
          {t('add')}
        </Button>
      </DialogActions>
    </form>
  )
}
