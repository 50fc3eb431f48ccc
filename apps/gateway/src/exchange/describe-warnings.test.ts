import { expect, it } from 'vitest'
import { describeWarnings } from './describe-warnings.js'

it('tells each loss once, and how a field was changed', () => {
  const told = describeWarnings([
    { type: 'dropped', field: 'seed' },
    { type: 'dropped', field: 'seed' },
    { type: 'changed', field: 'tools[0].name', how: 'shortened' },
    { type: 'clamped', field: 'temperature', to: 1 },
  ])
  expect(told).toEqual({ dropped: 'seed, tools[0].name (shortened)', clamped: 'temperature=1' })
})

it('lets no field name of a client end the header or grow without bound', () => {
  expect(describeWarnings([{ type: 'dropped', field: 'a\r\nset-cookie: x, 中' }]).dropped).toBe('a??set-cookie: x? ?')
  const many = Array.from({ length: 5_000 }, (_, index) => ({ type: 'dropped', field: `f${index}` }) as const)
  expect(describeWarnings(many).dropped.length).toBeLessThan(1_100)
})
