import { describe, expect, it } from 'vitest'
import { newDeviceMark, newSessionToken, openDeviceMark, readCookie } from './cookies.js'

const KEY = Buffer.alloc(32, 1).toString('base64')

describe('cookies', () => {
  it('device marks open for their account and key only', () => {
    const mark = newDeviceMark('ann', KEY)
    expect(openDeviceMark(mark, 'ann', KEY)).toBe(mark.split('.')[0])
    expect(openDeviceMark(mark, 'bob', KEY)).toBeUndefined()
    expect(openDeviceMark(mark, 'ann', Buffer.alloc(32, 2).toString('base64'))).toBeUndefined()
    expect(openDeviceMark(`x${mark}`, 'ann', KEY)).toBeUndefined()
    for (const junk of [undefined, '', 'x', 'a.b', '.']) expect(openDeviceMark(junk, 'ann', KEY)).toBeUndefined()
  })

  it('session tokens have 256 random bits', () => {
    expect(Buffer.from(newSessionToken(), 'base64url')).toHaveLength(32)
    expect(newSessionToken()).not.toBe(newSessionToken())
  })

  it('the header is read by exact name', () => {
    expect(readCookie('a=1; session=2; b=x=y', 'session')).toBe('2')
    expect(readCookie('a=1; b=x=y', 'b')).toBe('x=y')
    expect(readCookie('xsession=2', 'session')).toBeUndefined()
    expect(readCookie(undefined, 'session')).toBeUndefined()
  })
})
