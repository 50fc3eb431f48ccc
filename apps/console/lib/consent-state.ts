/** What the API tells of a place where consent is asked for, as far as its state follows from it. */
export interface ConsentFacts {
  isAsked: boolean
  isConsenting: boolean
  consent?: { withdrawnAt?: string | null } | null
}

export type ConsentState = 'consenting' | 'otherText' | 'notAnswered' | 'withdrawn' | 'notAsked'

/** A person's consent in one word; a standing one to a text that is not in force any more is none. */
export function consentStateOf({ isAsked, isConsenting, consent }: ConsentFacts): ConsentState {
  if (isConsenting) return 'consenting'
  if (consent?.withdrawnAt != null) return 'withdrawn'
  if (!isAsked) return 'notAsked'
  return consent == null ? 'notAnswered' : 'otherText'
}
