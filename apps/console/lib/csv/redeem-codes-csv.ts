import { BYTE_ORDER_MARK, csvLine } from './csv-line'

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

const HEADER = ['code', 'amount', 'currency', 'expires_on', 'batch']

/** One code a line below a header. */
export const toCodesCsv = ({ codes, name, amount, currency, expiresOn }: CodeSheet): string =>
  BYTE_ORDER_MARK + [HEADER, ...codes.map((code) => [code, amount, currency, expiresOn, name])].map(csvLine).join('')
