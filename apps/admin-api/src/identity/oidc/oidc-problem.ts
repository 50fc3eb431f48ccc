import type { ProblemDraft } from '../../graphql/problem.js'

/** What an error of a provider says to a person: the library's closed codes, never a message. */
interface OidcFault {
  /** Codes of the error and of everything behind it. */
  codes: readonly string[]
  /** OAuth's own `error`, where the provider answered with one. */
  oauthError: string | undefined
}

const MAX_CAUSES = 8
const AWAY = ['OAUTH_TIMEOUT', 'OAUTH_ABORT']
const OUR_OWN_FAULT = [
  'invalid_client',
  'unauthorized_client',
  'invalid_scope',
  'invalid_request',
  'unsupported_response_type',
]
const TEMPORARY = ['temporarily_unavailable', 'server_error']

/** @param label what people call the provider; @param contact whom to ask, ready to be read, or empty */
export function toOidcProblem(error: unknown, { label, contact }: { label: string; contact: string }): ProblemDraft {
  const { codes, oauthError } = faultOf(error)
  const values = { label, contact }
  const has = (...wanted: string[]): boolean => codes.some((code) => wanted.includes(code))
  if (oauthError === 'access_denied') return { code: 'LOG_IN_REFUSED', text: 'oidcDenied', values }
  if (oauthError === 'invalid_grant') return { code: 'EXPIRED', text: 'oidcCodeOver', values }
  if (TEMPORARY.includes(oauthError ?? '')) return { code: 'PROVIDER_UNAVAILABLE', text: 'oidcAway', values }
  if (has('OAUTH_JWT_TIMESTAMP_CHECK_FAILED')) return { code: 'LOG_IN_REFUSED', text: 'oidcClock', values }
  if (OUR_OWN_FAULT.includes(oauthError ?? ''))
    return { code: 'LOG_IN_REFUSED', text: 'oidcMisconfigured', values: { ...values, detail: oauthError ?? '' } }
  if (has(...AWAY) || codes.some((code) => code.startsWith('egress_')) || isHttpFailure(codes))
    return { code: 'PROVIDER_UNAVAILABLE', text: 'oidcAway', values }
  const detail = oauthError ?? codes[0] ?? 'unknown'
  return { code: 'LOG_IN_REFUSED', text: 'oidcMisconfigured', values: { ...values, detail } }
}

/** An answer that is no OAuth at all, as a proxy in front of a provider that is down gives. */
const isHttpFailure = (codes: readonly string[]): boolean =>
  codes.some((code) => code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' || code === 'OAUTH_RESPONSE_IS_NOT_JSON')

function challengeErrorOf(challenge: unknown): string | undefined {
  const error = (challenge as { parameters?: { error?: unknown } } | undefined)?.parameters?.error
  return typeof error === 'string' ? error : undefined
}

function faultOf(error: unknown): OidcFault {
  const codes: string[] = []
  let oauthError: string | undefined
  let at = error
  for (let depth = 0; depth < MAX_CAUSES && typeof at === 'object' && at !== null; depth++) {
    const { code, error: told, cause } = at as { code?: unknown; error?: unknown; cause?: unknown }
    if (typeof code === 'string') codes.push(code)
    if (typeof told === 'string') oauthError ??= told
    // a WWW-Authenticate header comes along parsed
    if (Array.isArray(cause)) oauthError ??= challengeErrorOf(cause[0])
    at = cause
  }
  return { codes, oauthError }
}
