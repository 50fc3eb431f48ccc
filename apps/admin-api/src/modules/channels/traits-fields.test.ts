import { expect, it } from 'vitest'
import { readTraits, toTraits, traitsField } from './traits-fields.js'

it('stores what was said, and nothing else', () => {
  const stored = traitsField.parse({
    takesTopK: false,
    thinking: 'budget',
    thinkingBudgetMin: 1_024,
    thinkingBudgetMax: 32_000,
    maxOutputTokens: null,
  })
  expect(stored).toEqual({ takesTopK: false, thinking: 'budget', thinkingBudget: { min: 1_024, max: 32_000 } })
  expect(toTraits(stored)).toEqual({
    takesTopK: false,
    thinking: 'budget',
    thinkingBudgetMin: 1_024,
    thinkingBudgetMax: 32_000,
  })
})

it.each([{ thinkingBudgetMin: 5 }, { thinkingBudgetMin: 9, thinkingBudgetMax: 3 }, { maxOutputTokens: -1 }])(
  'refuses %o',
  (given) => expect(traitsField.safeParse(given).success).toBe(false),
)

it('takes a column that it cannot read for one that says nothing', () => {
  expect(readTraits({ thinking: 'loudly' })).toEqual({})
})
