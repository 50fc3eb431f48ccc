import { expect, it } from 'vitest'
import { consentStateOf } from './consent-state'

it('a consent counts for the text in force, until it is taken back', () => {
  const asked = { isAsked: true, isConsenting: false }
  const given = { withdrawnAt: null }
  expect([
    consentStateOf({ ...asked, consent: null }),
    consentStateOf({ isAsked: true, isConsenting: true, consent: given }),
    consentStateOf({ ...asked, consent: given }),
    consentStateOf({ ...asked, consent: { withdrawnAt: '2026-11-21T00:00:00Z' } }),
    consentStateOf({ ...asked, isAsked: false, consent: given }),
  ]).toEqual(['notAnswered', 'consenting', 'otherText', 'withdrawn', 'notAsked'])
})
