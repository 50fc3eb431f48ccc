'use client'
import { useTranslations } from 'next-intl'
import * as z from 'zod/mini'
import { DialogForm } from '@/components/forms/dialog-form'
import { useActionForm } from '@/components/forms/use-action-form'
import { Field } from '@/components/ui/field'
import { Input, Select, Textarea } from '@/components/ui/input'
import { splitLines } from '@/lib/split-lines'
import { submitCreateKey } from '../actions'
import { CAP_PERIODS, CapFields, moneyText } from './cap-fields'

export interface KeyGroup {
  id: string
  name: string
  ratio: string
  isDefault: boolean
}

export interface KeyModel {
  name: string
  groupIds: readonly string[]
}

export interface CreatedKey {
  secret: string
  /** The cap that was asked for could not be set. */
  hasLostCap: boolean
  /** One that the new key opens. */
  modelName: string | undefined
}

export interface CreateKeyFormProps {
  groups: readonly KeyGroup[]
  models: readonly KeyModel[]
  currency: string
  onCreated: (created: CreatedKey) => void
  onCancel: () => void
}

export function CreateKeyForm({ groups, models, currency, onCreated, onCancel }: CreateKeyFormProps) {
  const t = useTranslations('keys')
  const common = useTranslations('common')
  const namesOf = (groupId: string) =>
    models.filter(({ groupIds }) => groupIds.includes(groupId)).map(({ name }) => name)
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z.object({
      name: z.string().check(z.trim(), z.minLength(1, t('nameMissing')), z.maxLength(100, t('nameLong'))),
      groupId: z.string(),
      expiresAt: z.string().check(z.refine((text) => text === '' || Date.parse(text) > Date.now(), t('expiryPast'))),
      modelNames: z.array(z.string()),
      allowedAddresses: z.string(),
      capAmount: moneyText(t('capWrong')),
      capPeriod: z.enum(CAP_PERIODS),
    }),
    defaultValues: {
      name: '',
      groupId: groups.find(({ isDefault }) => isDefault)?.id ?? groups[0]?.id ?? '',
      expiresAt: '',
      modelNames: [],
      allowedAddresses: '',
      capAmount: '',
      capPeriod: 'MONTH',
    },
    submit: (values) =>
      submitCreateKey(
        {
          name: values.name,
          groupId: values.groupId || null,
          expiresAt: values.expiresAt === '' ? null : new Date(values.expiresAt).toISOString(),
          modelNames: values.modelNames.filter((name) => namesOf(values.groupId).includes(name)),
          allowedAddresses: splitLines(values.allowedAddresses),
        },
        values.capAmount === '' ? null : { period: values.capPeriod, amount: values.capAmount },
      ),
    onDone({ secret, hasLostCap }) {
      const { groupId, modelNames: chosen } = form.getValues()
      onCreated({ secret, hasLostCap, modelName: chosen[0] ?? namesOf(groupId)[0] })
    },
  })
  const modelNames = namesOf(form.watch('groupId'))
  return (
    <DialogForm onSubmit={onSubmit} onCancel={onCancel} error={errors.root?.message} isBusy={isBusy} verb={t('create')}>
      <Field label={t('name')} hint={t('nameHint')} error={errors.name?.message}>
        {(control) => <Input {...control} {...form.register('name')} autoComplete="off" autoFocus />}
      </Field>
      {groups.length > 0 && (
        <Field label={t('group')} hint={t('groupHint')} error={errors.groupId?.message}>
          {(control) => (
            <Select {...control} {...form.register('groupId')}>
              {groups.map(({ id, name, ratio }) => (
                <option key={id} value={id}>
                  {name} (×{ratio})
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      <Field label={t('expires')} isOptional={common('optional')} error={errors.expiresAt?.message}>
        {(control) => <Input {...control} {...form.register('expiresAt')} type="datetime-local" />}
      </Field>
      <details>
        <summary className="text-accent">{t('advanced')}</summary>
        <div className="mt-3 flex flex-col gap-4">
          {modelNames.length > 0 && (
            <fieldset>
              <legend className="font-medium">{t('limitModels')}</legend>
              <p className="mb-2 text-[13px] text-text-muted">{t('limitModelsHint')}</p>
              <div className="flex max-h-40 flex-col gap-1 overflow-y-auto rounded-md border p-2">
                {modelNames.map((name) => (
                  <label key={name} className="flex items-center gap-2 break-all">
                    <input
                      type="checkbox"
                      value={name}
                      {...form.register('modelNames')}
                      className="size-4 accent-accent"
                    />
                    {name}
                  </label>
                ))}
              </div>
            </fieldset>
          )}
          <CapFields
            amount={form.register('capAmount')}
            period={form.register('capPeriod')}
            error={errors.capAmount?.message}
            currency={currency}
          />
          <Field label={t('addresses')} hint={t('addressesHint')} error={errors.allowedAddresses?.message}>
            {(control) => (
              <Textarea
                {...control}
                {...form.register('allowedAddresses')}
                rows={2}
                className="font-mono text-[13px]"
              />
            )}
          </Field>
        </div>
      </details>
    </DialogForm>
  )
}
