import type { FieldPath, FieldValues, UseFormReturn } from 'react-hook-form'
import type { ActionResult } from '@/lib/action-result'

/**
 * Puts an action's refusals to the fields they speak of, the rest to the form's head (`errors.root`).
 * @param options.words the page's sentence for a failure's code
 * @param options.fields the form's fields; a problem's path counts by its last part
 * @returns whether the action was done
 */
export function applyResult<Values extends FieldValues, Value>(
  form: UseFormReturn<Values>,
  result: ActionResult<Value>,
  options: { fields: readonly FieldPath<Values>[]; words: (code: string) => string },
): result is { type: 'done'; value: Value } {
  if (result.type === 'done') return true
  if (result.type === 'failed') {
    form.setError('root', { message: options.words(result.code) })
    return false
  }
  const elsewhere: string[] = []
  for (const { path, message } of result.problems) {
    const field = options.fields.find((name) => name === path?.at(-1) || name === path?.join('.'))
    if (field === undefined) elsewhere.push(message)
    else form.setError(field, { message }, { shouldFocus: true })
  }
  if (elsewhere.length > 0) form.setError('root', { message: elsewhere.join(' ') })
  return false
}
