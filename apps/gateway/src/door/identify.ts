import { GatewayError } from '@tollgate/protocols/canonical'
import { classifyApiKey, hashApiKey, isTicket, openTicket } from '@tollgate/protocols/credentials'
import { MISSING_KEY } from '@tollgate/protocols/dialects'
import { type ApiKeyRecord, playgroundRecordKey } from '@tollgate/protocols/events'

/** Header names in lower case, as Node gives them. */
export type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>

/** Under which name of bucket `keys` the caller's record stands. */
export interface Credential {
  recordName: string
  kind: ApiKeyRecord['kind']
}

export interface CredentialRules {
  masterKey: string
  /** Milliseconds since the epoch: tickets expire. */
  nowMs: number
  /** Only Gemini paths read `?key=`; elsewhere it is refused, because proxies log addresses. */
  mayUseQuery: boolean
}

const MISSING = 'No API key was given. Send it as "Authorization: Bearer sk-…".'
const WRONG = 'The API key is not valid.'
const IN_QUERY =
  'An API key in the address is not read here, because addresses are logged. Send it as "Authorization: Bearer sk-…".'

const refuse = (message: string, vendorCode?: string): GatewayError =>
  new GatewayError('invalid_api_key', { message, ...(vendorCode !== undefined && { vendorCode }) })

/**
 * Headers and query → the name of the caller's record. No look-up is made for what cannot be a key.
 * @throws GatewayError `invalid_api_key`; `conflicting_keys` where two headers name different keys
 */
export function readCredential(headers: RequestHeaders, query: string, rules: CredentialRules): Credential {
  const text = readText(headers, query, rules.mayUseQuery)
  if (isTicket(text)) {
    const ticket = openTicket(text, rules.masterKey, rules.nowMs)
    if (ticket === undefined) throw refuse('The playground ticket is not valid or has expired.')
    return { recordName: playgroundRecordKey(ticket.keyId), kind: 'playground' }
  }
  // access tokens of the admin API open nothing here
  if (text.startsWith('sk-a') && classifyApiKey(text) === 'minted') throw refuse(WRONG)
  if (classifyApiKey(text) === 'junk') throw refuse(WRONG)
  return { recordName: hashApiKey(text), kind: 'secret' }
}

function readText(headers: RequestHeaders, query: string, mayUseQuery: boolean): string {
  const isInQuery = /(^|&)key=/.test(query)
  if (isInQuery && !mayUseQuery) throw refuse(IN_QUERY)
  let found: string | undefined
  for (const text of [
    bearer(headers.authorization),
    headers['x-api-key'],
    headers['x-goog-api-key'],
    headers['api-key'],
    isInQuery ? (new URLSearchParams(query).get('key') ?? undefined) : undefined,
  ]) {
    if (typeof text !== 'string' || text === '') continue
    if (found !== undefined && found !== text) {
      throw new GatewayError('conflicting_keys', { message: 'Two different API keys were given.' })
    }
    found = text
  }
  // Gemini's dialect alone tells a missing key from a wrong one
  if (found === undefined) throw refuse(MISSING, mayUseQuery ? MISSING_KEY : undefined)
  return found
}

const bearer = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' && /^bearer /i.test(value) ? value.slice('bearer '.length).trim() : undefined

/**
 * A found record → whether it opens the door now.
 * @throws GatewayError `key_disabled` for states other than active and for expired keys, `invalid_api_key` where the
 * record is of the other kind: a ticket names only secretless keys
 */
export function assertUsable(record: ApiKeyRecord, credential: Credential, nowMs: number): void {
  if (record.kind !== credential.kind) throw refuse(WRONG)
  if (record.state !== 'active') throw new GatewayError('key_disabled', { message: STATE_MESSAGES[record.state] })
  if (record.expiresAt != null && Date.parse(record.expiresAt) <= nowMs) {
    throw new GatewayError('key_disabled', { message: 'The API key has expired.' })
  }
}

const STATE_MESSAGES: Record<Exclude<ApiKeyRecord['state'], 'active'>, string> = {
  disabled: 'The API key is disabled.',
  revoked: 'The API key was revoked.',
  leaked: 'The API key was revoked because it had leaked.',
}

/** What a key that nobody knows is told; the same words as for junk. */
export const unknownKey = (): GatewayError => refuse(WRONG)
