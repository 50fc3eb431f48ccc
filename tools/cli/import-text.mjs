// Pure: what an import is asked for, and what is said of its outcome.

/** `os.environ/NAME` of LiteLLM, `{ env: NAME }` of our state file. */
const SECRET_NAMES = /os\.environ\/([A-Za-z_][A-Za-z0-9_]*)|\benv["']?\s*:\s*["']?([A-Za-z_][A-Za-z0-9_]*)/g

/** @returns [{ name, value }] of the names in the text that have a value here */
export function secretsOf(text, env) {
  const names = new Set([...text.matchAll(SECRET_NAMES)].map(([, litellm, ours]) => litellm ?? ours))
  return [...names].flatMap((name) => (env[name] ? [{ name, value: env[name] }] : []))
}

/** One line a fault: where, what, why. */
export const faultLines = (faults, fileName) =>
  faults.map(({ row, line, name, field, message }) => {
    const place = line == null ? fileName : `${fileName}:${line}`
    const entry = row === 0 ? '' : ` entry ${row}${name ? ` (${name})` : ''}`
    return `${place}:${entry}${field ? ` ${field}:` : ''} ${message}`
  })

/** The diff, for people. */
export function textOfImport({ changes, notes }, isDryRun) {
  const changed = changes.filter(({ action }) => action !== 'KEEP')
  const kept = changes.length - changed.length
  const lines = changed.map(({ action, kind, name, details }) => {
    const detail = details.length === 0 ? '' : `: ${details.join('; ')}`
    return `${action.toLowerCase().padEnd(7)} ${kind} ${name}${detail}`
  })
  const waiting = changes.filter(({ waitsFor }) => waitsFor)
  return [
    changed.length === 0 ? 'nothing to change' : isDryRun ? 'this would change:' : 'imported:',
    ...lines,
    ...(kept > 0 ? [`${kept} are so already`] : []),
    ...notes.map(({ message }) => `note: ${message}`),
    ...waiting.map(
      ({ name, waitsFor }) => `channel ${name} waits: root must allow ${waitsFor} (console, Settings, or EGRESS_ALLOW)`,
    ),
  ].join('\n')
}
