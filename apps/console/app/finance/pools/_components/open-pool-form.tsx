'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { DialogForm } from '@/components/forms/dialog-form'
import { useActionForm } from '@/components/forms/use-action-form'
import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import { createId } from '@/lib/chat/random-id'
import { submitPool } from '../actions'
import { createOpenPoolSchema } from './open-pool-schema'

export interface OpenPoolFormProps {
  courses: readonly { id: string; name: string }[]
  onClose: () => void
}

/** Lives as long as the dialog is open: so does the key that makes a second click the same pool. */
export function OpenPoolForm({ courses, onClose }: OpenPoolFormProps) {
  const t = useTranslations('finance.pools')
  const common = useTranslations('common')
  const toast = useToast()
  const [idempotencyKey] = useState(() => `console-${createId()}`)
  const words = { nameMissing: t('nameMissing'), nameLong: t('nameLong'), nobody: t('nobody') }
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: createOpenPoolSchema(words),
    defaultValues: { name: '', courseId: '', owner: '' },
    submit: (values) => submitPool({ ...values, idempotencyKey, ownerUnknown: t('ownerUnknown') }),
    onDone() {
      onClose()
      toast({ text: t('opened', { name: form.getValues('name').trim() }) })
    },
  })
  return (
    <DialogForm onSubmit={onSubmit} onCancel={onClose} error={errors.root?.message} isBusy={isBusy} verb={t('open')}>
      <Field label={t('name')} hint={t('nameHint')} error={errors.name?.message}>
        {(control) => <Input {...control} {...form.register('name')} autoComplete="off" autoFocus />}
      </Field>
      <Field label={t('course')} hint={t('courseHint')} error={errors.courseId?.message}>
        {(control) => (
          <Select {...control} {...form.register('courseId')}>
            <option value="">{t('noCourse')}</option>
            {courses.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('owner')} isOptional={common('optional')} hint={t('ownerHint')} error={errors.owner?.message}>
        {(control) => <Input {...control} {...form.register('owner')} autoComplete="off" />}
      </Field>
    </DialogForm>
  )
}
