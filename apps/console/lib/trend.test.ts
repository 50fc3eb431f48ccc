import { expect, it } from 'vitest'
import { changeOf } from './trend'

it('says how much more or less it was, and nothing where there was nothing before', () => {
  expect([changeOf('3', '2'), changeOf('1', '2'), changeOf('0', '4'), changeOf('4', '0')]).toEqual([
    ...[0.5, -0.5, -1, undefined],
  ])
})
