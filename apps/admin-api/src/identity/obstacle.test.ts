import { describe, expect, it } from 'vitest'
import { obstacleFor, type SignInFacts } from './obstacle.js'

const facts: SignInFacts = {
  role: 'student',
  hasSecondFactor: false,
  isSecondFactorShown: false,
  mustChangePassword: false,
  termsVersion: null,
}
const asks = { isSecondFactorRequired: true, termsVersion: '2' }
const asksNothing = { isSecondFactorRequired: false, termsVersion: null }

describe('what is in the way', () => {
  it('is nothing where nothing is asked', () => expect(obstacleFor(facts, asksNothing)).toBeUndefined())

  it('is the second factor of whoever has one, whatever the installation asks', () => {
    expect(obstacleFor({ ...facts, hasSecondFactor: true, mustChangePassword: true }, asksNothing)).toBe(
      'second-factor',
    )
    expect(obstacleFor({ ...facts, hasSecondFactor: true, isSecondFactorShown: true }, asksNothing)).toBeUndefined()
  })

  it('is a password that somebody else chose, before the enrolment', () =>
    expect(obstacleFor({ ...facts, role: 'admin', mustChangePassword: true }, asks)).toBe('password'))

  it.each(['finance', 'admin', 'root'] as const)('is the enrolment of %s where one is required', (role) =>
    expect(obstacleFor({ ...facts, role }, asks)).toBe('enrolment'),
  )

  it('is the version of the terms in force, for students too', () => {
    expect(obstacleFor(facts, asks)).toBe('terms')
    expect(obstacleFor({ ...facts, termsVersion: '1' }, asks)).toBe('terms')
    expect(obstacleFor({ ...facts, termsVersion: '2' }, asks)).toBeUndefined()
  })
})
