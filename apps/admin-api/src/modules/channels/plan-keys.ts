import { type KeyOwner, type LimitsOfKey, openKey, originOf, type SealedKey, sealKeys } from './seal-keys.js'

/** What becomes of a channel's keys when it is changed. */
export type KeysPlan =
  | { type: 'same' }
  /** It moves to another origin, which may not see the present keys, and no others were given. */
  | { type: 'missing' }
  | { type: 'replaced'; keys: readonly SealedKey[] }
  /** The same keys, some of which bear something else. */
  | { type: 'limited'; changes: readonly KeyLimitsChange[] }

/** Keys that get the same limits; null: those of the channel's keys. */
export interface KeyLimitsChange {
  ids: readonly string[]
  rpm: number | null
  tpm: number | null
}

/** What was asked for; absent: the keys stay. */
export interface WantedKeys {
  keys: readonly string[] | undefined
  /** In the order of the keys; absent: their limits stay. */
  limitsOfKeys: readonly LimitsOfKey[] | undefined
}

/**
 * Keys that are given and are the present ones anyway do not count as a change. A changed origin never takes the present
 * keys along: they would be shown to another host.
 */
export function planKeys(
  before: KeyOwner & { present: readonly SealedKey[] },
  next: KeyOwner,
  { keys, limitsOfKeys, masterKey }: WantedKeys & { masterKey: string },
): KeysPlan {
  const { present } = before
  const isMoved = originOf(next.baseUrl) !== originOf(before.baseUrl)
  if (keys === undefined) return isMoved && present.length > 0 ? { type: 'missing' } : { type: 'same' }
  const opened = present.map((key) => openKey(before, key, masterKey))
  if (isMoved || opened.length !== keys.length || opened.some((key, index) => key !== keys[index]))
    return { type: 'replaced', keys: sealKeys(next, keys, { masterKey, limits: limitsOfKeys }) }
  const changes = limitsOfKeys === undefined ? [] : changedLimits(present, limitsOfKeys)
  return changes.length === 0 ? { type: 'same' } : { type: 'limited', changes }
}

/** By the pair of limits that they get, so that many keys are one statement. */
function changedLimits(present: readonly SealedKey[], limits: readonly LimitsOfKey[]): KeyLimitsChange[] {
  const changes = new Map<string, KeyLimitsChange & { ids: string[] }>()
  for (const [index, key] of present.entries()) {
    const { rpm = null, tpm = null } = limits[index] ?? {}
    if (rpm === key.rpm && tpm === key.tpm) continue
    const change = changes.get(`${rpm}/${tpm}`) ?? { ids: [], rpm, tpm }
    change.ids.push(key.id)
    changes.set(`${rpm}/${tpm}`, change)
  }
  return [...changes.values()]
}
