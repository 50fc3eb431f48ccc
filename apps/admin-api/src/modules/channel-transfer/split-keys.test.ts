import { expect, it } from 'vitest'
import { splitKeys } from './split-keys.js'

it('takes a hundred keys with blanks, empty lines and commas', () => {
  const text = Array.from({ length: 100 }, (_, n) => ` sk-${n} ,\r\n`).join('\n')
  expect(splitKeys(text).keys).toEqual(Array.from({ length: 100 }, (_, n) => `sk-${n}`))
  expect(splitKeys(text).repeatedLines).toEqual([])
})

it('tells repeated ones by their lines', () => {
  expect(splitKeys('a\nb\n\na\nb;\nc')).toEqual({
    keys: ['a', 'b', 'c'],
    repeatedLines: [
      { line: 4, firstLine: 1 },
      { line: 5, firstLine: 2 },
    ],
  })
  expect(splitKeys(' \n\n')).toEqual({ keys: [], repeatedLines: [] })
})
