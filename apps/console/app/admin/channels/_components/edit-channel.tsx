'use client'
import { Pencil } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod/mini'
import { DialogForm } from '@/components/forms/dialog-form'
import { GroupChoice } from '@/components/forms/group-choice'
import { useActionForm } from '@/components/forms/use-action-form'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { IconButton } from '@/components/ui/icon-button'
import { Input, Textarea } from '@/components/ui/input'
import type { ChannelTestRun } from '@/lib/admin-api/channel-test-run'
import type { ChannelRow } from '@/lib/admin-api/channels'
import { splitLines } from '@/lib/split-lines'
import { submitUpdateChannel } from '../actions'
import { formatMapping, parseMapping, splitTags } from './mapping-text'
import { PullModels } from './pull-models'
import { TestResult } from './test-result'

export interface EditChannelProps {
  channel: Pick<
    ChannelRow,
    | 'id'
    | 'version'
    | 'name'
    | 'baseUrl'
    | 'models'
    | 'modelMapping'
    | 'priority'
    | 'weight'
    | 'tags'
    | 'groups'
    | 'schedulable'
  >
  isRoot: boolean
  groups: readonly { id: string; name: string }[]
}

/** The basics of a channel. Keys are never shown; a list replaces them, an empty field leaves them. */
export function EditChannel(props: EditChannelProps) {
  const t = useTranslations('admin.channels')
  const [isOpen, setOpen] = useState(false)
  const [test, setTest] = useState<ChannelTestRun | null>(null)
  const title = t('editNamed', { name: props.channel.name })
  return (
    <>
      <IconButton icon={Pencil} label={title} onClick={() => setOpen(true)} />
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={title}>
        <ChannelForm
          {...props}
          onClose={() => setOpen(false)}
          onDone={(found) => {
            setOpen(false)
            setTest(found)
          }}
        />
      </Dialog>
      <Dialog isOpen={test !== null} onOpenChange={(open) => !open && setTest(null)} title={t('savedTested')}>
        {test !== null && <TestResult test={test} isRoot={props.isRoot} />}
      </Dialog>
    </>
  )
}

interface ChannelFormProps extends EditChannelProps {
  onClose: () => void
  onDone: (test: ChannelTestRun | null) => void
}

function ChannelForm({ channel, groups, isRoot, onClose, onDone }: ChannelFormProps) {
  const t = useTranslations('admin.channels')
  const common = useTranslations('common')
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z.object({
      name: z.string().check(z.trim(), z.minLength(1, t('nameMissing'))),
      baseUrl: z.url({ protocol: /^https?$/, error: t('baseUrlWrong') }),
      keys: z.string(),
      models: z.string(),
      mapping: z.string(),
      tags: z.string(),
      priority: z.int(t('numberWrong')),
      weight: z.number(t('numberWrong')).check(z.nonnegative(t('numberWrong'))),
      groupIds: z.array(z.string()).check(z.minLength(1, t('groupsMissing'))),
      schedulable: z.boolean(),
    }),
    values: {
      name: channel.name,
      baseUrl: channel.baseUrl,
      keys: '',
      models: channel.models.join('\n'),
      mapping: formatMapping(channel.modelMapping),
      tags: channel.tags.join(', '),
      priority: channel.priority,
      weight: channel.weight,
      groupIds: channel.groups.map(({ id }) => id),
      schedulable: channel.schedulable,
    },
    submit: ({ keys, models, mapping, tags, ...values }) =>
      submitUpdateChannel({
        id: channel.id,
        version: channel.version,
        ...values,
        models: splitLines(models),
        modelMapping: parseMapping(mapping),
        tags: splitTags(tags),
        ...(keys.trim() !== '' && { keys: splitLines(keys) }),
      }),
    onDone,
  })
  return (
    <DialogForm onSubmit={onSubmit} onCancel={onClose} error={errors.root?.message} isBusy={isBusy}>
      <Field label={t('name')} error={errors.name?.message}>
        {(control) => <Input {...control} {...form.register('name')} autoComplete="off" />}
      </Field>
      <Field label={t('baseUrl')} hint={t('baseUrlChangeHint')} error={errors.baseUrl?.message}>
        {(control) => <Input {...control} {...form.register('baseUrl')} inputMode="url" autoComplete="off" />}
      </Field>
      <Field label={t('newKeys')} isOptional={common('optional')} hint={t('newKeysHint')} error={errors.keys?.message}>
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
      <Field label={t('models')} hint={t('oneALine')} error={errors.models?.message}>
        {(control) => <Textarea {...control} {...form.register('models')} rows={3} className="font-mono text-[13px]" />}
      </Field>
      <PullModels
        isRoot={isRoot}
        input={() => ({ channelId: channel.id })}
        onTake={(names) =>
          form.setValue('models', [...new Set([...splitLines(form.getValues('models')), ...names])].join('\n'))
        }
      />
      <Field label={t('mapping')} hint={t('mappingHint')} error={errors.mapping?.message}>
        {(control) => (
          <Textarea {...control} {...form.register('mapping')} rows={2} className="font-mono text-[13px]" />
        )}
      </Field>
      <Field label={t('tags')} isOptional={common('optional')} hint={t('tagsHint')} error={errors.tags?.message}>
        {(control) => <Input {...control} {...form.register('tags')} autoComplete="off" />}
      </Field>
      <div className="grid grid-cols-2 gap-4">
        <Field label={t('priority')} hint={t('priorityHint')} error={errors.priority?.message}>
          {(control) => (
            <Input {...control} {...form.register('priority', { valueAsNumber: true })} type="number" step={1} />
          )}
        </Field>
        <Field label={t('weight')} error={errors.weight?.message}>
          {(control) => (
            <Input
              {...control}
              {...form.register('weight', { valueAsNumber: true })}
              type="number"
              step="any"
              min={0}
            />
          )}
        </Field>
      </div>
      <GroupChoice
        legend={t('groups')}
        groups={groups}
        registration={form.register('groupIds')}
        error={errors.groupIds?.message}
      />
      <label className="flex items-start gap-2">
        <input type="checkbox" {...form.register('schedulable')} className="mt-1 size-4 accent-accent" />
        <span>
          {t('schedulable')}
          <span className="block text-[13px] text-text-muted">{t('schedulableHint')}</span>
        </span>
      </label>
    </DialogForm>
  )
}
