import { expect, it } from 'vitest'
import { toCodesCsv } from './redeem-codes-csv'

it('has a line for each code, readable by spreadsheets and harmless to them', () => {
  const sheet = { codes: ['AAAAA-BBBBB', 'CCCCC'], name: '=Optics', amount: '10', currency: 'CNY', expiresOn: '' }
  expect(toCodesCsv(sheet)).toBe(
    "\uFEFFcode,amount,currency,expires_on,batch\r\nAAAAA-BBBBB,10,CNY,,'=Optics\r\nCCCCC,10,CNY,,'=Optics\r\n",
  )
})
