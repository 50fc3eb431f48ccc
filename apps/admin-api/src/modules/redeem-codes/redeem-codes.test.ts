import 'reflect-metadata'
import { randomBytes } from 'node:crypto'
import { MONEY_SUBJECTS, redeemSchema } from '@tollgate/protocols/events'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type BusAnswers, startBillingAnswers } from '../../testing/bus-answers.js'
import type { TestClient } from '../../testing/test-client.js'
import { startTestStack, type TestStack } from '../../testing/test-stack.js'
import { WRONG_CODES_PER_ACCOUNT } from './redeem-attempts.js'
import { hashRedeemCode, mintRedeemCode, RANDOM_BYTES } from './redeem-code.js'

const REDEEM =
  'mutation ($code: String!) { redeemCode(input: { code: $code }) { amount isRepeat problems { code path message } } }'
const CREATE =
  'mutation ($input: CreateRedeemBatchInput!) { createRedeemBatch(input: $input) { codes problems { code path } } }'

let stack: TestStack
let billing: BusAnswers
let root: TestClient
let student: TestClient
let newcomers = 0

beforeAll(async () => {
  stack = await startTestStack()
  root = stack.root
  billing = await startBillingAnswers(stack.servers, { [MONEY_SUBJECTS.redeem]: redeemSchema })
})
afterAll(async () => {
  await billing?.close()
  await stack?.close()
})
beforeEach(async () => {
  billing.asked.length = 0
  billing.answer = { type: 'refused', code: 'not_found', message: 'no such code' }
  student = (await stack.addUser(`student-${++newcomers}`)).client
})

const newCode = () => mintRedeemCode(randomBytes(RANDOM_BYTES))
const redeem = async (client: TestClient, code: string) => {
  const { data, errors } = await client.ask(REDEEM, { code })
  return errors[0]?.extensions.code ?? data.redeemCode.problems[0]?.code ?? data.redeemCode.amount
}

describe('redeeming', () => {
  it('sends the hash of the code and nothing else of it', async () => {
    const code = newCode()
    expect(await redeem(student, code)).toBe('NOT_FOUND')
    const { me } = await student.data('{ me { id } }')
    expect(billing.asked).toEqual([{ v: 1, codeHash: hashRedeemCode(code), userId: me.id }])
  })

  it('a typing error is told at once, without asking billing, and is no guess', async () => {
    const code = newCode()
    for (let tries = 0; tries <= WRONG_CODES_PER_ACCOUNT; tries++)
      expect(await redeem(student, `${code.slice(0, -1)}${code.endsWith('7') ? '8' : '7'}`)).toBe('BAD_USER_INPUT')
    expect(billing.asked).toEqual([])
  })

  it('guesses are bounded by account, aliased and parallel ones too, and right codes are not counted', async () => {
    billing.answer = {
      type: 'redeemed',
      transactionId: crypto.randomUUID(),
      amountNanos: '5',
      balanceNanos: '5',
      isRepeat: false,
    }
    for (let tries = 0; tries < WRONG_CODES_PER_ACCOUNT + 5; tries++)
      expect(await redeem(student, newCode())).toBe('0.000000005')
    billing.answer = { type: 'refused', code: 'already_done', message: 'used' }
    const aliases = Array.from(
      { length: 15 },
      (_, i) => `a${i}: redeemCode(input: { code: "${newCode()}" }) { problems { code } }`,
    )
    const { data, errors } = await student.ask(`mutation { ${aliases.join(' ')} }`)
    expect(data).toBeNull()
    expect(errors[0]?.extensions.code).toBe('RATE_LIMITED')
    expect(billing.asked.length).toBe(WRONG_CODES_PER_ACCOUNT + 5 + WRONG_CODES_PER_ACCOUNT)
    billing.answer = {
      type: 'redeemed',
      transactionId: crypto.randomUUID(),
      amountNanos: '5',
      balanceNanos: '5',
      isRepeat: false,
    }
    expect(await redeem(student, newCode())).toBe('RATE_LIMITED')
  })

  it('what billing refuses is told in the caller’s language', async () => {
    const refusals = {
      not_found: 'NOT_FOUND',
      already_done: 'ALREADY_DONE',
      expired: 'EXPIRED',
      account_inactive: 'ACCOUNT_PENDING',
    }
    for (const [code, problem] of Object.entries(refusals)) {
      billing.answer = { type: 'refused', code, message: 'x' }
      expect(await redeem(student, newCode())).toBe(problem)
    }
  })

  it('A10: only admins make and withdraw codes, staff look at them; visitors redeem nothing', async () => {
    const input = { name: 'n', count: 1, amount: '1', idempotencyKey: 'k' }
    const codeOf = async (client: TestClient, query: string, variables = {}) =>
      (await client.ask(query, variables)).errors[0]?.extensions.code
    expect(await codeOf(student, CREATE, { input })).toBe('FORBIDDEN')
    expect(await codeOf(student, '{ redeemBatches { totalCount } }')).toBe('FORBIDDEN')
    expect(await codeOf(student, '{ corrections { totalCount } }')).toBe('FORBIDDEN')
    expect(await codeOf(stack.app.visitor(), REDEEM, { code: newCode() })).toBe('UNAUTHENTICATED')
  })

  it.each([
    ['no code', { count: 0 }, 'count'],
    ['too many codes', { count: 1_001 }, 'count'],
    ['nothing', { amount: '0' }, 'amount'],
    ['a past end', { expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
  ])('a batch of %s is refused', async (_, change, field) => {
    const input = { name: 'n', count: 1, amount: '1', idempotencyKey: 'k', ...change }
    const { createRedeemBatch } = await root.data(CREATE, { input })
    expect(createRedeemBatch).toEqual({ codes: null, problems: [{ code: 'BAD_USER_INPUT', path: [field] }] })
  })

  it('where billing does not answer a batch shows no codes', async () => {
    const input = { name: 'n', count: 1, amount: '1', idempotencyKey: 'k' }
    const { createRedeemBatch } = await root.data(CREATE, { input })
    expect(createRedeemBatch).toEqual({ codes: null, problems: [{ code: 'BILLING_UNAVAILABLE', path: null }] })
  })
})
