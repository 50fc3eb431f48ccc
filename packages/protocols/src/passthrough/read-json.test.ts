import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isGatewayError } from '../canonical/error.js'
import { readJson } from './read-json.js'
import { MAX_JSON_DEPTH, MAX_JSON_KEYS, MAX_JSON_PIECES } from './scan-json.js'

const read = (text: string | Uint8Array) => readJson(typeof text === 'string' ? Buffer.from(text, 'utf8') : text)
const isRefused = (text: string | Uint8Array): boolean => {
  try {
    read(text)
  } catch (error) {
    if (isGatewayError(error) && error.code === 'invalid_request') return true
    throw error
  }
  return false
}
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

describe('readJson', () => {
  it.each([
    ['nothing', ''],
    ['half an object', '{"a":1'],
    ['a comma too much', '{"a":1,}'],
    ['a trailing value', '{} {}'],
    ['an open string', '{"a":"'],
    ['a key alone', '{"a"}'],
    ['closing brackets', ']]]}}}'],
    ['single quotes', "{'a':1}"],
    ['NaN', '{"a":NaN}'],
    ['a byte order mark', '\ufeff{}'],
    ['a raw NUL', '{"a":"\u0000"}'],
    ['an escaped NUL', '{"a":"\\u0000"}'],
    ['a NUL in a key', '{"\\u0000":1}'],
    ['a high surrogate alone', '{"a":"\\ud83d"}'],
    ['a high surrogate before text', '{"a":"\\ud83dx\\ude00"}'],
    ['a low surrogate alone', '{"a":"\\ude00"}'],
    ['two high surrogates', '{"a":"\\ud83d\\ud83d"}'],
    ['__proto__', '{"__proto__":{"polluted":1}}'],
    ['__proto__ in escapes, deep down', '{"a":[{"\\u005f_proto__":1}]}'],
  ])('C05: refuses %s', (_, text) => expect(isRefused(text)).toBe(true))

  it('C05: refuses bytes that are no UTF-8', () => {
    expect(isRefused(Uint8Array.of(0x22, 0xff, 0x22))).toBe(true)
    expect(isRefused(Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22))).toBe(true) // a surrogate as bytes
    expect(isRefused(Uint8Array.of(0x22, 0xc0, 0x80, 0x22))).toBe(true) // an overlong NUL
  })

  it('C05: takes 64 levels and refuses 65, 10,000 and 100,000 alike', () => {
    expect(isRefused(nested(MAX_JSON_DEPTH))).toBe(false)
    for (const depth of [MAX_JSON_DEPTH + 1, 10_000, 100_000]) {
      expect(isRefused(nested(depth))).toBe(true)
      expect(isRefused(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`)).toBe(true)
      expect(isRefused('['.repeat(depth))).toBe(true)
    }
  })

  it('does not count brackets that stand in strings', () => {
    expect(read(JSON.stringify({ a: `${'['.repeat(1_000)}"\\` })).value).toEqual({ a: `${'['.repeat(1_000)}"\\` })
  })

  it('C05: refuses more keys than anybody needs', () => {
    const keys = (count: number) => `{${Array.from({ length: count }, (_, index) => `"${index}":0`).join(',')}}`
    expect(isRefused(keys(MAX_JSON_KEYS))).toBe(false)
    expect(isRefused(keys(MAX_JSON_KEYS + 1))).toBe(true)
  })

  it.each([
    ['lists', '[]'],
    ['objects', '{}'],
    ['numbers', '1'],
  ])('refuses more %s than anybody needs before they are made', (_, piece) => {
    const many = (count: number) => `[${Array.from({ length: count }, () => piece).join(',')}]`
    expect(() => read(many(MAX_JSON_PIECES + 1))).toThrow(/values/)
    expect(() => read('[]'.repeat(MAX_JSON_PIECES + 1))).toThrow(/values/) // no JSON, but told by the scan
    expect(isRefused(many(MAX_JSON_PIECES / 2))).toBe(false)
  })

  it('does not count commas in strings', () => {
    expect(isRefused(JSON.stringify({ a: ',[{'.repeat(MAX_JSON_PIECES) }))).toBe(false)
  })

  it('reads hexadecimal digits of both cases, and leaves what is no escape to the parser', () => {
    expect(read('{"a":"\\u00e9\\u00E9\\uD83D\\uDe00"}').value).toEqual({ a: 'éé😀' })
    for (const text of ['\\u00g0', '\\u00', '\\u', '\\u004@']) expect(isRefused(`{"a":"${text}"}`)).toBe(true)
    expect(isRefused('{"a":"\\u00')).toBe(true)
  })

  it('takes characters beyond the basic plane, escaped and raw, and keys that look dangerous but are not', () => {
    expect(read('{"a":"\\ud83d\\ude00😀","constructor":{"prototype":1},"b":"\\\\u0000 \\\\ud83d"}').value).toEqual({
      a: '😀😀',
      constructor: { prototype: 1 },
      b: '\\u0000 \\ud83d',
    })
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it.each([
    ['{"a":1,"a":2}', true],
    ['{"a":1,"\\u0061":2}', true],
    ['{"x":[{"a":1,"b":{},"a":2}]}', true],
    ['{"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}]}', false],
    ['{"a":"a","b":"a"}', false],
    ['["a","a"]', false],
    ['{"a":1,"A":2}', false],
  ])('C12: sees whether keys of %s are double', (text, isDouble) => expect(read(text).hasDuplicateKeys).toBe(isDouble))

  it('finds every top-level member where it stands', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue({ maxDepth: 3 }), { noNullPrototype: true }),
        fc.constantFrom(undefined, 1, '\t'),
        (value, indent) => {
          fc.pre(!JSON.stringify(value).includes('__proto__') && !/\\u(0000|d[89a-f])/.test(JSON.stringify(value)))
          const { text, members } = read(JSON.stringify(value, undefined, indent))
          const found = members.map(({ name, valueStart, valueEnd }) => [
            name,
            JSON.parse(text.slice(valueStart, valueEnd)),
          ])
          expect(found).toEqual(Object.entries(JSON.parse(JSON.stringify(value))))
        },
      ),
    )
  })

  it('always ends, and refuses what JSON.parse refuses', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'{}[]":,\\u0a1 '), { maxLength: 40 }), (characters) => {
        const text = characters.join('')
        const isJson = (() => {
          try {
            JSON.parse(text)
            return true
          } catch {
            return false
          }
        })()
        if (!isJson) expect(isRefused(text)).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })
})
