/** One record of a CSV file. */
export interface CsvRecord {
  /** Where it begins, from 1. */
  line: number
  cells: string[]
}

export type CsvResult = { type: 'read'; records: CsvRecord[] } | { type: 'unclosed'; line: number }

/** RFC 4180: commas, quotes doubled inside quotes, line breaks inside quotes; CR, LF and CRLF; a BOM; empty lines are none. */
export function parseCsv(given: string): CsvResult {
  const text = given.startsWith('\uFEFF') ? given.slice(1) : given
  const records: CsvRecord[] = []
  let cells: string[] = []
  let cell = ''
  let line = 1
  let startLine = 1
  let quoteLine: number | undefined
  const endRecord = (): void => {
    cells.push(cell)
    if (cells.length > 1 || cells[0] !== '') records.push({ line: startLine, cells })
    cells = []
    cell = ''
    startLine = line
  }
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at)
    const isBreak = letter === '\n' || letter === '\r'
    if (letter === '\n' || (letter === '\r' && text.charAt(at + 1) !== '\n')) line++
    if (quoteLine !== undefined) {
      if (letter !== '"') cell += letter
      else if (text.charAt(at + 1) === '"') {
        cell += '"'
        at++
      } else quoteLine = undefined
    } else if (letter === '"' && cell === '') quoteLine = line
    else if (letter === ',') {
      cells.push(cell)
      cell = ''
    } else if (!isBreak) cell += letter
    else if (letter === '\n' || text.charAt(at + 1) !== '\n') endRecord()
  }
  if (quoteLine !== undefined) return { type: 'unclosed', line: quoteLine }
  endRecord()
  return { type: 'read', records }
}

/** Cells that spreadsheets would calculate. */
const FORMULA = /^[=+\-@\t\r]/
const GUARDED = /^'[=+\-@\t\r]/

/** A cell for {@link formatCsv}: what a spreadsheet would take for a formula gets an apostrophe. */
const guard = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell)

/** The cell without the apostrophe of {@link formatCsv}. */
export const unguard = (cell: string): string => (GUARDED.test(cell) ? cell.slice(1) : cell)

export const formatCsv = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((row) =>
      row
        .map(guard)
        .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
        .join(','),
    )
    .map((line) => `${line}\r\n`)
    .join('')
