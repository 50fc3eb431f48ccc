import { maskSecrets } from '../audit/mask-secrets.js'

/** What becomes of one entry. */
export interface CatalogChange {
  action: 'create' | 'update' | 'keep'
  kind: 'channel' | 'model' | 'price'
  name: string
  row: number
  /** One field each: `field: before → after`, or of a new one `field: value`. Never a key. */
  details: string[]
  /** Of a channel: where its calls go. */
  baseUrl?: string | undefined
  /** This exact `host:port` is refused by the guard of the way out, until root allows it. */
  waitsFor?: string | undefined
}

const SHOWN_LENGTH = 200
const HIDDEN = ['id', 'version', 'createdAt', 'groupIds', 'deniedModels']
const text = (value: unknown): string => (JSON.stringify(value) ?? 'null').slice(0, SHOWN_LENGTH)
const isNothing = (value: unknown): boolean =>
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && Object.keys(value ?? {}).length === 0)

/** Fields of a new object that say something. */
export const describeNew = (fields: object, keyCount: number): string[] => [
  ...Object.entries(maskSecrets(fields) as Record<string, unknown>)
    .filter(([name, value]) => !HIDDEN.includes(name) && name !== 'settings' && !isNothing(value))
    .map(([name, value]) => `${name}: ${text(value)}`),
  ...(keyCount > 0 ? [`keys: ${keyCount}`] : []),
]

/** Fields that differ between two rows of one object. */
export function describeDifference(before: object, after: object): string[] {
  const old = maskSecrets(before) as Record<string, unknown>
  const fresh = maskSecrets(after) as Record<string, unknown>
  return Object.keys(fresh)
    .filter((name) => name !== 'version' && text(old[name]) !== text(fresh[name]))
    .map((name) => `${name}: ${text(old[name])} → ${text(fresh[name])}`)
}
