import { expect, it } from 'vitest'
import { findMappingCycle } from './find-mapping-cycle.js'

it('finds names that lead back to themselves', () => {
  expect(findMappingCycle({ a: 'b', b: 'a' })).toEqual(['a', 'b'])
  expect(findMappingCycle({ x: 'a', a: 'b', b: 'c', c: 'a' })).toEqual(['a', 'b', 'c'])
  expect(findMappingCycle({ a: ['m', 'n'], n: ['m', 'b'], b: 'a' })).toEqual(['a', 'n', 'b'])
})

it('takes chains, own names and names of objects', () => {
  expect(findMappingCycle({})).toBeUndefined()
  expect(findMappingCycle({ a: 'a', b: 'a', c: 'b', constructor: 'toString' })).toBeUndefined()
  expect(findMappingCycle({ a: ['a', 'm'], b: ['m', 'a'], c: ['a', 'b'] })).toBeUndefined()
  expect(
    findMappingCycle(Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`${n}`, 'one']))),
  ).toBeUndefined()
})
