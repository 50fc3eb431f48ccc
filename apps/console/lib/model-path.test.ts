import { expect, it } from 'vitest'
import { toMarketPath, toModelName, toModelPath } from './model-path'

it('keeps slashes of a model name in its address', () => {
  expect(toModelPath('a b/c#d')).toBe('/admin/models/a%20b/c%23d')
  expect(toMarketPath('a/b')).toBe('/models/a/b')
  expect(toModelName(['a%20b', 'c%23d'])).toBe('a b/c#d')
})
