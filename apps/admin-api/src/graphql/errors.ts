import type { ApolloDriverConfig } from '@nestjs/apollo'
import { GraphQLError, type GraphQLFormattedError } from 'graphql'

/** The codes of RELIABILITY 7; no error leaves with another one. */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'QUERY_REJECTED'
  | 'RATE_LIMITED'
  | 'INTERNAL'

const MESSAGES: Record<ErrorCode, string> = {
  UNAUTHENTICATED: 'Log in first.',
  FORBIDDEN: 'You may not do this.',
  NOT_FOUND: 'There is no such object.',
  BAD_USER_INPUT: 'The arguments are not valid.',
  QUERY_REJECTED: 'This query is not accepted.',
  RATE_LIMITED: 'Too many attempts. Try again later.',
  INTERNAL: 'Something went wrong on our side.',
}

/** Used where Apollo answers before a resolver runs; resolvers' errors travel with 200. */
const STATUS: Partial<Record<ErrorCode, number>> = { UNAUTHENTICATED: 401, FORBIDDEN: 403, RATE_LIMITED: 429 }

const MARKER = Symbol.for('tollgate.api-error')

/** An error that callers may see. Its message holds no secrets, SQL or paths. */
export class ApiError extends GraphQLError {
  readonly [MARKER] = true
  constructor(code: ErrorCode, message: string = MESSAGES[code]) {
    const status = STATUS[code]
    super(message, { extensions: { code, ...(status !== undefined && { http: { status } }) } })
  }
}

/** Raised by GraphQL or by us on purpose, by whichever copy of the library: never a surprise. */
export const isGraphqlError = (error: unknown): boolean => error instanceof Error && error.name === 'GraphQLError'

const isApiError = (error: unknown): error is ApiError => typeof error === 'object' && error !== null && MARKER in error

/** Apollo's own codes → ours. Everything not listed is ours to answer for: INTERNAL. */
const APOLLO_CODES: Readonly<Record<string, ErrorCode>> = {
  GRAPHQL_PARSE_FAILED: 'QUERY_REJECTED',
  GRAPHQL_VALIDATION_FAILED: 'QUERY_REJECTED',
  OPERATION_RESOLUTION_FAILURE: 'QUERY_REJECTED',
  PERSISTED_QUERY_NOT_SUPPORTED: 'QUERY_REJECTED',
  PERSISTED_QUERY_NOT_FOUND: 'QUERY_REJECTED',
  BAD_REQUEST: 'QUERY_REJECTED',
  BAD_USER_INPUT: 'BAD_USER_INPUT',
}

const MAX_MESSAGE_LENGTH = 500

/** Names that nobody asked for: GraphQL offers values of enums, and fields of inputs, that look alike. */
const withoutHints = (message: string): string => message.replaceAll(/ Did you mean [^?]*\?/g, '')

/**
 * Any error → what leaves: message, `extensions.code`, path. Unknown errors lose their text; their request id is added by
 * the request log plugin.
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const original = error instanceof GraphQLError && error.originalError !== undefined ? error.originalError : error
  const place = { ...(formatted.path !== undefined && { path: formatted.path }) }
  if (isApiError(original) || isApiError(error)) {
    const shown = isApiError(original) ? original : (error as ApiError)
    return { message: shown.message, ...place, extensions: { code: shown.extensions.code } }
  }
  const code = APOLLO_CODES[String(formatted.extensions?.code)]
  // a resolver's own GraphQLError of an Apollo code would come here too: only errors without an original are Apollo's
  if (code !== undefined && !(original instanceof Error && !(original instanceof GraphQLError))) {
    return { message: withoutHints(formatted.message).slice(0, MAX_MESSAGE_LENGTH), ...place, extensions: { code } }
  }
  return { message: MESSAGES.INTERNAL, ...place, extensions: { code: 'INTERNAL' } }
}

export type ApolloPlugin = NonNullable<ApolloDriverConfig['plugins']>[number]
