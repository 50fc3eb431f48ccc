import { describe, expect, it } from 'vitest'
import { classifyApiKey, describeApiKey, hashApiKey, mintApiKey } from './hash-api-key.js'

describe('mintApiKey', () => {
  it('K01: holds 160 random bits and says what it opens', () => {
    const keys = Array.from({ length: 100 }, () => mintApiKey('u'))
    expect(new Set(keys).size).toBe(100)
    for (const key of keys) expect(key).toMatch(/^sk-u[A-Za-z0-9_-]{27}[A-Za-z0-9_-]{6}$/)
    expect(mintApiKey('a').startsWith('sk-a')).toBe(true)
  })

  it('K01: is told from junk by its checksum, whichever character is wrong', () => {
    const key = mintApiKey('u')
    expect(classifyApiKey(key)).toBe('minted')
    for (let at = 4; at < key.length; at++) {
      const wrong = key.slice(0, at) + (key[at] === 'A' ? 'B' : 'A') + key.slice(at + 1)
      expect(classifyApiKey(wrong)).toBe('junk')
    }
  })
})

describe('classifyApiKey', () => {
  it('takes a value that an administrator chose', () => {
    expect(classifyApiKey('sk-demo-0123456789abcdef')).toBe('given')
  })

  it.each([
    '',
    'sk-',
    'sk-short',
    'Bearer sk-x',
    `pk-${'a'.repeat(30)}`,
    `sk-${'a'.repeat(201)}`,
    `sk-${'a'.repeat(20)} `,
    `sk-${'a'.repeat(20)}\n`,
    `sk-${'光'.repeat(20)}`,
    `sk-${'a'.repeat(20)}\u0000`,
    "' OR 1=1--",
  ])('K09: calls %j junk', (text) => expect(classifyApiKey(text)).toBe('junk'))
})

describe('hashApiKey', () => {
  it('is SHA-256 in lower-case hex', () => {
    expect(hashApiKey('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })
})

describe('describeApiKey', () => {
  it('shows eight characters at the front and four at the end', () => {
    expect(describeApiKey('sk-uABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789')).toEqual({ prefix: 'sk-uABCD', lastFour: '6789' })
  })
})
