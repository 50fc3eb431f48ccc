import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatCsv, parseCsv, unguard } from './csv.js'

it('reads quotes, line breaks in cells, a BOM, and tells where records begin', () => {
  expect(parseCsv('\uFEFFa,b\r\n"x ""1""\r\ny",z\r\n\r\n,\nlast')).toEqual({
    type: 'read',
    records: [
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['x "1"\r\ny', 'z'] },
      { line: 5, cells: ['', ''] },
      { line: 6, cells: ['last'] },
    ],
  })
  expect(parseCsv('a\n"b')).toEqual({ type: 'unclosed', line: 2 })
})

it('reads what it writes, formulas made harmless', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 4 }), { maxLength: 5 }), (rows) => {
      const result = parseCsv(formatCsv(rows))
      expect(result.type === 'read' && result.records.map(({ cells }) => cells.map(unguard))).toEqual(
        rows.map((row) => row.map(unguard)),
      )
    }),
  )
  expect(formatCsv([['=1+1', 'x']])).toBe("'=1+1,x\r\n")
})
