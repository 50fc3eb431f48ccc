import type { Warning } from '../../canonical/warning.js'
import type { TargetTraits } from '../../codec.js'

/** What every part of a request's encoder needs to know. */
export interface EncodeContext {
  /** The client speaks this dialect: what it wrote is written again instead of being made to fit. */
  isOwn: boolean
  traits: TargetTraits
  /** Losses are added here. */
  warnings: Warning[]
  /** Names of functions, as the target takes them. */
  nameOf: (name: string) => string
}

export const dropped = (field: string): Warning => ({ type: 'dropped', field })

export const changed = (field: string, how: string): Warning => ({ type: 'changed', field, how })
