import { describe, expect, it } from 'vitest'
import { siteBodyLimit } from './site-body-limit.js'

const KIB = 1024
const limitOf = (url: string, headers: Record<string, string> = {}) => siteBodyLimit({ url, headers }) / KIB

describe('siteBodyLimit', () => {
  it('is small for GraphQL of strangers, larger for who says to be signed in and how much comes', () => {
    const length = { 'content-length': '1' }
    expect(limitOf('/graphql', length)).toBe(256)
    expect(limitOf('/graphql?x=1', { ...length, authorization: 'Bearer sk-u1' })).toBe(256)
    expect(limitOf('/graphql', { ...length, cookie: 'x_tollgate_session=1' })).toBe(256)
    const ways: Record<string, string>[] = [
      { authorization: 'Bearer sk-a1' },
      { cookie: 'a=b; __Host-tollgate_session=1' },
      { cookie: 'tollgate_session=1' },
    ]
    for (const signedIn of ways) {
      expect(limitOf('/graphql', { ...length, ...signedIn })).toBe(16 * KIB)
      expect(limitOf('/graphql', signedIn)).toBe(256)
    }
    expect(limitOf('/login', { cookie: 'tollgate_session=1' })).toBe(KIB)
  })
})
