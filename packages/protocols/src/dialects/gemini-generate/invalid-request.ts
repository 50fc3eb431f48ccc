import type { z } from 'zod'
import { GatewayError } from '../../canonical/error.js'

/** @param param path of the wrong field */
export const invalidRequest = (message: string, param: string): GatewayError =>
  new GatewayError('invalid_request', {
    message: param === '' ? message : `${message} (at ${param})`,
    ...(param !== '' && { param }),
  })

/** The first thing that is wrong with a body. */
export function toInvalidRequest(issues: readonly z.core.$ZodIssue[], prefix: string): GatewayError {
  const [issue] = issues
  if (issue === undefined) return invalidRequest('The body is not valid.', '')
  return invalidRequest(issue.message, toParam(issue.path, prefix))
}

const toParam = (path: readonly PropertyKey[], prefix: string): string =>
  path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`),
    prefix,
  )
