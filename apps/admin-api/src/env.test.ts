import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readEnv } from './env.js'

const GOOD = {
  NATS_URL: 'nats://127.0.0.1:4222',
  DATABASE_URL: 'postgresql://tollgate_admin:x@127.0.0.1/tollgate',
  MASTER_KEY: randomBytes(32).toString('base64'),
}
const refusalOf = (change: Record<string, string | undefined>) => {
  try {
    readEnv({ ...GOOD, ...change })
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

describe('the environment', () => {
  it('has the defaults of docs/environment.md', () => {
    expect(readEnv(GOOD)).toMatchObject({
      host: '127.0.0.1',
      port: 8_082,
      healthPort: 9_082,
      publicUrl: 'http://localhost:8080',
      isEgressLocked: false,
      firstAdmin: undefined,
      trustedProxies: ['127.0.0.1/32', '::1/128'],
    })
  })

  it.each([
    ['DATABASE_URL', undefined],
    ['NATS_URL', ''],
    ['PUBLIC_URL', 'https://x/console'],
    ['PUBLIC_URL', 'ftp://x'],
    ['PORT', 'eighty'],
    ['TRUST_PROXY', 'everybody'],
    ['EGRESS_ALLOW_LOCKED', 'yes'],
  ])('%s = %s is refused by name', (name, value) => {
    expect(refusalOf({ [name]: value })).toContain(name)
  })
})

describe('K17 P0: weak secrets', () => {
  it.each([
    ['MASTER_KEY', undefined],
    ['MASTER_KEY', ''],
    ['MASTER_KEY', 'c2hvcnQ='],
    ['MASTER_KEY', Buffer.alloc(32).toString('base64')],
  ])('%s = %s is refused', (name, value) => {
    expect(refusalOf({ [name]: value })).toContain(name)
  })

  it.each(['', '123456', 'short-one'])('the first password "%s" is refused, and not repeated', (password) => {
    const refusal = refusalOf({ ADMIN_USERNAME: 'root', ADMIN_PASSWORD: password })
    expect(refusal).toContain('ADMIN_PASSWORD')
    if (password !== '') expect(refusal).not.toContain(password)
  })

  it('a user name without a password is refused', () => {
    expect(refusalOf({ ADMIN_USERNAME: 'root' })).toContain('ADMIN_PASSWORD')
  })
})

describe('the log-in of the organisation', () => {
  const OIDC = { OIDC_ISSUER: 'https://login.example.edu', OIDC_CLIENT_ID: 'tollgate', OIDC_CLIENT_SECRET: 's3cret' }

  it('is read as a whole, with its defaults', () => {
    expect(readEnv(GOOD).oidc).toBeUndefined()
    const empty = { OIDC_ISSUER: '', OIDC_CLIENT_ID: '', OIDC_CLIENT_SECRET: '', OIDC_GROUP_MAP: '', OIDC_SIGN_UP: '' }
    expect(readEnv({ ...GOOD, ...empty }).oidc).toBeUndefined()
    expect(readEnv({ ...GOOD, ...OIDC }).oidc).toEqual({
      issuer: 'https://login.example.edu',
      clientId: 'tollgate',
      clientSecret: 's3cret',
      label: 'login.example.edu',
      scopes: 'openid profile',
      usernameClaim: 'preferred_username',
      groupsClaim: 'groups',
      groupMap: {},
      signUp: 'mapped',
    })
    expect(readEnv({ ...GOOD, ...OIDC, OIDC_GROUP_MAP: '{"a": {"role": "finance"}}' }).oidc?.groupMap).toEqual({
      a: { role: 'finance', groups: [], courses: [] },
    })
  })

  it.each([
    ['OIDC_ISSUER', 'http://login.example.edu', 'https'],
    ['OIDC_CLIENT_SECRET', undefined, 'together'],
    ['OIDC_SCOPES', 'profile', 'openid first'],
    ['OIDC_SIGN_UP', 'everybody', 'OIDC_SIGN_UP'],
    ['OIDC_GROUP_MAP', 'staff=finance', 'JSON'],
    ['OIDC_GROUP_MAP', '{"staff": {"role": "root"}}', '"staff.role"'],
    ['OIDC_GROUP_MAP', '{"staff": {"group": "vip"}}', '"staff"'],
  ])('%s = %s is refused in words', (name, value, word) => {
    const refusal = refusalOf({ ...OIDC, [name]: value })
    expect(refusal).toContain(word)
    expect(refusal).not.toContain('s3cret')
  })
})
