// Money for ten, fifty at once, two gateways: the shared book decides, not each process by itself.
import { type Stack, startStack, waitUntil } from '@tollgate/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { withBalanceSampler } from '../support/balance-sampler.js'
import { type ChatOutcome, chat, errorOf, scripted } from '../support/chat.js'
import { createAdminToken } from '../support/graphql.js'
import { openScene, type Scene } from '../support/scene.js'
import { nothingHeld, settledDebit } from '../support/settled.js'
import { factsOf } from '../support/stack-facts.js'

/** Input is free and a token of output costs one unit: a call with `max_tokens: N` reserves exactly N units. */
const UNIT_A_TOKEN = { inputPerMillion: '0', outputPerMillion: '1000000' }
const CALLERS = 50
const AFFORDED = 10

let stack: Stack
let scene: Scene

beforeAll(async () => {
  stack = await startStack({ gatewayCount: 2, billingCount: 2 })
  scene = await openScene(factsOf(stack, await createAdminToken(stack.origin, stack.admin)), 'two')
  await scene.declare({
    models: [{ name: 'm1', price: UNIT_A_TOKEN, maxOutputTokens: 1_000 }],
    channels: [{ name: 'main', models: ['m1'] }],
  })
})
afterAll(async () => {
  await scene?.close()
  await stack?.stop()
})

it.each([1, 2, 3, 4, 5])(
  'M05 over two gateways, time %i: exactly 10 are served, 40 are told 402, never 503',
  async (round) => {
    const owner = await scene.student({ balance: '1000' })
    const barrier = `m05-${round}`
    const call = (index: number): Promise<ChatOutcome> =>
      chat({
        origin: stack.gateways[index % stack.gateways.length]?.origin ?? '',
        key: owner.key,
        body: {
          model: scene.model('m1'),
          max_tokens: 100,
          messages: [scripted(`barrier=${barrier},prompt-tokens=1,completion-tokens=100`)],
        },
      })
    await scene.untilOffered(
      owner,
      'm1',
      stack.gateways.map(({ origin }) => origin),
    )
    const { result, ...seen } = await withBalanceSampler(scene.audit, owner.accountId, async () => {
      const pending = Promise.all(Array.from({ length: CALLERS }, (_, index) => call(index)))
      await waitUntil(() => scene.upstream.waitingAt(barrier) >= AFFORDED)
      scene.upstream.release(barrier)
      return pending
    })
    const served = result.filter(({ status }) => status === 200)
    const refused = result.filter(({ status }) => status !== 200)
    expect(refused.map(({ status }) => status)).toEqual(Array.from({ length: CALLERS - AFFORDED }, () => 402))
    expect(served).toHaveLength(AFFORDED)
    expect(scene.upstream.truth().filter(({ body }) => JSON.stringify(body).includes(`${barrier},`))).toHaveLength(
      AFFORDED,
    )
    for (const outcome of refused) {
      expect(errorOf(outcome)).toMatchObject({ type: 'insufficient_quota', code: 'insufficient_quota' })
      expect(outcome.headers.get('x-should-retry')).toBe('false')
    }
    for (const { requestId } of served) await settledDebit(scene.audit, requestId)
    await nothingHeld(scene.audit, owner.accountId)
    expect((await scene.audit.account(owner.accountId)).balance).toBe(0n)
    expect(seen.lowestBalance).toBeGreaterThanOrEqual(0n)
    expect(seen.lowestHeadroom).toBeGreaterThanOrEqual(0n)
  },
)
