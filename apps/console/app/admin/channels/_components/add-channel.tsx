'use client'
import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFieldArray, useWatch } from 'react-hook-form'
import { DialogForm } from '@/components/forms/dialog-form'
import { GroupChoice } from '@/components/forms/group-choice'
import { useActionForm } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { Dialog, DialogActions } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input, Select, Textarea } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import type { ChannelType } from '@/gql/graphql'
import type { ChannelTestRun } from '@/lib/admin-api/channel-test-run'
import type { VendorRow } from '@/lib/admin-api/channels'
import { splitLines } from '@/lib/split-lines'
import { submitAddChannel } from '../actions'
import { createChannelFormSchema, EMPTY_MODEL, toAddChannelInput } from './channel-form-schema'
import { ModelFields } from './model-fields'
import { PullModels } from './pull-models'
import { TestResult } from './test-result'

const FIRST_TYPE: ChannelType = 'OPENAI_COMPATIBLE'

export interface AddChannelProps {
  groups: readonly { id: string; name: string; isDefault: boolean }[]
  vendors: readonly VendorRow[]
  currency: string
  isRoot: boolean
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
function AddChannelForm({ groups, vendors, currency, isRoot, onClose }: AddChannelProps & { onClose: () => void }) {
  const [test, setTest] = useState<ChannelTestRun | null>(null)
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
      apiVersionWrong: t('apiVersionWrong'),
    }),
    defaultValues: {
      name: '',
      type: FIRST_TYPE,
      apiVersion: '',
      baseUrl: '',
      keys: '',
      provider: '',
      groupIds: groups.filter(({ isDefault }) => isDefault).map(({ id }) => id),
      models: [EMPTY_MODEL],
    },
    submit: (values) => submitAddChannel(toAddChannelInput(values)),
    onDone(found) {
      toast({ text: t('added') })
      if (found === null) onClose()
      else setTest(found)
    },
  })
  const models = useFieldArray({ control: form.control, name: 'models' })
  const type = useWatch({ control: form.control, name: 'type' })
  const vendor = vendors.find((one) => one.type === type)
  /** An address that nobody typed follows the vendor. */
  function followVendor(next: string): void {
    const typed = form.getValues('baseUrl')
    if (typed !== '' && vendors.every(({ defaultBaseUrl }) => defaultBaseUrl !== typed)) return
    form.setValue('baseUrl', vendors.find((one) => one.type === next)?.defaultBaseUrl ?? '')
  }
  /** Names of the upstream become models of the form; those that are there keep what was typed. */
  function take(names: readonly string[]): void {
    const typed = form.getValues('models').filter(({ name }) => name !== '')
    const known = new Set(typed.flatMap(({ name, upstreamName }) => [name, upstreamName]))
    models.replace([...typed, ...names.filter((name) => !known.has(name)).map((name) => ({ ...EMPTY_MODEL, name }))])
  }
  if (test !== null)
    return (
      <div className="flex flex-col gap-4">
        <p className="font-medium">{t('savedTested')}</p>
        <TestResult test={test} isRoot={isRoot} />
        <DialogActions>
          <Button variant="primary" onClick={onClose}>
            {common('done')}
          </Button>
        </DialogActions>
      </div>
    )
  return (
    <DialogForm onSubmit={onSubmit} onCancel={onClose} error={errors.root?.message} isBusy={isBusy} verb={t('add')}>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('name')} error={errors.name?.message}>
          {(control) => <Input {...control} {...form.register('name')} autoComplete="off" autoFocus />}
        </Field>
        <Field label={t('type')} error={errors.type?.message}>
          {(control) => (
            <Select {...control} {...form.register('type', { onChange: (event) => followVendor(event.target.value) })}>
              {vendors.map((one) => (
                <option key={one.type} value={one.type}>
                  {one.label}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        {vendor?.hasDeployments && (
          <Field
            label={t('apiVersion')}
            isOptional={common('optional')}
            hint={t('apiVersionHint')}
            error={errors.apiVersion?.message}
          >
            {(control) => <Input {...control} {...form.register('apiVersion')} autoComplete="off" />}
          </Field>
        )}
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
        <div className="flex flex-wrap gap-2">
          <Button size="small" onClick={() => models.append(EMPTY_MODEL)}>
            <Plus aria-hidden />
            {t('addModel')}
          </Button>
          <PullModels
            input={() => ({
              type: form.getValues('type'),
              baseUrl: form.getValues('baseUrl'),
              key: splitLines(form.getValues('keys'))[0] ?? null,
            })}
            onTake={take}
            isRoot={isRoot}
          />
        </div>
      </fieldset>
    </DialogForm>
  )
}
