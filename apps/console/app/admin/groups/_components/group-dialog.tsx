'use client'
import { Pencil, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod/mini'
import { DialogForm } from '@/components/forms/dialog-form'
import { useActionForm } from '@/components/forms/use-action-form'
import { useSubmit } from '@/components/forms/use-submit'
import { RecordingFields, useRecordingWords } from '@/components/recording/recording-fields'
import {
  type RecordingSwitch,
  recordingDefaults,
  recordingInput,
  recordingIsWhole,
  recordingShape,
} from '@/components/recording/recording-form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { IconButton } from '@/components/ui/icon-button'
import { Input } from '@/components/ui/input'
import { submitCreateGroup, submitDeleteGroup, submitUpdateGroup } from '../actions'

const RATIO = /^\d{1,3}(\.\d{1,6})?$/

export interface EditableGroup extends RecordingSwitch {
  id: string
  version: number
  name: string
  description?: string | null
  ratio: string
  isDefault: boolean
}

export interface GroupDialogProps {
  group?: EditableGroup
}

/** A new group, or the one given. */
export function GroupDialog({ group }: GroupDialogProps) {
  const t = useTranslations('admin.groups')
  const [isOpen, setOpen] = useState(false)
  const title = group === undefined ? t('create') : t('editNamed', { name: group.name })
  return (
    <>
      {group === undefined ? (
        <Button variant="primary" onClick={() => setOpen(true)}>
          <Plus aria-hidden />
          {title}
        </Button>
      ) : (
        <IconButton icon={Pencil} label={title} onClick={() => setOpen(true)} />
      )}
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={title}>
        <GroupForm {...(group && { group })} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function GroupForm({ group, onClose }: GroupDialogProps & { onClose: () => void }) {
  const t = useTranslations('admin.groups')
  const common = useTranslations('common')
  const recordingWords = useRecordingWords()
  const { submit, isBusy: isDeleting } = useSubmit()
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z
      .object({
        name: z.string().check(z.trim(), z.minLength(1, t('nameMissing')), z.maxLength(64, t('nameLong'))),
        description: z.string().check(z.trim(), z.maxLength(500)),
        ratio: z.string().check(z.trim(), z.regex(RATIO, t('ratioWrong'))),
        ...recordingShape(recordingWords),
      })
      .check(recordingIsWhole(recordingWords)),
    values: {
      name: group?.name ?? '',
      description: group?.description ?? '',
      ratio: group?.ratio ?? '1',
      ...recordingDefaults(group),
    },
    submit: ({ name, description, ratio, ...recorded }) =>
      group === undefined
        ? submitCreateGroup({ name, description, ratio })
        : submitUpdateGroup({
            ...{ id: group.id, version: group.version, name, description, ratio },
            ...recordingInput(recorded),
          }),
    onDone: onClose,
  })
  return (
    <DialogForm
      onSubmit={onSubmit}
      onCancel={onClose}
      error={errors.root?.message}
      isBusy={isBusy}
      aside={
        group !== undefined &&
        !group.isDefault && (
          <Button
            variant="danger"
            className="mr-auto"
            isBusy={isDeleting}
            onClick={() => submit(() => submitDeleteGroup(group.id, group.version), t('deleted', { name: group.name }))}
          >
            {t('deleteNamed', { name: group.name })}
          </Button>
        )
      }
    >
      <Field label={t('name')} error={errors.name?.message}>
        {(control) => <Input {...control} {...form.register('name')} autoComplete="off" />}
      </Field>
      <Field label={t('description')} isOptional={common('optional')} error={errors.description?.message}>
        {(control) => <Input {...control} {...form.register('description')} autoComplete="off" />}
      </Field>
      <Field label={t('ratio')} hint={t('ratioHint')} error={errors.ratio?.message}>
        {(control) => <Input {...control} {...form.register('ratio')} inputMode="decimal" />}
      </Field>
      {group !== undefined && <RecordingFields register={(name) => form.register(name)} errors={errors} />}
    </DialogForm>
  )
}
