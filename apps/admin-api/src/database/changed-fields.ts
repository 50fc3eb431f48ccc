/** Of a patch, the fields that are given and differ from the row: what an update writes and the audit log shows. */
export function changedFields<Patch extends object>(row: object, patch: Patch): Partial<Patch> {
  const current = row as Record<string, unknown>
  const changed = Object.entries(patch).filter(
    ([name, value]) => value !== undefined && comparable(value) !== comparable(current[name]),
  )
  return Object.fromEntries(changed) as Partial<Patch>
}

/** The same fields of the row. */
export const fieldsOf = (row: object, patch: object): Record<string, unknown> =>
  Object.fromEntries(Object.keys(patch).map((name) => [name, (row as Record<string, unknown>)[name]]))

const comparable = (value: unknown): string =>
  JSON.stringify(value ?? null, (_, part: unknown) => {
    if (typeof part === 'bigint') return `${part}n`
    if (typeof part === 'object' && part !== null && !Array.isArray(part) && !(part instanceof Date))
      return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
    return part
  })
