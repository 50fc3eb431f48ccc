import { describe, expect, it } from 'vitest'
import { claimOf, isIssuer, textsOf } from './oidc-settings.js'

describe('the address of a provider', () => {
  it.each([
    'https://login.example.edu',
    'https://login.example.edu/realms/campus',
    'http://localhost:9000',
    'http://127.0.0.1:1',
  ])('takes %s', (text) => expect(isIssuer(text)).toBe(true))
  it.each([
    'http://login.example.edu',
    'login.example.edu',
    'https://x.edu/?a=b',
    'https://x.edu/#a',
    'file:///etc',
    'https://u:p@x.edu',
    '',
  ])('refuses %j', (text) => expect(isIssuer(text)).toBe(false))
})

describe('claims', () => {
  const claims = { sub: '7', 'a.b': 'whole name', realm: { roles: ['x', 'y'] } }
  it.each([
    ['sub', '7'],
    ['a.b', 'whole name'],
    ['realm.roles', ['x', 'y']],
    ['realm.other', undefined],
    ['sub.length', undefined],
    ['constructor', undefined],
    ['realm.roles.length.toString', undefined],
  ])('%s', (name, value) => expect(claimOf(claims, name)).toEqual(value))

  it('a list of texts, one text, or none', () => {
    expect(textsOf(['a', 7, 'b', null])).toEqual(['a', 'b'])
    expect(textsOf('a')).toEqual(['a'])
    expect(textsOf(undefined)).toEqual([])
    expect(textsOf({ a: 1 })).toEqual([])
  })
})
