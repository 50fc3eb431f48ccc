/** Between two parts of a summary, where they become one text. */
export const SUMMARY_BREAK = '\n\n'

/** Parts of a summary → one text, and where in it the breaks stand, in UTF-16 units. */
export function joinSummary(parts: readonly string[]): { text: string; breaks: number[] } {
  const breaks: number[] = []
  let length = 0
  for (const part of parts.slice(0, -1)) {
    length += part.length
    breaks.push(length)
    length += SUMMARY_BREAK.length
  }
  return { text: parts.join(SUMMARY_BREAK), breaks }
}

/** The reverse; breaks that do not fit the text are ignored. */
export function splitSummary(text: string, breaks: unknown): string[] {
  const parts: string[] = []
  let from = 0
  for (const at of Array.isArray(breaks) ? breaks : []) {
    if (typeof at !== 'number' || at < from || !text.startsWith(SUMMARY_BREAK, at)) continue
    parts.push(text.slice(from, at))
    from = at + SUMMARY_BREAK.length
  }
  return [...parts, text.slice(from)]
}
