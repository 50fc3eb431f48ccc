import type { CanonicalRequest } from '../../canonical/request.js'
import type { JsonObject } from '../../codec.js'
import { decodeBody } from './decode-request.js'
import { invalidRequest } from './invalid-request.js'
import { isFields } from './wire.js'

/** Both spellings, as of every field. */
const WHOLE_REQUEST = ['generateContentRequest', 'generate_content_request'] as const

/**
 * The body of a `countTokens` call: the turns alone, or a whole request within.
 * @param model of the path
 * @throws GatewayError `invalid_request` with the path of the wrong field
 */
export function decodeCountTokens(body: unknown, model: string): CanonicalRequest {
  const address = { model, isStreamed: false }
  if (!isFields(body)) throw invalidRequest('The body must be a JSON object.', '')
  const path = WHOLE_REQUEST.find((name) => body[name] != null)
  if (path === undefined) return decodeBody(body, { address, path: '' })
  if (body.contents != null) throw invalidRequest(`Only one of contents and ${path} can be set.`, 'contents')
  return decodeBody(body[path], { address, path })
}

/** @param totalTokens of the whole prompt */
export const encodeCountTokens = (totalTokens: number): JsonObject => ({ totalTokens })

/** @returns `undefined` where an upstream's answer tells no count */
export function readTotalTokens(body: unknown): number | undefined {
  const total = isFields(body) ? body.totalTokens : undefined
  return typeof total === 'number' && Number.isSafeInteger(total) && total >= 0 ? total : undefined
}
