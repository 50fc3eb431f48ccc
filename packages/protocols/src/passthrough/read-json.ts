import { isUtf8 } from 'node:buffer'
import { GatewayError } from '../canonical/error.js'
import { type JsonMember, scanJson } from './scan-json.js'

/** A body that was read: its text for targeted edits, its value for decisions. */
export interface JsonBody {
  text: string
  value: unknown
  /** Members of the outermost object within `text`. */
  members: readonly JsonMember[]
  /** Then `text` must not be forwarded: the upstream might read another value than we did (RELIABILITY C12). */
  hasDuplicateKeys: boolean
}

/**
 * The raw bytes of a body → JSON, safe to hand on: UTF-8, at most 64 levels deep, no `__proto__` key, no NUL, no half
 * surrogate pair. Linear time; the size limit is the door's.
 * @throws GatewayError `invalid_request`
 */
export function readJson(bytes: Uint8Array): JsonBody {
  if (!isUtf8(bytes)) throw new GatewayError('invalid_request', { message: 'The body is not valid UTF-8.' })
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  const scan = scanJson(text)
  try {
    return { text, value: JSON.parse(text), ...scan }
  } catch (error) {
    throw new GatewayError('invalid_request', { message: 'The body is not valid JSON.', cause: error })
  }
}
