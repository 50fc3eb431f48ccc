/** Rows of cells → a Markdown table with aligned columns. */
export function toTable(head, rows) {
  const all = [head, ...rows].map((row) => row.map(String))
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`
  const [first, ...rest] = all
  return [line(first), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rest.map(line)].join('\n')
}

export const fixed = (value, digits = 1) => value.toFixed(digits)
export const times = (value) => `${fixed(value, 2)}x`
export const toMib = (bytes) => fixed(bytes / 1024 ** 2)
/** Whether a figure keeps within its target. */
export const verdict = (value, limit) => (value <= limit ? 'met' : 'MISSED')
