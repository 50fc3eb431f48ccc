'use client'
import { Pencil, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod/mini'
import { DialogForm } from '@/components/forms/dialog-form'
import { useActionForm } from '@/components/forms/use-action-form'
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
import { Input, Select } from '@/components/ui/input'
import { parseNanos } from '@/lib/money'
import { submitCreateCourse, submitUpdateCourse } from '../actions'

export interface EditableCourse extends RecordingSwitch {
  id: string
  version: number
  name: string
  joinCode?: string | null
  startsOn?: string | null
  endsOn?: string | null
  poolAccountId?: string | null
  allowance?: string | null
  costCentre?: string | null
}

export interface PoolChoice {
  id: string
  name: string
}

export interface CourseDialogProps {
  course?: EditableCourse
  pools: readonly PoolChoice[]
}

/** A new course, or the one given. */
export function CourseDialog(props: CourseDialogProps) {
  const { course } = props
  const t = useTranslations('admin.courses')
  const [isOpen, setOpen] = useState(false)
  const title = course === undefined ? t('create') : t('editNamed', { name: course.name })
  return (
    <>
      {course === undefined ? (
        <Button variant="primary" onClick={() => setOpen(true)}>
          <Plus aria-hidden />
          {title}
        </Button>
      ) : (
        <IconButton icon={Pencil} label={title} onClick={() => setOpen(true)} />
      )}
      <Dialog isOpen={isOpen} onOpenChange={setOpen} title={title}>
        <CourseForm {...props} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function CourseForm({ course, pools, onClose }: CourseDialogProps & { onClose: () => void }) {
  const t = useTranslations('admin.courses')
  const common = useTranslations('common')
  const recordingWords = useRecordingWords()
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z
      .object({
        name: z.string().check(z.trim(), z.minLength(1, t('nameMissing')), z.maxLength(100, t('nameLong'))),
        joinCode: z.string().check(z.trim(), z.maxLength(64, t('codeLong'))),
        startsOn: z.string(),
        endsOn: z.string(),
        poolId: z.string(),
        allowance: z.string().check(
          z.trim(),
          z.refine((text) => text === '' || parseNanos(text) !== undefined, t('allowanceWrong')),
        ),
        costCentre: z.string().check(z.trim(), z.maxLength(64)),
        ...recordingShape(recordingWords),
      })
      .check(
        recordingIsWhole(recordingWords),
        z.refine(({ startsOn, endsOn }) => startsOn === '' || endsOn === '' || startsOn <= endsOn, {
          path: ['endsOn'],
          message: t('endBeforeStart'),
        }),
      ),
    values: {
      name: course?.name ?? '',
      joinCode: course?.joinCode ?? '',
      startsOn: course?.startsOn ?? '',
      endsOn: course?.endsOn ?? '',
      poolId: course?.poolAccountId ?? '',
      allowance: course?.allowance ?? '',
      costCentre: course?.costCentre ?? '',
      ...recordingDefaults(course),
    },
    submit({ name, ...values }) {
      const input = {
        name,
        joinCode: values.joinCode || null,
        startsOn: values.startsOn || null,
        endsOn: values.endsOn || null,
        poolId: values.poolId || null,
        allowance: values.allowance || null,
        costCentre: values.costCentre || null,
      }
      return course === undefined
        ? submitCreateCourse(input)
        : submitUpdateCourse({ id: course.id, version: course.version, ...input, ...recordingInput(values) })
    },
    onDone: onClose,
  })
  return (
    <DialogForm onSubmit={onSubmit} onCancel={onClose} error={errors.root?.message} isBusy={isBusy}>
      <Field label={t('name')} error={errors.name?.message}>
        {(control) => <Input {...control} {...form.register('name')} autoComplete="off" />}
      </Field>
      <Field
        label={t('joinCode')}
        isOptional={common('optional')}
        hint={t('joinCodeHint')}
        error={errors.joinCode?.message}
      >
        {(control) => <Input {...control} {...form.register('joinCode')} autoComplete="off" className="font-mono" />}
      </Field>
      <div className="grid grid-cols-2 gap-4">
        <Field label={t('startsOn')} isOptional={common('optional')} error={errors.startsOn?.message}>
          {(control) => <Input {...control} {...form.register('startsOn')} type="date" />}
        </Field>
        <Field label={t('endsOn')} isOptional={common('optional')} error={errors.endsOn?.message}>
          {(control) => <Input {...control} {...form.register('endsOn')} type="date" />}
        </Field>
      </div>
      <Field label={t('pool')} isOptional={common('optional')} hint={t('poolHint')} error={errors.poolId?.message}>
        {(control) => (
          <Select {...control} {...form.register('poolId')}>
            <option value="">{t('noPool')}</option>
            {pools.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="grid grid-cols-2 gap-4">
        <Field
          label={t('allowance')}
          isOptional={common('optional')}
          hint={t('allowanceHint')}
          error={errors.allowance?.message}
        >
          {(control) => <Input {...control} {...form.register('allowance')} inputMode="decimal" />}
        </Field>
        <Field label={t('costCentre')} isOptional={common('optional')} error={errors.costCentre?.message}>
          {(control) => <Input {...control} {...form.register('costCentre')} />}
        </Field>
      </div>
      {course !== undefined && <RecordingFields register={(name) => form.register(name)} errors={errors} />}
    </DialogForm>
  )
}
