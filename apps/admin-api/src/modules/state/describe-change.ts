import { maskSecrets } from '../audit/mask-secrets.js'

/** One line of a diff. */
export interface StateChange {
  action: 'create' | 'update' | 'grant'
  kind: string
  name: string
  detail: string
}

/**
 * What became of one object, as `field: before → after`.
 * @returns `undefined` where its version did not grow: nothing changed
 */
export function describeChange<Row extends { version: number }>(
  kind: string,
  name: string,
  { before, after }: { before: Row | undefined; after: Row },
): StateChange | undefined {
  if (before === undefined) return { action: 'create', kind, name, detail: '' }
  if (before.version === after.version) return undefined
  const old = maskSecrets(before) as Record<string, unknown>
  const fresh = maskSecrets(after) as Record<string, unknown>
  const details = Object.keys(fresh)
    .filter((field) => field !== 'version' && JSON.stringify(old[field]) !== JSON.stringify(fresh[field]))
    .map((field) => `${field}: ${JSON.stringify(old[field])} → ${JSON.stringify(fresh[field])}`)
  return { action: 'update', kind, name, detail: details.join('; ') }
}
