// Who may call: keys in every place where clients put them, and how fast a key stops working.
import { waitUntil } from '@tollgate/testkit'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type ChatOutcome, chat, errorOf, scripted, user } from '../support/chat.js'
import { getGraphql } from '../support/graphql.js'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { settledDebit } from '../support/settled.js'

const PRICE = { inputPerMillion: '2', outputPerMillion: '8' }
/** Two seconds are promised; a machine that does ten other things may take longer, and that is not the question here. */
const REVOCATION_LIMIT_MS = 30_000
const POLL_MS = 50
/** Long enough to begin a stream, shorter than that takes. */
const SHORT_LIFE_MS = 6_000

let scene: Scene
let student: Student

beforeAll(async () => {
  scene = await openScene(inject('stack'), 'keys')
  await scene.declare({
    models: [{ name: 'chat', price: PRICE, maxOutputTokens: 500 }],
    channels: [{ name: 'main', models: ['chat'] }],
  })
  student = await scene.student({ balance: '50' })
  await scene.untilOffered(student, 'chat')
})
afterAll(() => scene?.close())

const ask = (headers: Record<string, string>, path?: string): Promise<ChatOutcome> =>
  chat({
    origin: scene.facts.origin,
    headers,
    body: { model: scene.model('chat'), messages: [user('hi')] },
    ...(path !== undefined && { path }),
  })
const admin = () => ({ token: scene.facts.adminToken })
const keyIdOf = async (owner: Student): Promise<string> => {
  const { apiKeys } = await getGraphql<{ apiKeys: { nodes: { id: string; kind: string }[] } }>(
    scene.facts.origin,
    admin(),
    'query ($userId: ID!) { apiKeys(filter: { userId: $userId }) { nodes { id kind } } }',
    { userId: owner.userId },
  )
  const found = apiKeys.nodes.find(({ kind }) => kind === 'SECRET')
  if (found === undefined) throw new Error('the student has no key')
  return found.id
}
const revoke = async (owner: Student, isLeaked = false): Promise<void> => {
  const { revokeApiKey } = await getGraphql<{ revokeApiKey: { problems: unknown[] } }>(
    scene.facts.origin,
    admin(),
    'mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { problems { code message } } }',
    { input: { id: await keyIdOf(owner), reason: 'test', isLeaked } },
  )
  expect(revokeApiKey.problems).toEqual([])
}

describe('K08: where a key may stand', () => {
  it.each([
    ['authorization', (key: string) => ({ authorization: `Bearer ${key}` })],
    ['x-api-key', (key: string) => ({ 'x-api-key': key })],
    ['x-goog-api-key', (key: string) => ({ 'x-goog-api-key': key })],
    ['api-key', (key: string) => ({ 'api-key': key })],
  ])('%s works', async (_name, headers) => {
    expect((await ask(headers(student.key))).status).toBe(200)
  })

  it('two different ones are a conflict', async () => {
    const outcome = await ask({ authorization: `Bearer ${student.key}`, 'x-api-key': 'sk-another-one-of-mine-0000' })
    expect(outcome.status).toBe(400)
  })

  it('never in the address: 401 with a hint', async () => {
    const outcome = await ask({}, `/v1/chat/completions?key=${student.key}`)
    expect(outcome.status).toBe(401)
    expect(errorOf(outcome).message).toMatch(/header|authorization/i)
  })
})

describe('K09: 401 for what is no key', () => {
  it.each([
    ['none', {}],
    ['an unknown one', { authorization: 'Bearer sk-uAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['the word alone', { authorization: 'Bearer' }],
    ['another scheme', { authorization: 'Basic dXNlcjpwYXNz' }],
    ['SQL', { authorization: "Bearer ' OR 1=1--" }],
    ['a format', { authorization: 'Bearer %s%s%n' }],
    ['10 KB', { authorization: `Bearer ${'a'.repeat(10_000)}` }],
  ])('%s', async (_name, headers) => {
    const outcome = await ask(headers)
    expect(outcome.status).toBe(401)
    expect(errorOf(outcome)).toMatchObject({ type: 'invalid_request_error', code: 'invalid_api_key' })
    expect(outcome.headers.get('x-should-retry')).toBe('false')
    expect(outcome.requestId).not.toBe('')
  })
})

describe('a key that stops working', () => {
  it('K04: a revoked key is refused soon, a call under way is finished and billed', async () => {
    const owner = await scene.student({ balance: '5' })
    await scene.untilOffered(owner, 'chat')
    const pending = chat({
      origin: scene.facts.origin,
      key: owner.key,
      body: { model: scene.model('chat'), stream: true, messages: [scripted('barrier=k04,chunks=2')] },
    })
    await waitUntil(() => scene.upstream.waitingAt('k04') === 1)
    await revoke(owner)
    const refused = await waitUntil(
      async () => {
        const outcome = await ask({ authorization: `Bearer ${owner.key}` })
        return outcome.status === 200 ? undefined : outcome
      },
      { timeoutMs: REVOCATION_LIMIT_MS, intervalMs: POLL_MS, what: 'the refusal of a revoked key' },
    )
    expect(refused.status).toBe(403)
    expect(errorOf(refused).code).toBe('key_disabled')
    scene.upstream.release('k04')
    const outcome = await pending
    expect(outcome.text).toContain('[DONE]')
    await settledDebit(scene.audit, outcome.requestId)
    await waitUntil(async () => (await scene.audit.account(owner.accountId)).held === 0n, {
      what: 'the release of what the dead key held',
    })
  })

  it('G1, K04: a leaked key ends its running streams, and what was forwarded is billed', async () => {
    const owner = await scene.student({ balance: '5' })
    await scene.untilOffered(owner, 'chat')
    const pending = chat({
      origin: scene.facts.origin,
      key: owner.key,
      body: { model: scene.model('chat'), stream: true, messages: [scripted('chunks=400,delay-ms=50')] },
    })
    await waitUntil(() =>
      scene.upstream.truth().some((entry) => entry.isStreamed && entry.chunksSent > 2 && !entry.endedAt),
    )
    await revoke(owner, true)
    const outcome = await Promise.race([
      pending,
      new Promise<never>((_, reject) => setTimeout(() => reject(new Error('the stream went on')), REVOCATION_LIMIT_MS)),
    ])
    expect(outcome.text).toContain('"error"')
    expect(outcome.text).not.toContain('[DONE]')
    expect((await settledDebit(scene.audit, outcome.requestId)).amount).toBeLessThan(0n)
  })

  it('K06 P0: a key that ends in the middle of a stream lets it finish, and is billed; the next call is 403', async () => {
    const owner = await scene.student({ balance: '5' })
    await scene.untilOffered(owner, 'chat')
    const { createApiKey } = await getGraphql<{ createApiKey: { secret: string; problems: unknown[] } }>(
      scene.facts.origin,
      admin(),
      'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret problems { message } } }',
      { input: { name: 'short', userId: owner.userId, expiresAt: new Date(Date.now() + SHORT_LIFE_MS).toISOString() } },
    )
    const key = createApiKey.secret
    const headers = { authorization: `Bearer ${key}` }
    const pending = chat({
      origin: scene.facts.origin,
      key,
      body: { model: scene.model('chat'), stream: true, messages: [scripted('chunks=140,delay-ms=50')] },
    })
    const refused = await waitUntil(
      async () => {
        const outcome = await ask(headers)
        return outcome.status === 200 ? undefined : outcome
      },
      { intervalMs: POLL_MS, what: 'the refusal of a key whose time is over' },
    )
    expect(refused.status).toBe(403)
    const streamed = await pending
    expect(streamed.status).toBe(200)
    expect(streamed.text).toContain('[DONE]')
    expect((await settledDebit(scene.audit, streamed.requestId)).amount).toBeLessThan(0n)
  })

  it('A19 P1: an account that is taken away in the middle of a stream: the stream settles, nothing stays held, the books stay', async () => {
    const owner = await scene.student({ balance: '5' })
    await scene.untilOffered(owner, 'chat')
    const before = scene.upstream.truth().length
    const pending = chat({
      origin: scene.facts.origin,
      key: owner.key,
      body: { model: scene.model('chat'), stream: true, messages: [scripted('chunks=60,delay-ms=50')] },
    })
    await waitUntil(() =>
      scene.upstream
        .truth()
        .slice(before)
        .some(({ chunksSent }) => chunksSent > 1),
    )
    const { user: found } = await getGraphql<{ user: { id: string; version: number } }>(
      scene.facts.origin,
      admin(),
      'query ($id: ID!) { user(id: $id) { id version } }',
      { id: owner.userId },
    )
    const { deleteUser } = await getGraphql<{ deleteUser: { problems: unknown[] } }>(
      scene.facts.origin,
      admin(),
      'mutation ($input: DeleteUserInput!) { deleteUser(input: $input) { problems { message } } }',
      { input: { ...found, reason: 'left the university' } },
    )
    expect(deleteUser.problems).toEqual([])
    const streamed = await pending
    expect([streamed.status, streamed.text.includes('[DONE]')]).toEqual([200, true])
    const debit = await settledDebit(scene.audit, streamed.requestId)
    expect(debit.amount).toBeLessThan(0n)
    await waitUntil(async () => (await ask({ authorization: `Bearer ${owner.key}` })).status === 403 || undefined, {
      what: 'the refusal of the key of somebody who is gone',
    })
    await waitUntil(async () => (await scene.audit.account(owner.accountId)).held === 0n, {
      what: 'the release of what his keys held',
    })
    const { balance } = await scene.audit.account(owner.accountId)
    expect(balance).toBe(5_000_000_000n + debit.amount)
  })

  it('K07: a disabled user`s keys die within the same time, and so do his sessions', async () => {
    const owner = await scene.student({ balance: '5' })
    await scene.untilOffered(owner, 'chat')
    const { user: found } = await getGraphql<{ user: { id: string; version: number } }>(
      scene.facts.origin,
      admin(),
      'query ($id: ID!) { user(id: $id) { id version } }',
      { id: owner.userId },
    )
    await getGraphql(
      scene.facts.origin,
      admin(),
      'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { state } problems { message } } }',
      { input: { ...found, state: 'DISABLED' } },
    )
    const refused = await waitUntil(
      async () => {
        const outcome = await ask({ authorization: `Bearer ${owner.key}` })
        return outcome.status === 200 ? undefined : outcome
      },
      { timeoutMs: REVOCATION_LIMIT_MS, intervalMs: POLL_MS, what: 'the refusal of a disabled user`s key' },
    )
    expect(refused.status).toBe(403)
  })
})
