import { expect, it } from 'vitest'
import { abilityFactsOf } from './ability-facts'

it('tells measured from declared, and unknown from no', () => {
  const facts = [
    { capability: 'vision', verdict: 'yes' },
    { capability: 'tools', verdict: 'no' },
    { capability: 'jsonSchema', verdict: 'unknown' },
  ]
  const model = { abilities: ['vision', 'json'], measured: { at: '2026-11-01T00:00:00Z', facts } }
  expect(abilityFactsOf(model)).toEqual([
    { ability: 'vision', state: 'yes', measuredAt: '2026-11-01T00:00:00Z' },
    { ability: 'tools', state: 'no', measuredAt: '2026-11-01T00:00:00Z' },
    { ability: 'reasoning', state: 'unknown', measuredAt: undefined },
    { ability: 'json', state: 'yes', measuredAt: undefined },
  ])
})

it('without a probe only what is declared is known', () => {
  expect(abilityFactsOf({ abilities: ['tools'] }).map(({ state }) => state)).toEqual([
    'unknown',
    'yes',
    'unknown',
    'unknown',
  ])
})

it('what one channel lacks and another has stays declared', () => {
  const measured = { at: '2026-11-01T00:00:00Z', facts: [{ capability: 'tools', verdict: 'no' }] }
  expect(abilityFactsOf({ abilities: ['tools'], measured })[1]).toEqual({
    ability: 'tools',
    state: 'yes',
    measuredAt: undefined,
  })
})
