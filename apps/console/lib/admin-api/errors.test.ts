import { describe, expect, it } from 'vitest'
import { AdminApiError, dataOf } from './errors'

describe('dataOf', () => {
  const codeOf = (answer: unknown) => {
    try {
      dataOf(answer)
      return 'none'
    } catch (error) {
      return error instanceof AdminApiError ? error.code : 'other'
    }
  }

  it('hands out data, and nothing beside an error', () => {
    expect(dataOf({ data: { me: null } })).toEqual({ me: null })
    expect(codeOf({ data: { me: {} }, errors: [{ message: 'no', extensions: { code: 'FORBIDDEN' } }] })).toBe(
      'FORBIDDEN',
    )
  })

  it('knows the closed list of codes only', () => {
    expect(codeOf({ errors: [{ message: 'x', extensions: { code: 'SQL' } }] })).toBe('INTERNAL')
    expect(codeOf({ errors: [{ message: 'x' }] })).toBe('INTERNAL')
    expect(codeOf({ data: null })).toBe('INTERNAL')
    expect(codeOf('<html>')).toBe('UNREACHABLE')
  })
})
