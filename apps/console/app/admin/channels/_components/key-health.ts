/** What is known of one channel key. */
export interface KeyHealth {
  isActive: boolean
  health?: string | null
}

export type KeyState = 'ok' | 'unknown' | 'cooling' | 'disabled' | 'off'

/** A key's state as people see it; what a newer gateway says is shown as resting. */
export function keyStateOf({ isActive, health }: KeyHealth): KeyState {
  if (!isActive) return 'off'
  if (health == null) return 'unknown'
  if (health === 'ok' || health === 'disabled') return health
  return 'cooling'
}

/** Neither resting nor out. */
export const isWell = (key: KeyHealth): boolean => ['ok', 'unknown'].includes(keyStateOf(key))

/** How many of the keys are well, rest, or are out. */
export function countKeys(keys: readonly KeyHealth[]): { ok: number; cooling: number; off: number } {
  const states = keys.map(keyStateOf)
  const count = (...wanted: KeyState[]): number => states.filter((state) => wanted.includes(state)).length
  return { ok: count('ok', 'unknown'), cooling: count('cooling'), off: count('off', 'disabled') }
}
