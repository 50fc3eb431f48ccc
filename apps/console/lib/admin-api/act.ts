import type { ActionResult } from '@/lib/action-result'
import { AdminApiError } from './errors'
import { redirectToLogIn } from './to-log-in'

/** Runs a change for a form: failures become values, an ended session leads to the log-in page. */
export async function act<Value>(change: () => Promise<ActionResult<Value>>): Promise<ActionResult<Value>> {
  const result = await actInPlace(change)
  return result.type === 'failed' && result.code === 'UNAUTHENTICATED' ? redirectToLogIn() : result
}

/** The same for a page that holds what must not be left: an ended session is a failure like others, `UNAUTHENTICATED`. */
export async function actInPlace<Value>(change: () => Promise<ActionResult<Value>>): Promise<ActionResult<Value>> {
  try {
    return await change()
  } catch (error) {
    if (!(error instanceof AdminApiError)) throw error
    return { type: 'failed', code: error.code }
  }
}
