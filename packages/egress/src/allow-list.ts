import { hostPortOf } from './target.js'

/** Exact `host:port` entries that may lead to a private address; no ranges, no wildcards. */
export interface AllowList {
  has(hostPort: string): boolean
  /** @returns entries that were taken away */
  replace(entries: readonly string[]): string[]
}

/**
 * EGRESS_ALLOW → entries in the form of `hostPortOf`.
 * @param text entries separated by commas or white space
 * @throws Error with the entry that is none: a list that says something else than its author meant must not start
 */
export function parseAllowList(text: string): string[] {
  return text
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .map((entry) => {
      const parsed = parseAllowEntry(entry)
      if (parsed === undefined) throw new Error(`"${entry}" is no host:port: ranges and wildcards are not allowed`)
      return parsed
    })
}

/** @returns the canonical `host:port`, `undefined` if it is none */
export function parseAllowEntry(entry: string): string | undefined {
  const [, host, port] = /^(\[[0-9a-f:.]+\]|[^\s:/@?#*\\[\]]+):(\d{1,5})$/i.exec(entry.trim()) ?? []
  if (host === undefined || port === undefined) return undefined
  const number = Number(port)
  if (number < 1 || number > 65_535 || !URL.canParse(`http://${host}`)) return undefined
  return hostPortOf({ protocol: 'http:', hostname: new URL(`http://${host}`).hostname, port: String(number) })
}

export function createAllowList(entries: readonly string[]): AllowList {
  let allowed = new Set(entries)
  return {
    has: (hostPort) => allowed.has(hostPort),
    replace(next) {
      const before = allowed
      allowed = new Set(next)
      return [...before].filter((entry) => !allowed.has(entry))
    },
  }
}
