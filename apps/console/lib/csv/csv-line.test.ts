import { describe, expect, it } from 'vitest'
import { csvLine } from './csv-line'

describe('csvLine', () => {
  it.each([
    ['a "quoted", name', '"a ""quoted"", name"'],
    ['two\nlines', '"two\nlines"'],
    ['光学 2026', '光学 2026'],
    [null, ''],
    [undefined, ''],
    [0, '0'],
    ['-1.5', '-1.5'],
  ])('keeps %j one cell', (value, cell) => {
    expect(csvLine(['a', value, 'b'])).toBe(`a,${cell},b\r\n`)
  })

  it.each(['=1+1', '+1', '-1+1', '-a', '@SUM(A1)', '\tx'])('A13: lets %j run in no spreadsheet', (text) => {
    expect(csvLine([text])).toBe(`'${text}\r\n`)
  })
})
