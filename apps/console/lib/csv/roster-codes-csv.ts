import { BYTE_ORDER_MARK, csvLine } from './csv-line'

const HEADER = ['student_id', 'code', 'expires_at']

/** One student a line: to be cut into slips. */
export const toRosterCodesCsv = (codes: readonly { username: string; code: string; expiresAt: string }[]): string =>
  BYTE_ORDER_MARK +
  [HEADER, ...codes.map(({ username, code, expiresAt }) => [username, code, expiresAt])].map(csvLine).join('')
