import type { CapabilityFact } from '@tollgate/protocols/events'
import { expect, it } from 'vitest'
import { applyFacts, lacksOf } from './apply-facts.js'

const fact = (capability: CapabilityFact['capability'], verdict: CapabilityFact['verdict']): CapabilityFact => ({
  capability,
  verdict,
  note: '',
  latencyMs: 1,
})
const FACTS = [
  fact('tools', 'yes'),
  fact('vision', 'no'),
  fact('jsonSchema', 'no'),
  fact('reasoning', 'unknown'),
  fact('topPOfOne', 'no'),
]

it('facts become abilities and traits; what is not known stays as it was', () => {
  const model = { abilities: ['vision', 'reasoning', 'json'], traits: { takesTopK: true } }
  expect(applyFacts(model, FACTS, { isOnlyChannel: true })).toEqual({
    abilities: ['reasoning', 'tools'],
    traits: { takesTopK: true, takesJsonSchema: false, isTopPBelowOne: true },
  })
})

it('one channel of several takes no ability from the model: it lacks it itself', () => {
  const model = { abilities: ['vision'], traits: {} }
  expect(applyFacts(model, FACTS, { isOnlyChannel: false }).abilities).toEqual(['vision', 'tools'])
  expect(lacksOf(['tools', 'reasoning'], FACTS)).toEqual(['json', 'reasoning', 'vision'])
})
