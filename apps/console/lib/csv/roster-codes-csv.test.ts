import { expect, it } from 'vitest'
import { toRosterCodesCsv } from './roster-codes-csv'

it('has a line for each student below a header', () =>
  expect(
    toRosterCodesCsv([{ username: '2200011111', code: 'ABCDE-FGHJK-MNPQR', expiresAt: '2026-09-08T00:00:00Z' }]),
  ).toBe('\uFEFFstudent_id,code,expires_at\r\n2200011111,ABCDE-FGHJK-MNPQR,2026-09-08T00:00:00Z\r\n'))
