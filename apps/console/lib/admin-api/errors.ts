import { z } from 'zod'

/** `errors[].extensions.code` of GraphQL, and UNREACHABLE for no answer at all. */
export const ADMIN_API_ERROR_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'QUERY_REJECTED',
  'RATE_LIMITED',
  'INTERNAL',
  'UNREACHABLE',
] as const
export type AdminApiErrorCode = (typeof ADMIN_API_ERROR_CODES)[number]

export class AdminApiError extends Error {
  constructor(
    readonly code: AdminApiErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'AdminApiError'
  }
}

const answerSchema = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        extensions: z.object({ code: z.string() }).partial().optional(),
      }),
    )
    .optional(),
})

/**
 * A GraphQL answer → its data. @throws AdminApiError for anything but data without errors; an unknown code becomes
 * INTERNAL, an answer that is no GraphQL becomes UNREACHABLE
 */
export function dataOf(answer: unknown): unknown {
  const parsed = answerSchema.safeParse(answer)
  if (!parsed.success) throw new AdminApiError('UNREACHABLE', 'The answer is not GraphQL.')
  const [error] = parsed.data.errors ?? []
  if (error !== undefined) throw new AdminApiError(codeOf(error.extensions?.code), error.message)
  if (parsed.data.data === undefined || parsed.data.data === null)
    throw new AdminApiError('INTERNAL', 'The answer has no data.')
  return parsed.data.data
}

const codeOf = (code: string | undefined): AdminApiErrorCode =>
  ADMIN_API_ERROR_CODES.find((known) => known === code) ?? 'INTERNAL'
