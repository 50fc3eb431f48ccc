/** A cell that a spreadsheet would run as a formula gets an apostrophe; quotes are doubled. */
function cellOf(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) && !isNumber(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** A negative amount stays a figure. */
const isNumber = (text: string): boolean => /^-\d+(\.\d+)?$/.test(text)

/** In front of a file, it tells spreadsheets that it is UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF'

/** One line with its end, CRLF as RFC 4180 wants. Null is an empty cell. */
export const csvLine = (cells: readonly (string | number | null | undefined)[]): string =>
  `${cells.map((cell) => cellOf(String(cell ?? ''))).join(',')}\r\n`
