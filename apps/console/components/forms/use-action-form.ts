'use client'
import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { type DefaultValues, type FieldPath, type FieldValues, useForm } from 'react-hook-form'
import type { $ZodType } from 'zod/v4/core'
import { useUnsaved } from '@/components/ui/unsaved'
import type { ActionResult } from '@/lib/action-result'
import { applyResult } from './apply-result'

/**
 * `values`: of something that others may change as well. What they change while the form is open is shown in it, but for
 * the fields that the person changed: after a conflict those are still there, and can be saved beside the present ones.
 */
type Beginning<Values> =
  | { defaultValues: DefaultValues<Values>; values?: never }
  | { values: Values; defaultValues?: never }

export type ActionFormOptions<Values extends FieldValues, Value> = Beginning<Values> & {
  schema: $ZodType<Values, Values>
  submit: (values: Values) => Promise<ActionResult<Value>>
  onDone?: (value: Value) => void
  /**
   * When fields are checked first. `onSubmit` where a link stands below the form: a message that appears as the field
   * is left would push the link from under the finger.
   */
  mode?: 'onTouched' | 'onSubmit'
}

const KEEP_WHAT_WAS_TYPED = { keepDirtyValues: true, keepDirty: true, keepErrors: true } as const

/** A form checked by a schema here and by the API there; both say it at the field. */
export function useActionForm<Values extends FieldValues, Value>(options: ActionFormOptions<Values, Value>) {
  const words = useFailureWords()
  const form = useForm<Values>({
    resolver: standardSchemaResolver(options.schema),
    ...(options.values === undefined
      ? { defaultValues: options.defaultValues }
      : { values: options.values, resetOptions: KEEP_WHAT_WAS_TYPED }),
    mode: options.mode ?? 'onTouched',
  })
  const { isDirty, dirtyFields, isSubmitSuccessful } = form.formState
  const isChanged = isDirty || Object.keys(dirtyFields).length > 0
  const { watch } = form
  const onChange = useCallback(
    (callback: () => void) => {
      const { unsubscribe } = watch((_values, { type }) => type === 'change' && callback())
      return unsubscribe
    },
    [watch],
  )
  useUnsaved(isChanged && !isSubmitSuccessful, onChange)
  const onSubmit = form.handleSubmit(async (values) => {
    const result = await options.submit(values).catch((): ActionResult<Value> => ({ type: 'failed', code: 'OFFLINE' }))
    // a redirect resolves without a value: the next page is on its way
    if (result === undefined) return
    const fields = Object.keys(form.getValues()) as FieldPath<Values>[]
    if (!applyResult(form, result, { fields, words })) return
    // saved: from now on what others write is shown again
    if (options.values !== undefined) form.reset(form.getValues(), { keepFieldsRef: true })
    options.onDone?.(result.value)
  })
  return { form, onSubmit, errors: form.formState.errors, isBusy: form.formState.isSubmitting }
}

const KNOWN = ['FORBIDDEN', 'NOT_FOUND', 'RATE_LIMITED', 'BAD_USER_INPUT', 'UNREACHABLE', 'OFFLINE'] as const

/** A failure's code in the user's words. */
export function useFailureWords(): (code: string) => string {
  const t = useTranslations('failures')
  return (code) => t(KNOWN.find((known) => known === code) ?? 'INTERNAL')
}
