'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import * as z from 'zod/mini'
import { FormError } from '@/components/forms/form-error'
import { useActionForm } from '@/components/forms/use-action-form'
import { Button } from '@/components/ui/button'
import { Dialog, DialogActions } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/input'
import { submitBulkChange } from '../actions'
import { BULK_KINDS, type BulkKind, toBulkInput } from './bulk-change'
import { BulkReport, type BulkRow } from './bulk-report'

interface Choice {
  value: string
  label: string
}

export interface BulkChoices {
  groups: readonly Choice[]
  tiers: readonly Choice[]
  courses: readonly Choice[]
}

export interface BulkDialogProps {
  userIds: readonly string[]
  choices: BulkChoices
  onClose: () => void
}

/** One change of all chosen users, and then what became of each. */
export function BulkDialog({ userIds, choices, onClose }: BulkDialogProps) {
  const t = useTranslations('admin.users')
  const [rows, setRows] = useState<readonly BulkRow[]>()
  return (
    <Dialog isOpen onOpenChange={(open) => !open && onClose()} title={t('changeCount', { count: userIds.length })}>
      {rows === undefined ? (
        <BulkForm userIds={userIds} choices={choices} onClose={onClose} onDone={setRows} />
      ) : (
        <BulkReport rows={rows} onClose={onClose} />
      )}
    </Dialog>
  )
}

/** What a kind of change is made with; undefined: nothing more. */
const listOf = (kind: BulkKind, { groups, tiers, courses }: BulkChoices): readonly Choice[] | undefined => {
  if (kind === 'addGroup' || kind === 'removeGroup') return groups
  if (kind === 'tier') return tiers
  return kind === 'course' ? courses : undefined
}

const INITIAL: { kind: BulkKind; value: string; partial: boolean } = { kind: 'disable', value: '', partial: false }

function BulkForm(props: BulkDialogProps & { onDone: (rows: readonly BulkRow[]) => void }) {
  const { userIds, choices, onClose } = props
  const t = useTranslations('admin.users')
  const common = useTranslations('common')
  const { form, onSubmit, errors, isBusy } = useActionForm({
    schema: z.object({ kind: z.enum(BULK_KINDS), value: z.string(), partial: z.boolean() }),
    defaultValues: INITIAL,
    submit: (values) => submitBulkChange(toBulkInput(userIds, { ...values, value: shownValue(values) })),
    onDone: props.onDone,
  })
  /** What the list shows is what counts, also where nobody touched it. */
  const shownValue = ({ kind, value }: { kind: BulkKind; value: string }): string => {
    const list = listOf(kind, choices) ?? []
    return list.some((choice) => choice.value === value) ? value : (list[0]?.value ?? '')
  }
  const kind = form.watch('kind')
  const list = listOf(kind, choices)
  const isDangerous = kind === 'disable'
  return (
    <form onSubmit={onSubmit} noValidate className="flex flex-col gap-4">
      <FormError message={errors.root?.message} />
      <Field label={t('bulkWhat')}>
        {(control) => (
          <Select {...control} {...form.register('kind')}>
            {BULK_KINDS.map((each) => (
              <option key={each} value={each}>
                {t(`bulkKinds.${each}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {list !== undefined && (
        <Field label={t(`bulkValues.${kind}`)}>
          {(control) => (
            <Select {...control} {...form.register('value')}>
              {list.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      {isDangerous && <p className="text-text-muted">{t('bulkDisableText')}</p>}
      <label className="flex items-start gap-2">
        <input type="checkbox" {...form.register('partial')} className="mt-1 size-4 accent-accent" />
        {t('bulkPartial')}
      </label>
      <DialogActions>
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button
          type="submit"
          variant={isDangerous ? 'danger' : 'primary'}
          isBusy={isBusy}
          disabled={list !== undefined && list.length === 0}
        >
          {t('changeCount', { count: userIds.length })}
        </Button>
      </DialogActions>
    </form>
  )
}
