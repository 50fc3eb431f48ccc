import 'reflect-metadata'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppWithBilling, startAppWithBilling } from '../../testing/app-with-billing.js'
import type { FakeBilling } from '../../testing/fake-billing.js'
import type { TestApp } from '../../testing/test-app.js'
import { codeOf, type TestClient } from '../../testing/test-client.js'

const SET = `mutation ($input: SetSpendLimitInput!) { setSpendLimit(input: $input) { limitId isRepeat problems { code path } } }`

let stack: AppWithBilling
let app: TestApp
let billing: FakeBilling
let root: TestClient
let number = 0
beforeAll(async () => {
  stack = await startAppWithBilling()
  ;({ app, billing, root } = stack)
})
afterAll(() => stack?.close())

async function student() {
  const username = `spender-${number++}`
  await root.done(`mutation ($input: CreateUserInput!) { createUser(input: $input) { problems { code } } }`, {
    input: { username, role: 'STUDENT', password: 'given by an admin' },
  })
  const client = await app.newcomer(username, 'given by an admin')
  const { apiKey } = await client.done(
    'mutation { createApiKey(input: { name: "laptop" }) { apiKey { id } problems { code } } }',
  )
  return { client, keyId: apiKey.id as string }
}

describe('limits of spending', () => {
  it('the owner caps his key, once for an idempotency key', async () => {
    const { client, keyId } = await student()
    const input = { keyId, period: 'MONTH', amount: '25', idempotencyKey: 'cap' }
    const first = await client.done(SET, { input })
    expect(first).toMatchObject({ limitId: expect.any(String), isRepeat: false })
    expect(await client.done(SET, { input })).toMatchObject({ limitId: first.limitId })
    expect(billing.asked.at(-1)).toMatchObject({
      limitId: first.limitId,
      subject: { kind: 'key_cap', keyId },
      period: 'month',
      amountNanos: '25000000000',
      isActive: true,
    })
  })

  it('A10: other people’s keys do not exist; courses and budgets are for admins', async () => {
    const [one, other] = [await student(), await student()]
    const cap = { keyId: other.keyId, period: 'DAY', amount: '1', idempotencyKey: 'x' }
    expect(codeOf(await one.client.ask(SET, { input: cap }))).toBe('NOT_FOUND')
    const budget = { budgetName: 'Physics', period: 'MONTH', amount: '1000', idempotencyKey: 'y' }
    expect(codeOf(await one.client.ask(SET, { input: budget }))).toBe('FORBIDDEN')
    expect(await root.done(SET, { input: budget })).toMatchObject({ limitId: expect.any(String) })
    expect(await root.done(SET, { input: { ...cap, idempotencyKey: 'z' } })).toMatchObject({ isRepeat: false })
  })

  it('bounds one thing, by an amount that is none below 0; what billing refuses is told', async () => {
    const { client, keyId } = await student()
    const input = { keyId, period: 'MONTH', amount: '-1', idempotencyKey: 'a' }
    expect((await client.data(SET, { input })).setSpendLimit.problems).toMatchObject([{ path: ['amount'] }])
    const both = { ...input, amount: '1', budgetName: 'x' }
    expect((await client.data(SET, { input: both })).setSpendLimit.problems).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    billing.refuseWith('conflict')
    const refused = await client.data(SET, { input: { ...input, amount: '1' } })
    billing.refuseWith(undefined)
    expect(refused.setSpendLimit.problems).toMatchObject([{ code: 'CONFLICT' }])
  })
})
