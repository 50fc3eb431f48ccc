import { describe, expect, it } from 'vitest'
import { TRAIT_KINDS, TRAIT_NAMES, type TraitName, toTraitForm, toTraitsInput } from './trait-form'

const sampleOf = (name: TraitName) => {
  const kind = TRAIT_KINDS[name]
  if (kind === 'choice') return false
  return kind === 'tokens' ? 1_024 : kind[0]
}

describe('traits in a form', () => {
  it('every trait survives the form, a no as well as a yes', () => {
    const all = Object.fromEntries(TRAIT_NAMES.map((name) => [name, sampleOf(name)]))
    expect(toTraitsInput(toTraitForm(all))).toEqual(all)
    expect(toTraitsInput(toTraitForm({ takesTopK: true }))).toEqual({ takesTopK: true })
  })

  it('what nobody said stays unsaid', () => {
    expect(toTraitsInput(toTraitForm({}))).toBeNull()
    expect(toTraitsInput(toTraitForm({ thinking: null, takesTopK: null }))).toBeNull()
  })
})
