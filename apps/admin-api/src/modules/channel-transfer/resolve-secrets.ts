import type { SecretValues } from './catalog-draft.js'

const LITELLM_PREFIX = 'os.environ/'

/** `{ env: NAME }` and `os.environ/NAME` → what they stand for, wherever they stand. */
export function resolveSecrets(value: unknown, secrets: SecretValues): { value: unknown; missing: string[] } {
  const missing: string[] = []
  return { value: walk(value), missing }

  function walk(given: unknown): unknown {
    const name = secretNameOf(given)
    if (name !== undefined) {
      const found = secrets.get(name)
      if (found === undefined) missing.push(name)
      return found ?? ''
    }
    if (Array.isArray(given)) return given.map(walk)
    if (typeof given !== 'object' || given === null) return given
    return Object.fromEntries(Object.entries(given).map(([field, entry]) => [field, walk(entry)]))
  }
}

function secretNameOf(value: unknown): string | undefined {
  if (typeof value === 'string')
    return value.startsWith(LITELLM_PREFIX) ? value.slice(LITELLM_PREFIX.length).trim() : undefined
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const { env, ...others } = value as { env?: unknown }
  return typeof env === 'string' && Object.keys(others).length === 0 ? env : undefined
}
