/** Longer than this nobody waits in front of a page. */
const LONGEST_MS = 3_600_000

/** `retry-after`, in seconds or as a date → the instant, in ms since 1970. @returns `undefined` where nobody said */
export function parseRetryAfter(header: string | null, nowMs: number): number | undefined {
  if (header === null || header.trim() === '') return undefined
  const seconds = Number(header)
  const atMs = Number.isFinite(seconds) ? nowMs + seconds * 1_000 : Date.parse(header)
  return atMs > nowMs ? Math.min(atMs, nowMs + LONGEST_MS) : undefined
}
