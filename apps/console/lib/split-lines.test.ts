import { expect, it } from 'vitest'
import { splitLines } from './split-lines'

it('splits lists, each entry once', () => {
  expect(splitLines(' a, b\n\na，c ')).toEqual(['a', 'b', 'c'])
})
