import { describe, expect, it } from 'vitest'
import { toCodesCsv } from './redeem-codes-csv'

const SHEET = { codes: ['AAAAA-BBBBB', 'CCCCC-DDDDD'], name: 'Optics', amount: '10', currency: 'CNY', expiresOn: '' }

describe('toCodesCsv', () => {
  it('has a line for each code, readable by spreadsheets', () => {
    expect(toCodesCsv(SHEET)).toBe(
      '\uFEFFcode,amount,currency,expires_on,batch\r\nAAAAA-BBBBB,10,CNY,,Optics\r\nCCCCC-DDDDD,10,CNY,,Optics\r\n',
    )
  })

  it.each([
    ['a "quoted", name', '"a ""quoted"", name"'],
    ['two\nlines', '"two\nlines"'],
    ['光学 2026', '光学 2026'],
  ])('keeps %j one cell', (name, cell) => {
    expect(toCodesCsv({ ...SHEET, codes: ['A'], name })).toContain(`\r\nA,10,CNY,,${cell}\r\n`)
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])('lets %j run in no spreadsheet', (name) => {
    expect(toCodesCsv({ ...SHEET, codes: ['A'], name })).toContain(`,'${name}\r\n`)
  })
})
