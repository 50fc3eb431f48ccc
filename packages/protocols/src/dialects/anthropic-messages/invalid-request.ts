import type { z } from 'zod'
import { GatewayError } from '../../canonical/error.js'

type Issue = z.core.$ZodIssue

/** What a schema found → the refusal. This dialect's errors have no field for a path, so the message begins with it. */
export function invalidRequest(issues: readonly Issue[]): GatewayError {
  const [issue] = issues
  if (issue === undefined) return new GatewayError('invalid_request', { message: 'The body is not valid.' })
  const { path, message } = deepest(issue, [])
  return refusal(message, toParam(path))
}

/** @param param path in our form, `messages[2].content` */
export const refusal = (message: string, param: string): GatewayError =>
  param === ''
    ? new GatewayError('invalid_request', { message })
    : new GatewayError('invalid_request', { message: `${dotted(param)}: ${message}`, param })

/** The vendor writes `messages.2.content`. */
const dotted = (param: string): string => param.replaceAll('[', '.').replaceAll(']', '')

/** Of a union's branches the one that got furthest tells what is wrong; the others only that it is something else. */
function deepest(issue: Issue, prefix: readonly PropertyKey[]): { path: PropertyKey[]; message: string } {
  const own = { path: [...prefix, ...issue.path], message: issue.message }
  if (issue.code !== 'invalid_union') return own
  let best = own
  for (const branch of issue.errors) {
    const [first] = branch
    if (first === undefined) continue
    const inner = deepest(first, own.path)
    if (inner.path.length > best.path.length) best = inner
  }
  return best
}

const toParam = (path: readonly PropertyKey[]): string =>
  path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? String(key) : `.${String(key)}`))
    .join('')
