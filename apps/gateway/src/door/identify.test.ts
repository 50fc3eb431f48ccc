import { GatewayError } from '@tollgate/protocols/canonical'
import { hashApiKey, mintApiKey, signTicket } from '@tollgate/protocols/credentials'
import type { ApiKeyRecord } from '@tollgate/protocols/events'
import { describe, expect, it } from 'vitest'
import { assertUsable, type RequestHeaders, readCredential } from './identify.js'

const masterKey = Buffer.alloc(32, 3).toString('base64')
const nowMs = 1_000_000
const keyId = '0190a0b0-0000-7000-8000-000000000001'
const read = (headers: RequestHeaders, query = '', mayUseQuery = false) =>
  readCredential(headers, query, { masterKey, nowMs, mayUseQuery })
const codeOf = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (error instanceof GatewayError) return error.code
    throw error
  }
  return 'none'
}
const key = mintApiKey('u')

describe('readCredential', () => {
  it('K08: reads the key from each of its headers', () => {
    const expected = { recordName: hashApiKey(key), kind: 'secret' }
    expect(read({ authorization: `Bearer ${key}` })).toEqual(expected)
    expect(read({ authorization: `bearer ${key}` })).toEqual(expected)
    for (const name of ['x-api-key', 'x-goog-api-key', 'api-key']) expect(read({ [name]: key })).toEqual(expected)
    expect(read({}, `key=${key}`, true)).toEqual(expected)
  })

  it('K08: one key twice is one key, two keys are a conflict', () => {
    expect(read({ authorization: `Bearer ${key}`, 'x-api-key': key }).recordName).toBe(hashApiKey(key))
    expect(codeOf(() => read({ authorization: `Bearer ${key}`, 'x-api-key': mintApiKey('u') }))).toBe(
      'conflicting_keys',
    )
  })

  it('K08: a key in the query is refused with a hint where it is not read', () => {
    expect(() => read({ authorization: `Bearer ${key}` }, `a=1&key=${key}`)).toThrow(/addresses are logged/)
    expect(codeOf(() => read({}, `key=${key}`))).toBe('invalid_api_key')
  })

  it.each(["' OR 1=1--", '%s', 'x'.repeat(100_000), 'a\u0000b', '🔑'.repeat(9), '', ' '])('K09: refuses %j', (text) => {
    expect(codeOf(() => read({ authorization: `Bearer ${text}` }))).toBe('invalid_api_key')
    expect(codeOf(() => read({ authorization: text }))).toBe('invalid_api_key')
    expect(codeOf(() => read({ 'x-api-key': [text, text] }))).toBe('invalid_api_key')
  })

  it('K01: a wrong checksum and an admin token open nothing', () => {
    const wrong = `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`
    expect(codeOf(() => read({ 'x-api-key': wrong }))).toBe('invalid_api_key')
    expect(codeOf(() => read({ 'x-api-key': mintApiKey('a') }))).toBe('invalid_api_key')
  })

  it('K20: a ticket names the key, an edited or expired one nothing', () => {
    const ticket = signTicket({ keyId, sessionId: 's', expiresAtMs: nowMs + 1 }, masterKey)
    expect(read({ authorization: `Bearer ${ticket}` })).toEqual({ recordName: `id.${keyId}`, kind: 'playground' })
    expect(codeOf(() => read({ authorization: `Bearer ${ticket}x` }))).toBe('invalid_api_key')
    const expired = signTicket({ keyId, sessionId: 's', expiresAtMs: nowMs }, masterKey)
    expect(codeOf(() => read({ authorization: `Bearer ${expired}` }))).toBe('invalid_api_key')
  })
})

describe('assertUsable', () => {
  const record: ApiKeyRecord = {
    v: 1,
    key: 'k',
    epoch: 0,
    version: 1,
    isDeleted: false,
    keyId,
    kind: 'secret',
    userId: keyId,
    payerId: keyId,
    groupId: keyId,
    state: 'active',
    acceptsUnpriced: false,
    mayRecord: false,
    isStrict: false,
  }
  const secret = { recordName: 'k', kind: 'secret' } as const

  it('lets an active key in', () => {
    expect(codeOf(() => assertUsable({ ...record, expiresAt: '1970-01-01T00:16:41Z' }, secret, nowMs))).toBe('none')
  })

  it.each(['disabled', 'revoked', 'leaked'] as const)('refuses a %s key', (state) => {
    expect(codeOf(() => assertUsable({ ...record, state }, secret, nowMs))).toBe('key_disabled')
  })

  it('refuses an expired key, and a ticket for a key that has a secret', () => {
    expect(codeOf(() => assertUsable({ ...record, expiresAt: '1970-01-01T00:16:40Z' }, secret, nowMs))).toBe(
      'key_disabled',
    )
    expect(codeOf(() => assertUsable(record, { ...secret, kind: 'playground' }, nowMs))).toBe('invalid_api_key')
  })
})
