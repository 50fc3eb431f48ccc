import { describe, expect, it } from 'vitest'
import { createUsernameTest, digitsOf } from './username-pattern'

describe('user names', () => {
  it('are tested by the pattern that was set', () => {
    const test = createUsernameTest('^\\d{10}$')
    expect([test('2200011111'), test('220001111'), test('abc')]).toEqual([true, false, false])
    expect(createUsernameTest('(')('anything')).toBe(true)
    expect(createUsernameTest('.*')('x'.repeat(65))).toBe(false)
  })

  it('have a pattern that can be said in words', () => {
    expect([digitsOf('^\\d{10}$'), digitsOf('^[0-9]{8}$'), digitsOf('^s\\d+$')]).toEqual([10, 8, undefined])
  })
})
