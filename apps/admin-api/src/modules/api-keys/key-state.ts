/** State of a key as it works, from the stored one and what surrounds it. */
export type EffectiveKeyState = 'active' | 'disabled' | 'revoked' | 'leaked' | 'expired'

export interface KeyCircumstances {
  storedState: 'active' | 'disabled' | 'revoked' | 'leaked'
  expiresAt: Date | null
  isOwnerActive: boolean
  /** The group exists and the owner may use it. */
  mayUseGroup: boolean
}

/** What gateways make of the key: the projector computes the same in SQL (expiry excepted, which they check themselves). */
export function toEffectiveState(key: KeyCircumstances, now: Date): EffectiveKeyState {
  if (key.storedState !== 'active') return key.storedState
  if (!key.isOwnerActive || !key.mayUseGroup) return 'disabled'
  return key.expiresAt !== null && key.expiresAt <= now ? 'expired' : 'active'
}
