/** Keys as somebody pastes them. */
export interface SplitKeys {
  /** Each once, in their order. */
  keys: string[]
  /** Lines (from 1) that repeat an earlier one; never the keys themselves. */
  repeatedLines: { line: number; firstLine: number }[]
}

/** One key a line; blanks around it, empty lines, and commas or semicolons at its end do not count. */
export function splitKeys(text: string): SplitKeys {
  const lineOfKey = new Map<string, number>()
  const repeatedLines: SplitKeys['repeatedLines'] = []
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const key = raw
      .trim()
      .replace(/[,;]+$/, '')
      .trim()
    if (key === '') continue
    const line = index + 1
    const firstLine = lineOfKey.get(key)
    if (firstLine === undefined) lineOfKey.set(key, line)
    else repeatedLines.push({ line, firstLine })
  }
  return { keys: [...lineOfKey.keys()], repeatedLines }
}
