import { describe, expect, it } from 'vitest'
import { logInPathFor, toSafePath } from './next-path'

describe('toSafePath', () => {
  it('lets paths of this site through', () => {
    expect(toSafePath('/usage/1?a=b')).toBe('/usage/1?a=b')
    expect(logInPathFor('/keys?after=x')).toBe('/login?next=%2Fkeys%3Fafter%3Dx')
    expect(logInPathFor('/')).toBe('/login')
  })

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'evil', '/a\\b', '/\tb', '', null, undefined])(
    'leads home from %s',
    (path) => expect(toSafePath(path)).toBe('/'),
  )
})
