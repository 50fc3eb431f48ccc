import { describe, expect, it } from 'vitest'
import { parseSetCookie } from './set-cookie'

describe('parseSetCookie', () => {
  it('keeps what protects a session', () => {
    expect(parseSetCookie('__Host-session=a%3Db; Path=/; HttpOnly; Secure; SameSite=Strict; Max-Age=60')).toEqual({
      name: '__Host-session',
      value: 'a=b',
      path: '/',
      httpOnly: true,
      secure: true,
      sameSite: 'strict',
      maxAge: 60,
    })
  })

  it('ends a session, and stands a value with = or a bare %', () => {
    const ended = parseSetCookie('s=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; path=/')
    expect(ended).toMatchObject({ value: '', httpOnly: false, sameSite: 'lax', expires: new Date(0) })
    expect(parseSetCookie('s=a=b==')?.value).toBe('a=b==')
    expect(parseSetCookie('s=100%')?.value).toBe('100%')
  })

  it('refuses what is no cookie', () => {
    expect(parseSetCookie('')).toBeUndefined()
    expect(parseSetCookie('=x')).toBeUndefined()
  })
})
