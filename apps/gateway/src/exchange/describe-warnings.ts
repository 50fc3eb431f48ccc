import type { Warning } from '@tollgate/protocols/canonical'

/** Longest header value: a request may lose thousands of fields. */
const MAX_CHARACTERS = 1_000

/** What a request lost on its way → values of `x-tollgate-dropped` and `x-tollgate-clamped`; empty: nothing. */
export function describeWarnings(warnings: readonly Warning[]): { dropped: string; clamped: string } {
  const dropped = new Set<string>()
  const clamped = new Set<string>()
  for (const warning of warnings) {
    switch (warning.type) {
      case 'dropped':
        dropped.add(warning.field)
        break
      case 'changed':
        dropped.add(`${warning.field} (${warning.how})`)
        break
      case 'clamped':
        clamped.add(`${warning.field === 'maxOutputTokens' ? 'max_tokens' : warning.field}=${warning.to}`)
        break
    }
  }
  return { dropped: toHeader([...dropped]), clamped: toHeader([...clamped]) }
}

/** Field names may come from the client: only what a header may hold, and no more than fits. */
function toHeader(entries: readonly string[]): string {
  const text = entries.map((entry) => entry.replaceAll(/[^\x20-\x7e]|,/g, '?')).join(', ')
  return text.length <= MAX_CHARACTERS ? text : `${text.slice(0, MAX_CHARACTERS)} ...`
}
