import type { z } from 'zod'
import { invalidEmbedding } from './request.js'

export { type Fields, isFields } from '../fields.js'

/**
 * A value of the client, checked.
 * @param at its path in the body
 * @throws GatewayError `invalid_request` with the path of the first thing that is wrong
 */
export function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown, at: string): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw invalidEmbedding(issue?.message ?? 'The body is not valid.', pathOf(issue?.path ?? [], at))
}

const pathOf = (path: readonly PropertyKey[], at: string): string =>
  path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`),
    at,
  )
