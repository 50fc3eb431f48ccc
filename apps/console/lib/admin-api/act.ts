import type { ActionResult } from '@/lib/action-result'
import { AdminApiError } from './errors'
import { redirectToLogIn } from './to-log-in'

/** Runs a change for a form: failures become values, an ended session leads to the log-in page. */
export async function act<Value>(change: () => Promise<ActionResult<Value>>): Promise<ActionResult<Value>> {
  try {
    return await change()
  } catch (error) {
    if (!(error instanceof AdminApiError)) throw error
    if (error.code === 'UNAUTHENTICATED') return redirectToLogIn()
    return { type: 'failed', code: error.code }
  }
}
