import { describe, expect, it } from 'vitest'
import { createBatchSchema, toBatchInput } from './batch-form-schema'

const WORDS = {
  nameMissing: 'name?',
  nameLong: 'long name',
  countWrong: 'count!',
  amountWrong: 'amount!',
  dayPast: 'over',
}
const timeZone = 'Asia/Shanghai'
const NOON = Date.parse('2026-09-01T12:00:00+08:00')
const schema = createBatchSchema(WORDS, { timeZone, now: () => NOON })
const FORM = { name: 'Optics', count: '40', amount: '10', expiresOn: '', moneyExpiresOn: '' }

const problemsOf = (value: unknown) =>
  schema.safeParse(value).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []

describe('the form of a batch', () => {
  it('says at its field what is wrong', () => {
    expect(problemsOf({ ...FORM, name: ' ', count: '', amount: '0' })).toEqual([
      'name: name?',
      'count: count!',
      'amount: amount!',
    ])
  })

  it.each(['0', '-1', '1.5', '1001', '1e3'])('makes no %s codes', (count) => {
    expect(problemsOf({ ...FORM, count })).toEqual(['count: count!'])
  })

  it('lets a day end at midnight of the campus zone: today still works, yesterday does not', () => {
    expect(problemsOf({ ...FORM, expiresOn: '2026-09-01' })).toEqual([])
    expect(problemsOf({ ...FORM, moneyExpiresOn: '2026-08-31' })).toEqual(['moneyExpiresOn: over'])
  })

  it('becomes the input of the mutation', () => {
    const form = schema.parse({ ...FORM, expiresOn: '2026-09-30' })
    expect(toBatchInput(form, { timeZone, idempotencyKey: 'key' })).toEqual({
      name: 'Optics',
      count: 40,
      amount: '10',
      expiresAt: '2026-09-30T16:00:00.000Z',
      moneyExpiresAt: null,
      idempotencyKey: 'key',
    })
  })
})
