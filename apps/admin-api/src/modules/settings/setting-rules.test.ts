import { describe, expect, it } from 'vitest'
import { isHostPort, isTimeZone, isUsernamePattern } from './setting-rules.js'

describe('settings', () => {
  it.each(['10.0.0.1:80', 'gpu-1.lab.example:8000', '[fd00::1]:443', 'localhost:1'])(
    '%s is an exact host and port',
    (text) => expect(isHostPort(text)).toBe(true),
  )
  it.each([
    '10.0.0.0/8:80',
    '*:80',
    '10.0.0.1',
    '10.0.0.1:0',
    '10.0.0.1:70000',
    'http://x:80',
    'a b:80',
    '[zz]:80',
    '-x:80',
  ])('%s is none', (text) => expect(isHostPort(text)).toBe(false))
  it('patterns compile and cannot run away', () => {
    expect(isUsernamePattern('^\\d{10}$')).toBe(true)
    expect(isUsernamePattern('^(s|t)\\d{8}$')).toBe(true)
    expect(isUsernamePattern('^(?:[a-z*+]+|\\+\\d{2,3})$')).toBe(true)
    for (const bad of [
      '',
      '(',
      '^(a+)+$',
      '(x*)*',
      '^(\\d{3}){4}$',
      '(.)\\1',
      'x'.repeat(201),
      '^a+a+$',
      '^\\d*x{2,}$',
      'a?'.repeat(30),
      '(a|a)'.repeat(30),
    ])
      expect(isUsernamePattern(bad)).toBe(false)
  })
  it('time zones are known', () => {
    expect(isTimeZone('Asia/Shanghai')).toBe(true)
    expect(isTimeZone('Mars/Base')).toBe(false)
  })
})
