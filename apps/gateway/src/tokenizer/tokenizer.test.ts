import fc from 'fast-check'
import { countTokens } from 'gpt-tokenizer'
import { expect, it } from 'vitest'
import { countMerges } from './count-merges.js'
import { RankTable } from './rank-table.js'
import { loadTokenizer } from './tokenizer.js'

/** What the library makes of a text: names of special tokens in it are text. */
const counted = (text: string): number => countTokens(text, { disallowedSpecial: new Set() })

it.each([
  ['nothing', ''],
  ['English', 'It\'s what they\'d said: "HELLO,  world!"\r\n\n\tWhy? (1234567 times…)'],
  ['Chinese', '光在玻璃中传播时，红光的折射率比蓝光小，因此偏折得更少。请用两句话说明。'],
  ['an endless Chinese word', '折射率'.repeat(400)],
  ['code', 'for (let i = 0; i < n; i++) {\n\treturn a[i] ?? `b` /* x */\n}\n\n    def f(self):\n        pass'],
  ['emoji, flags and accents', '👩‍👩‍👧‍👦 🇨🇳 e\u0301a\u0308 ﷽ İstanbul ẞ straße'],
  ['special tokens', '<|endoftext|> <|im_start|>system<|im_sep|>'],
  ['half a surrogate', 'a\ud83d b'],
  ['an endless word', 'a'.repeat(2_000)],
  ['JSON', JSON.stringify({ a: [1, 2.5, null, true, { b: 'c\\"d' }], e: '\u0000' })],
])('counts %s as the library does', async (_, text) => {
  expect((await loadTokenizer())(text)).toBe(counted(text))
})

it('property: counts every text as the library does', async () => {
  const count = await loadTokenizer()
  const words = fc.array(
    fc.constantFrom('the', ' of', ' Refraction', '折射', '率', '12', '\n', '  ', 'ing', '://', '🎓'),
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    words.map((all) => all.join('')),
  )
  fc.assert(
    fc.property(text, (one) => {
      expect(count(one)).toBe(counted(one))
    }),
  )
})

it('merges the lowest rank first, and of equals the leftmost', () => {
  const lines = ['a', 'b', 'c', 'aa', 'bc', 'ab'].map(
    (token, rank) => `${Buffer.from(token).toString('base64')} ${rank}`,
  )
  const table = RankTable.read(Buffer.from(lines.join('\n')))
  const count = (text: string) => countMerges(Buffer.from(text), table)
  expect(['', 'a', 'ab', 'aaa', 'abc', 'aab', 'cba'].map(count)).toEqual([0, 1, 1, 2, 2, 2, 3])
})

it('refuses a vocabulary of which a rank is missing', () => {
  expect(() => RankTable.read(Buffer.from('IQ== 0\nIg== 2\n'))).toThrow('a rank is missing')
})
