// A grant that is asked for many times while those who post it die credits once.
import { type Stack, startStack, waitUntil } from '@tollgate/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createAdminToken, getGraphql } from '../support/graphql.js'
import { openScene, type Scene } from '../support/scene.js'
import { factsOf } from '../support/stack-facts.js'

const UNIT = 10n ** 9n
const ASKERS = 20
const GRANT = `mutation ($input: GrantInput!) { grant(input: $input) { transactionId problems { code message } } }`

let stack: Stack
let scene: Scene

beforeAll(async () => {
  stack = await startStack({ billingCount: 2 })
  scene = await openScene(factsOf(stack, await createAdminToken(stack.origin, stack.admin)), 'grant')
})
afterAll(async () => {
  await scene?.close()
  await stack?.stop()
})

it.each([0, 1])(
  'M18 with a billing killed meanwhile: billing %i dies, 20 grants with one key credit once',
  async (victim) => {
    const owner = await scene.student({})
    const input = { userId: owner.userId, amount: '7.5', reason: 'test', idempotencyKey: `m18-${owner.username}` }
    const billing = stack.billings[victim]?.app
    if (billing === undefined) throw new Error('there are two billings')
    const ask = () =>
      getGraphql<{ grant: { transactionId: string | null } }>(
        scene.facts.origin,
        { token: scene.facts.adminToken },
        GRANT,
        { input },
      )
    /** An asker who does not give up: the key is the same each time. */
    const insist = () => waitUntil(async () => (await ask()).grant.transactionId ?? undefined)
    const asking = Promise.all(Array.from({ length: ASKERS }, insist))
    await billing.kill()
    const transactionIds = await asking
    await billing.start()
    expect(new Set(transactionIds).size).toBe(1)
    expect((await scene.audit.account(owner.accountId)).balance).toBe((UNIT * 15n) / 2n)
    expect(await ask().then(({ grant }) => grant.transactionId)).toBe(transactionIds[0])
  },
)
