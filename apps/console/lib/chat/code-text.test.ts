import { createElement } from 'react'
import { describe, expect, it } from 'vitest'
import { codeTextOf, languageOf } from './code-text'

describe('codeTextOf', () => {
  it('keeps every line break but the one that ends the fence', () => {
    expect(codeTextOf('a\n\n  b\n')).toBe('a\n\n  b')
    expect(codeTextOf('a\n\n')).toBe('a\n')
  })

  it('reads through markup', () => {
    const line = (text: string) => createElement('span', { key: text }, text)
    expect(codeTextOf([line('a\n'), line('b\n'), 3])).toBe('a\nb\n3')
  })

  it('finds the language', () => {
    expect(languageOf('x language-c++ y')).toBe('c++')
    expect(languageOf(undefined)).toBe('text')
  })
})
