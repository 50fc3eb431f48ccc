// Money that is not there is not spent: the bounds hold by construction, also under a rush.
import { waitUntil } from '@tollgate/testkit'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { withBalanceSampler } from '../support/balance-sampler.js'
import { type ChatOutcome, chat, errorOf, scripted } from '../support/chat.js'
import { getGraphql } from '../support/graphql.js'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { nothingHeld, settledDebit } from '../support/settled.js'

/** Input is free and a token of output costs one unit, so a call with `max_tokens: N` reserves exactly N units. */
const UNIT_A_TOKEN = { inputPerMillion: '0', outputPerMillion: '1000000' }
const UNIT = 10n ** 9n

let scene: Scene

beforeAll(async () => {
  scene = await openScene(inject('stack'), 't')
  await scene.declare({
    models: [
      { name: 'm1', price: UNIT_A_TOKEN, maxOutputTokens: 65_536 },
      { name: 'free', price: { inputPerMillion: '0', outputPerMillion: '0' }, maxOutputTokens: 100 },
    ],
    channels: [{ name: 'main', models: ['m1', 'free'] }],
  })
})
afterAll(() => scene?.close())

const callOf =
  (owner: Student) =>
  (script: string, more: object = {}): Promise<ChatOutcome> =>
    chat({
      origin: scene.facts.origin,
      key: owner.key,
      body: { model: scene.model('m1'), messages: [scripted(script)], ...more },
    })
const studentWith = async (balance: string): Promise<Student> => {
  const owner = await scene.student({ balance })
  await scene.untilOffered(owner, 'm1')
  return owner
}
const sentLimit = (marker: string): unknown => {
  const entry = scene.upstream.truth().find(({ body }) => JSON.stringify(body).includes(marker))
  const body = entry?.body as { max_tokens?: number; max_completion_tokens?: number } | undefined
  return body?.max_completion_tokens ?? body?.max_tokens
}

describe('M05: 50 at once against money for 10', () => {
  it('exactly 10 reach the upstream, 40 are told 402, the balance ends at 0 and was never below', async () => {
    const owner = await studentWith('1000')
    const call = callOf(owner)
    const script = 'barrier=m05,prompt-tokens=1,completion-tokens=100'
    const { result, ...seen } = await withBalanceSampler(scene.audit, owner.accountId, async () => {
      const pending = Promise.all(Array.from({ length: 50 }, () => call(script, { max_tokens: 100 })))
      await waitUntil(() => scene.upstream.waitingAt('m05') >= 10)
      scene.upstream.release('m05')
      const outcomes = await pending
      await Promise.all(
        outcomes.filter(({ status }) => status === 200).map(({ requestId }) => settledDebit(scene.audit, requestId)),
      )
      return outcomes
    })
    const statuses = result.map(({ status }) => status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(10)
    expect(statuses.filter((status) => status === 402)).toHaveLength(40)
    const refused = result.find(({ status }) => status === 402)
    if (refused === undefined) throw new Error('nobody was refused')
    expect(errorOf(refused)).toMatchObject({ type: 'insufficient_quota', code: 'insufficient_quota' })
    expect(refused.headers.get('x-should-retry')).toBe('false')
    expect(scene.upstream.truth().filter(({ body }) => JSON.stringify(body).includes('barrier=m05'))).toHaveLength(10)
    await nothingHeld(scene.audit, owner.accountId)
    expect((await scene.audit.account(owner.accountId)).balance).toBe(0n)
    expect(seen.samples).toBeGreaterThan(0)
    expect(seen.lowestBalance).toBeGreaterThanOrEqual(0n)
    expect(seen.lowestHeadroom).toBeGreaterThanOrEqual(0n)
  })
})

describe('M28, C4: an output limit that nobody set', () => {
  it('is lowered to what the money affords, and said so', async () => {
    const outcome = await callOf(await studentWith('300'))('chunks=1,reply=m28-afford')
    expect(outcome.status).toBe(200)
    expect(outcome.headers.get('x-tollgate-clamped')).toContain('300')
    expect(sentLimit('m28-afford')).toBe(300)
  })

  it('is not lowered below 256: the call is refused', async () => {
    expect((await callOf(await studentWith('200'))('chunks=1,reply=m28-poor')).status).toBe(402)
    expect(sentLimit('m28-poor')).toBeUndefined()
  })

  it('is the model`s own where there is money', async () => {
    const outcome = await callOf(await studentWith('100000'))('chunks=1,reply=m28-rich')
    expect(outcome.status).toBe(200)
    expect(outcome.headers.get('x-tollgate-clamped')).toBeNull()
    expect(sentLimit('m28-rich')).toBe(65_536)
  })

  it('C4: a limit above the model`s is clamped to it, and said so', async () => {
    const outcome = await callOf(await studentWith('100000'))('chunks=1,reply=m28-clamp', { max_tokens: 70_000 })
    expect(outcome.status).toBe(200)
    expect(outcome.headers.get('x-tollgate-clamped')).not.toBeNull()
    expect(sentLimit('m28-clamp')).toBe(65_536)
  })

  it('a limit that the caller set is not lowered for want of money', async () => {
    expect((await callOf(await studentWith('300'))('chunks=1', { max_tokens: 301 })).status).toBe(402)
  })

  it('a free model is served without any money', async () => {
    const owner = await scene.student({})
    await scene.untilOffered(owner, 'free')
    const outcome = await callOf(owner)('chunks=1', { model: scene.model('free') })
    expect(outcome.status).toBe(200)
    expect((await settledDebit(scene.audit, outcome.requestId)).amount).toBe(0n)
  })
})

it('M29: 200 at once without money: all 402 in time, and a grant is usable within a second', async () => {
  const owner = await studentWith('0.5')
  const call = callOf(owner)
  const outcomes = await Promise.all(Array.from({ length: 200 }, () => call('chunks=1', { max_tokens: 1 })))
  expect([...new Set(outcomes.map(({ status }) => status))]).toEqual([402])
  const { grant } = await getGraphql<{ grant: { problems: unknown[] } }>(
    scene.facts.origin,
    { token: scene.facts.adminToken },
    'mutation ($input: GrantInput!) { grant(input: $input) { isRepeat problems { code message } } }',
    { input: { userId: owner.userId, amount: '10', reason: 'test', idempotencyKey: `m29-${owner.username}` } },
  )
  expect(grant.problems).toEqual([])
  await waitUntil(async () => (await call('chunks=1', { max_tokens: 1 })).status === 200)
})

it('M18: 20 grants with one key at once credit once', async () => {
  const owner = await scene.student({})
  const input = { userId: owner.userId, amount: '7.5', reason: 'test', idempotencyKey: `m18-${owner.username}` }
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      getGraphql<{ grant: { transactionId: string; isRepeat: boolean; problems: unknown[] } }>(
        scene.facts.origin,
        { token: scene.facts.adminToken },
        'mutation ($input: GrantInput!) { grant(input: $input) { transactionId isRepeat problems { message } } }',
        { input },
      ),
    ),
  )
  expect(new Set(answers.map(({ grant }) => grant.transactionId)).size).toBe(1)
  expect(answers.filter(({ grant }) => !grant.isRepeat)).toHaveLength(1)
  expect((await scene.audit.account(owner.accountId)).balance).toBe((UNIT * 15n) / 2n)
})
