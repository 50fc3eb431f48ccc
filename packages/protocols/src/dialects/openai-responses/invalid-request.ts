import type { z } from 'zod'
import { GatewayError } from '../../canonical/error.js'
import { isFields } from './wire.js'

type Path = readonly PropertyKey[]
type Issue = z.core.$ZodIssue

/** @throws GatewayError `invalid_request` with the path of the wrong field, `at` before it */
export function parseWith<Schema extends z.ZodType>(schema: Schema, value: unknown, at: Path = []): z.infer<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  if (issue === undefined) throw invalidRequest('The body is not valid.', at)
  const { path, message } = deepest(issue, at)
  throw invalidRequest(message, path)
}

/** The `type` of an item, part or tool; `undefined` where it has none. @throws GatewayError where it is no object */
export function typeOf(value: unknown, at: Path): string | undefined {
  if (!isFields(value)) throw invalidRequest('Expected an object', at)
  const type = value.type ?? undefined
  if (type !== undefined && typeof type !== 'string') throw invalidRequest('Expected a string', [...at, 'type'])
  return type
}

/** @param path of the wrong field; empty: the body as a whole */
export function invalidRequest(message: string, path: Path): GatewayError {
  const param = toParam(path)
  if (param === '') return new GatewayError('invalid_request', { message })
  return new GatewayError('invalid_request', { message: `${message} (at ${param})`, param })
}

/** Of a union's branches the one that got furthest tells what is wrong; the others only that it is something else. */
function deepest(issue: Issue, prefix: Path): { path: Path; message: string } {
  const own: { path: Path; message: string } = { path: [...prefix, ...issue.path], message: issue.message }
  if (issue.code !== 'invalid_union') return own
  let best = own
  for (const [first] of issue.errors) {
    if (first === undefined) continue
    const inner = deepest(first, own.path)
    if (inner.path.length > best.path.length) best = inner
  }
  return best
}

const toParam = (path: Path): string =>
  path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? String(key) : `.${String(key)}`))
    .join('')
