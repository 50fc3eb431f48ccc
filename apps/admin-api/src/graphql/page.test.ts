import { describe, expect, it } from 'vitest'
import { encodeCursor, parsePage, toPage, toSearchPattern } from './page.js'

describe('pages', () => {
  it('a cursor comes back, one of another list does not', () => {
    const after = encodeCursor(['a', 'b'])
    expect(parsePage({ first: 10, after }, 2)).toEqual({ first: 10, after: ['a', 'b'] })
    expect(() => parsePage({ first: 10, after }, 1)).toThrow(/not a cursor/)
    expect(() => parsePage({ first: 10, after: encodeCursor(['\0', 'b']) }, 2)).toThrow(/not a cursor/)
  })

  it.each([0, -1, 101, 1.5, Number.NaN])('first = %s is refused', (first) => {
    expect(() => parsePage({ first }, 1)).toThrow(/from 1 to 100/)
  })

  it('one row more than asked for means that there is a next page', () => {
    const page = toPage({ rows: ['a', 'b', 'c'], first: 2, totalCount: 3, cursorOf: (row) => [row] })
    expect(page).toMatchObject({ nodes: ['a', 'b'], pageInfo: { hasNextPage: true, endCursor: encodeCursor(['b']) } })
    expect(toPage({ rows: [], first: 2, totalCount: 0, cursorOf: () => [] }).pageInfo).toEqual({
      hasNextPage: false,
      endCursor: undefined,
    })
  })

  it('A12: what is searched for is text', () => {
    expect(toSearchPattern('50%_\\')).toBe('%50\\%\\_\\\\%')
    expect(toSearchPattern('x'.repeat(1_000))).toHaveLength(66)
    for (const empty of [undefined, null, '', '  ', '\0']) expect(toSearchPattern(empty)).toBeUndefined()
  })
})
