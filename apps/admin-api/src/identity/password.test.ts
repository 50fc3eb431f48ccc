import { describe, expect, it } from 'vitest'
import { PASSWORD_COST, PasswordHasher } from './password.js'

describe('K10 P0: passwords', () => {
  it('are hashed with Argon2id at OWASP’s cost by default', async () => {
    expect(PASSWORD_COST).toEqual({ memoryKib: 19_456, iterations: 2 })
    expect(await new PasswordHasher(PASSWORD_COST).hash('x')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  it('long and Unicode ones differ, composed and decomposed ones do not', async () => {
    const hasher = new PasswordHasher({ memoryKib: 1_024, iterations: 1 })
    const long = 'x'.repeat(80)
    const stored = await hasher.hash(`${long}1`)
    expect(await hasher.verify(`${long}2`, stored)).toBe(false)
    expect(await hasher.verify(`${long}1`, stored)).toBe(true)
    const unicode = await hasher.hash('密码é')
    expect(await hasher.verify('密码e\u0301', unicode)).toBe(true)
    expect(await hasher.verify('密码e', unicode)).toBe(false)
    expect(await hasher.verify('密码é', undefined)).toBe(false)
  })
})
