'use client'
import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { type DefaultValues, type FieldPath, type FieldValues, useForm } from 'react-hook-form'
import type { $ZodType } from 'zod/v4/core'
import { useUnsaved } from '@/components/ui/unsaved'
import type { ActionResult } from '@/lib/action-result'
import { applyResult } from './apply-result'

export interface ActionFormOptions<Values extends FieldValues, Value> {
  schema: $ZodType<Values, Values>
  defaultValues: DefaultValues<Values>
  submit: (values: Values) => Promise<ActionResult<Value>>
  onDone?: (value: Value) => void
  /**
   * When fields are checked first. `onSubmit` where a link stands below the form: a message that appears as the field
   * is left would push the link from under the finger.
   */
  mode?: 'onTouched' | 'onSubmit'
}

/** A form checked by a schema here and by the API there; both say it at the field. */
export function useActionForm<Values extends FieldValues, Value>(options: ActionFormOptions<Values, Value>) {
  const words = useFailureWords()
  const form = useForm<Values>({
    resolver: standardSchemaResolver(options.schema),
    defaultValues: options.defaultValues,
    mode: options.mode ?? 'onTouched',
  })
  const { isDirty, isSubmitSuccessful } = form.formState
  const { watch } = form
  const onChange = useCallback(
    (callback: () => void) => {
      const { unsubscribe } = watch((_values, { type }) => type === 'change' && callback())
      return unsubscribe
    },
    [watch],
  )
  useUnsaved(isDirty && !isSubmitSuccessful, onChange)
  const onSubmit = form.handleSubmit(async (values) => {
    const result = await options.submit(values).catch((): ActionResult<Value> => ({ type: 'failed', code: 'OFFLINE' }))
    // a redirect resolves without a value: the next page is on its way
    if (result === undefined) return
    const fields = Object.keys(form.getValues()) as FieldPath<Values>[]
    if (applyResult(form, result, { fields, words })) options.onDone?.(result.value)
  })
  return { form, onSubmit, errors: form.formState.errors, isBusy: form.formState.isSubmitting }
}

const KNOWN = ['FORBIDDEN', 'NOT_FOUND', 'RATE_LIMITED', 'BAD_USER_INPUT', 'UNREACHABLE', 'OFFLINE'] as const

/** A failure's code in the user's words. */
export function useFailureWords(): (code: string) => string {
  const t = useTranslations('failures')
  return (code) => t(KNOWN.find((known) => known === code) ?? 'INTERNAL')
}
