import { expect, it } from 'vitest'
import { createDrainGate } from './drain-gate.js'

it('M10: 64 answers are read on at once, and a place that is left is free again, once', () => {
  const enter = createDrainGate()
  const places = Array.from({ length: 64 }, () => enter())
  expect(places.every((leave) => leave !== undefined)).toBe(true)
  expect(enter()).toBeUndefined()
  places[0]?.()
  places[0]?.()
  expect(enter()).toBeDefined()
  expect(enter()).toBeUndefined()
})
