import { describe, expect, it } from 'vitest'
import type { ZodMiniType } from 'zod/mini'
import {
  type CorrectionFormWords,
  createAdjustmentSchema,
  createDecisionSchema,
  createMoveSchema,
  createRefundSchema,
  toAdjustment,
  toMove,
  toRefund,
} from './correction-form-schema'

const WORDS: CorrectionFormWords = {
  accountMissing: 'account?',
  sameAccount: 'same',
  amountWrong: 'amount!',
  moreThanLeft: 'more than left',
  reasonMissing: 'why?',
  reasonLong: 'too long',
  secondMissing: 'who else?',
  noteLong: 'note too long',
}
const SHARED = { reason: 'typed twice', secondPersonId: 'second' }
const ADJUSTMENT = { ...SHARED, accountId: 'wallet', direction: 'take', amount: '1.5' } as const
const MOVE = { ...SHARED, fromAccountId: 'a', toAccountId: 'b', amount: '2' }

/** `field: message` of everything that is wrong. */
const problemsOf = (schema: ZodMiniType, value: unknown): string[] =>
  schema.safeParse(value).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []

describe('adjustments', () => {
  const schema = createAdjustmentSchema(WORDS)

  it('say at its field what is missing', () => {
    const empty = { accountId: '', direction: 'give', amount: '', reason: ' ', secondPersonId: '' }
    expect(problemsOf(schema, empty)).toEqual([
      'accountId: account?',
      'amount: amount!',
      'reason: why?',
      'secondPersonId: who else?',
    ])
  })

  it.each(['0', '-1', '1,5', '1e3', '0.0000000001', 'all'])('refuse the amount %s', (amount) => {
    expect(problemsOf(schema, { ...ADJUSTMENT, amount })).toEqual(['amount: amount!'])
  })

  it('refuse reasons beyond what the ledger keeps', () => {
    expect(problemsOf(schema, { ...ADJUSTMENT, reason: 'x'.repeat(501) })).toEqual(['reason: too long'])
    expect(problemsOf(schema, { ...ADJUSTMENT, reason: 'x'.repeat(500) })).toEqual([])
  })

  it('take by a negative amount and give by a positive one', () => {
    expect(toAdjustment(schema.parse(ADJUSTMENT), 'key').amount).toBe('-1.5')
    expect(toAdjustment(schema.parse({ ...ADJUSTMENT, direction: 'give' }), 'key')).toEqual({
      ...SHARED,
      accountId: 'wallet',
      amount: '1.5',
      idempotencyKey: 'key',
    })
  })
})

describe('refunds', () => {
  const schema = createRefundSchema(WORDS, '0.25')

  it('give back all that is left where no amount is typed', () => {
    const call = { requestId: 'r', idempotencyKey: 'key' }
    expect(toRefund(schema.parse({ ...SHARED, amount: '' }), call)).toEqual({ ...SHARED, ...call, amount: null })
    expect(toRefund(schema.parse({ ...SHARED, amount: ' 0.25 ' }), call).amount).toBe('0.25')
  })

  it('never exceed what is left of the debit', () => {
    expect(problemsOf(schema, { ...SHARED, amount: '0.250000001' })).toEqual(['amount: more than left'])
    expect(problemsOf(schema, { ...SHARED, amount: '0' })).toEqual(['amount: amount!'])
  })
})

describe('moves', () => {
  const schema = createMoveSchema(WORDS)

  it('want two accounts that differ', () => {
    expect(problemsOf(schema, MOVE)).toEqual([])
    expect(problemsOf(schema, { ...MOVE, toAccountId: 'a' })).toEqual(['toAccountId: same'])
    expect(problemsOf(schema, { ...MOVE, fromAccountId: '', toAccountId: '' })).toEqual([
      'fromAccountId: account?',
      'toAccountId: account?',
    ])
  })

  it('become the input of the mutation', () => {
    expect(toMove(schema.parse(MOVE), 'key')).toEqual({ ...MOVE, idempotencyKey: 'key' })
  })
})

it('decisions may go without a note, and with one of 500 characters', () => {
  const schema = createDecisionSchema(WORDS)
  expect(problemsOf(schema, { note: '' })).toEqual([])
  expect(problemsOf(schema, { note: 'x'.repeat(501) })).toEqual(['note: note too long'])
})
