// Promises of REQUIREMENTS A and G that a person keeps or breaks by hand: groups, models without a price, who may do what.
import { randomUUID } from 'node:crypto'
import { waitUntil } from '@tollgate/testkit'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { chat, scripted } from '../support/chat.js'
import { expectedCostNanos } from '../support/expected-cost.js'
import { askGraphql, type GraphqlCaller, getGraphql, logIn } from '../support/graphql.js'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { settledDebit } from '../support/settled.js'

const PRICE = { inputPerMillion: '2', outputPerMillion: '8' }
const TOKENS = { prompt: 700, completion: 30 }
const SCRIPT = `prompt-tokens=${TOKENS.prompt},completion-tokens=${TOKENS.completion}`
const PATIENT = { timeoutMs: 60_000 }
const CREATE_KEY = `mutation ($input: CreateApiKeyInput!) {
  createApiKey(input: $input) { apiKey { group { name } } secret problems { code path } } }`

let scene: Scene
let owner: Student
let stranger: Student
beforeAll(async () => {
  scene = await openScene(inject('stack'), 'campus')
  await scene.declare({
    rest: { groups: [{ name: 'campus-vip', ratio: '1.5' }] },
    models: [
      { name: 'plain', price: PRICE, maxOutputTokens: 100, groups: ['default', 'campus-vip'] },
      { name: 'vip-only', price: PRICE, maxOutputTokens: 100, groups: ['campus-vip'] },
      { name: 'unpriced', maxOutputTokens: 100 },
    ],
    channels: [{ name: 'main', models: ['plain', 'vip-only', 'unpriced'], groups: ['default', 'campus-vip'] }],
  })
  owner = await scene.student({ balance: '20', groups: ['default', 'campus-vip'] })
  stranger = await scene.student({ balance: '20' })
  await scene.untilOffered(stranger, 'plain')
}, 120_000)
afterAll(() => scene?.close())

const by = async ({ username, password }: Student): Promise<GraphqlCaller> => ({
  cookie: await logIn(scene.facts.origin, username, password),
})
const call = (key: string, model: string) =>
  chat({ origin: scene.facts.origin, key, body: { model: scene.model(model), messages: [scripted(SCRIPT)] } })
const ask = <Data>(caller: GraphqlCaller, query: string, variables = {}) =>
  getGraphql<Data>(scene.facts.origin, caller, query, variables)
const admin = (): GraphqlCaller => ({ token: scene.facts.adminToken })

interface NewKey {
  createApiKey: { secret: string | null; apiKey: { group: { name: string } } | null; problems: { code: string }[] }
}

it('A5: a key put into another group of its owner’s opens more models at that group’s ratio; other people may not use it', {
  timeout: 300_000,
}, async () => {
  const { me } = await ask<{ me: { groups: { id: string; name: string }[] } }>(
    await by(owner),
    '{ me { groups { id name } } }',
  )
  const groupId = me.groups.find(({ name }) => name === 'campus-vip')?.id
  const input = { name: 'vip', groupId }
  const { createApiKey: made } = await ask<NewKey>(await by(owner), CREATE_KEY, { input })
  expect(made).toMatchObject({ problems: [], apiKey: { group: { name: 'campus-vip' } } })
  const key = made.secret ?? ''
  await scene.untilOffered({ keys: [key] }, 'vip-only')
  expect((await call(owner.key, 'vip-only')).status, 'his key of the default group').toBe(404)
  const costs = await Promise.all(
    [
      { key: owner.key, ratio: '1' },
      { key, ratio: '1.5' },
    ].map(async ({ key, ratio }) => {
      const { status, requestId } = await call(key, 'plain')
      expect(status).toBe(200)
      return {
        paid: -(await settledDebit(scene.audit, requestId)).amount,
        due: expectedCostNanos(TOKENS, PRICE, ratio),
      }
    }),
  )
  for (const { paid, due } of costs) expect(paid).toBe(due)
  const refused = await ask<NewKey>(await by(stranger), CREATE_KEY, { input })
  expect(refused.createApiKey).toMatchObject({
    secret: null,
    problems: [{ code: 'BAD_USER_INPUT', path: ['groupId'] }],
  })
})

it('A6: a model without a price is served to nobody but who accepts such models, and costs him nothing', {
  timeout: 300_000,
}, async () => {
  expect((await call(stranger.key, 'unpriced')).status).toBe(404)
  const accept = (acceptsUnpriced: boolean) =>
    by(stranger).then((caller) =>
      ask(
        caller,
        'mutation ($input: UpdateMyAccountInput!) { updateMyAccount(input: $input) { problems { code } user { acceptsUnpriced } } }',
        { input: { acceptsUnpriced } },
      ),
    )
  expect(await accept(true)).toEqual({ updateMyAccount: { problems: [], user: { acceptsUnpriced: true } } })
  const served = await waitUntil(async () => {
    const outcome = await call(stranger.key, 'unpriced')
    return outcome.status === 200 ? outcome : undefined
  }, PATIENT)
  expect((await settledDebit(scene.audit, served.requestId)).amount).toBe(0n)
  expect((await call(owner.key, 'unpriced')).status, 'who did not ask for it').toBe(404)
  await accept(false)
  await waitUntil(async () => (await call(stranger.key, 'unpriced')).status === 404, PATIENT)
})

it('G3: the notice with its contact is told to everybody, and the audit log says who changed it and how', async () => {
  const { settings } = await ask<{ settings: { version: number; notice: string | null; contact: string | null } }>(
    admin(),
    '{ settings { version notice contact } }',
  )
  const notice = `Exams from Monday ${randomUUID()}`
  const change = (version: number, fields: object) =>
    ask<{ updateSettings: { settings: { version: number } } }>(
      admin(),
      'mutation ($input: UpdateSettingsInput!) { updateSettings(input: $input) { settings { version } problems { code } } }',
      { input: { version, ...fields } },
    )
  const changed = await change(settings.version, { notice, contact: 'help@campus.example' })
  const told = await ask<object>({}, '{ installation { notice contact } }')
  expect(told).toEqual({ installation: { notice, contact: 'help@campus.example' } })
  const { notice: before, contact } = settings
  await change(changed.updateSettings.settings.version, { notice: before, contact })
  const { auditLog } = await ask<{ auditLog: { nodes: { actor: object; before: string; after: string }[] } }>(
    admin(),
    '{ auditLog(first: 20, filter: { action: "settings:update" }) { nodes { actor { username } before after } } }',
  )
  const entry = auditLog.nodes.find(({ after }) => after.includes(notice))
  expect(entry).toMatchObject({ actor: { username: expect.any(String) } })
  expect(JSON.parse(entry?.before ?? '{}')).toEqual({ notice: before, contact })
})

it('G4: finance reads and moves nothing, and the one currency of the books stays what it is', async () => {
  const finance = await by(await scene.student({ role: 'finance' }))
  await ask(
    finance,
    '{ ledgerAccounts(first: 1) { totalCount } ledgerTransactions(first: 1) { totalCount } corrections(first: 1) { totalCount } }',
  )
  const act = { reason: 'r', idempotencyKey: randomUUID() }
  const moves = {
    'GrantInput! grant': { userId: owner.userId, amount: '1', ...act },
    'AdjustAccountInput! adjustAccount': {
      accountId: owner.accountId,
      amount: '1',
      secondPersonId: owner.userId,
      ...act,
    },
    'CreateRedeemBatchInput! createRedeemBatch': { name: 'n', amount: '1', count: 1, idempotencyKey: randomUUID() },
  }
  for (const [name, input] of Object.entries(moves)) {
    const [type, field] = name.split(' ')
    const document = `mutation ($input: ${type}) { ${field}(input: $input) { problems { code } } }`
    const { errors } = await askGraphql(scene.facts.origin, finance, document, { input })
    expect(
      errors.map(({ extensions }) => extensions?.code),
      field,
    ).toEqual(['FORBIDDEN'])
  }
  const { installation, settings } = await ask<{ installation: { currency: string }; settings: { version: number } }>(
    admin(),
    '{ installation { currency } settings { version } }',
  )
  const other = installation.currency === 'USD' ? 'EUR' : 'USD'
  const { updateSettings } = await ask<{ updateSettings: { problems: object[] } }>(
    admin(),
    'mutation ($input: UpdateSettingsInput!) { updateSettings(input: $input) { problems { code path } } }',
    { input: { version: settings.version, currency: other } },
  )
  expect(updateSettings.problems).toEqual([{ code: 'BAD_USER_INPUT', path: ['currency'] }])
})
