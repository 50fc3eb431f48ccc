import type { GatewayError } from '@tollgate/protocols/canonical'
import { MAX_REFUSAL_TEXT, type Refusal } from '@tollgate/protocols/events'
import type { CallTrace } from '../door/admitted.js'

/** A call that was answered by an error. */
export interface FailedCall {
  requestId: string
  /** Null: nobody was found whose key it is. */
  trace: CallTrace | null
  error: GatewayError
  /** As sent. */
  status: number
}

/**
 * @returns `undefined` where there is nothing to tell, or nobody to tell it to: calls that billing knows, and those of no key.
 *   A key of the wrong kind is nobody's: that it was named proves nothing.
 */
export function toRefusal({ requestId, trace, error, status }: FailedCall, atMs: number): Refusal | undefined {
  if (trace === null || trace.isRecorded || error.code === 'invalid_api_key') return undefined
  const { keyId, modelName } = trace
  return {
    requestId,
    keyId,
    code: error.code,
    status,
    message: cut(error.message, MAX_REFUSAL_TEXT.message),
    ...(modelName !== undefined && { modelName: cut(modelName, MAX_REFUSAL_TEXT.modelName) }),
    at: new Date(atMs).toISOString(),
  }
}

/** No half of a character and no NUL, which PostgreSQL takes in no text. */
const cut = (text: string, most: number): string => Buffer.from(text.replaceAll('\0', '').slice(0, most)).toString()
