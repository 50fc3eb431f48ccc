/** A cell that a spreadsheet would run as a formula gets an apostrophe; quotes are doubled. */
function cellOf(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

export interface CodeSheet {
  codes: readonly string[]
  /** What the batch is called. */
  name: string
  /** What each is worth, decimal text. */
  amount: string
  currency: string
  /** Last campus day on which they work, `YYYY-MM-DD`; '' for ever. */
  expiresOn: string
}

/** One code a line below a header, with CRLF as RFC 4180 wants; the mark in front tells spreadsheets that it is UTF-8. */
export function toCodesCsv({ codes, name, amount, currency, expiresOn }: CodeSheet): string {
  const lines = codes.map((code) => [code, amount, currency, expiresOn, name])
  const rows = [['code', 'amount', 'currency', 'expires_on', 'batch'], ...lines]
  return `\uFEFF${rows.map((row) => row.map(cellOf).join(',')).join('\r\n')}\r\n`
}
