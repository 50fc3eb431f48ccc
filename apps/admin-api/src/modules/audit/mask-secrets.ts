const SECRET_NAMES = new Set([
  'password',
  'passwordHash',
  'currentPassword',
  'newPassword',
  'hash',
  'tokenHash',
  'token',
  'secret',
  'sealed',
  'keys',
  'value',
  'joinCode',
])
const MASK = '•••'
const MAX_DEPTH = 8

/** A value as it may stand in the audit log: JSON types only, whatever is named like a secret masked. */
export function maskSecrets(value: unknown, depth = 0): unknown {
  if (value === undefined || value === null) return null
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof Date) return value.toISOString()
  if (depth > MAX_DEPTH) return '…'
  if (Array.isArray(value)) return value.map((entry) => maskSecrets(entry, depth + 1))
  if (typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [
      name,
      SECRET_NAMES.has(name) && entry !== null && entry !== undefined ? MASK : maskSecrets(entry, depth + 1),
    ]),
  )
}
