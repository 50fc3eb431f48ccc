import { expect, it } from 'vitest'
import { changesOf } from './audit-change'

it('shows what a change was, money in currency units', () => {
  expect(changesOf('{"a":1,"b":"x"}', '{"a":1,"b":"y","amountNanos":"12500000000"}')).toEqual([
    { field: 'b', before: 'x', after: 'y' },
    { field: 'amount', before: undefined, after: '12.5' },
  ])
  expect(changesOf(null, 'text')).toEqual([{ field: '', before: undefined, after: 'text' }])
})
