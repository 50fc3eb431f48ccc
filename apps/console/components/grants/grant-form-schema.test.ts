import { describe, expect, it } from 'vitest'
import { createGrantSchema, toGrant } from './grant-form-schema'

const WORDS = { amountWrong: 'amount!', dayPast: 'over', reasonMissing: 'why?', reasonLong: 'long' }
const timeZone = 'Asia/Shanghai'
const schema = createGrantSchema(WORDS, { timeZone, now: () => Date.parse('2026-09-01T12:00:00+08:00') })
const FORM = { amount: '12.5', expiresOn: '', reason: 'prize' }
const problemsOf = (value: unknown) => schema.safeParse(value).error?.issues.map(({ message }) => message) ?? []

describe('the form of a grant', () => {
  it.each(['', '0', '-1', '1e3', '0.0000000001', 'ten'])('%j is no amount', (amount) => {
    expect(problemsOf({ ...FORM, amount })).toEqual(['amount!'])
  })

  it('ends today at the earliest, for a reason', () => {
    expect(problemsOf({ ...FORM, expiresOn: '2026-09-01' })).toEqual([])
    expect(problemsOf({ ...FORM, expiresOn: '2026-08-31', reason: ' ' })).toEqual(['over', 'why?'])
  })

  it('becomes the input of the mutation', () => {
    const options = { target: { poolId: 'p' }, timeZone, idempotencyKey: 'key' }
    expect(toGrant(schema.parse({ ...FORM, expiresOn: '2026-12-31' }), options)).toEqual({
      poolId: 'p',
      amount: '12.5',
      reason: 'prize',
      expiresAt: '2026-12-31T16:00:00.000Z',
      idempotencyKey: 'key',
    })
    expect(toGrant(FORM, { ...options, target: { userId: 'u' } })).toMatchObject({ userId: 'u', expiresAt: null })
  })
})
