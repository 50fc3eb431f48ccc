import { expect, it } from 'vitest'
import { exampleCostNanos } from './price-example'

it('works an example of a price as billing does: exact, rounded up once', () => {
  const price = { inputPerMillionNanos: 2_000_000_000n, outputPerMillionNanos: 8_000_000_000n, perRequestNanos: 0n }
  expect(exampleCostNanos(price)).toBe(6_000_000n)
  expect(exampleCostNanos({ ...price, inputPerMillionNanos: 1n, outputPerMillionNanos: 0n })).toBe(1n)
  expect(exampleCostNanos({ ...price, perRequestNanos: undefined })).toBeUndefined()
})
