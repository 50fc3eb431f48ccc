import type { createConcurrencyLimits } from '../admission/limits.js'
import type { createClientAddress } from '../door/client-address.js'

/** Tokens of values that are no classes. */
export const OPENED_JOURNAL = Symbol('opened journal')
export const LIMITS = Symbol('limits')
export const CLIENT_ADDRESS = Symbol('client address')
export const PLANNING = Symbol('planning')

export type ClientAddress = ReturnType<typeof createClientAddress>
export type Limits = ReturnType<typeof createConcurrencyLimits>

export interface PlanningOptions {
  mustTranslate: boolean
}
