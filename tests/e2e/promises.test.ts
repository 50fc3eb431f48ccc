// Promises of REQUIREMENTS B, C and E that no other file shows whole: fields of a channel that take effect, dashboards,
// the error contract, limits that are told.
import { waitUntil } from '@tollgate/testkit'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { chat, errorOf, scripted, user } from '../support/chat.js'
import { getGraphql, logIn } from '../support/graphql.js'
import { openScene, type Scene, type Student } from '../support/scene.js'

const PRICE = { inputPerMillion: '2', outputPerMillion: '8' }

let scene: Scene
let student: Student
beforeAll(async () => {
  scene = await openScene(inject('stack'), 'promises')
  student = await scene.student({ balance: '100' })
})
afterAll(() => scene?.close())

const admin = <Data>(document: string, variables: Record<string, unknown> = {}): Promise<Data> =>
  getGraphql<Data>(scene.facts.origin, { token: scene.facts.adminToken }, document, variables)
const call = (model: string, script = 'chunks=1', who = student) =>
  chat({
    ...{ origin: scene.facts.origin, key: who.key },
    body: { model: scene.model(model), messages: [scripted(script)] },
  })
const model = (name: string) => ({ name, price: PRICE, maxOutputTokens: 100 })
const serverOf = (requestId: string): Promise<string | null> =>
  waitUntil(async () => {
    const { receipt } = await admin<{ receipt: { channelName: string | null } | null }>(
      'query ($id: ID!) { receipt(requestId: $id) { channelName } }',
      { id: requestId },
    ).catch(() => ({ receipt: null }))
    return receipt?.channelName
  })

it('B2, B5: priority, mapping, switches, groups, limits and headers of a channel count within a second, without a restart', async () => {
  const shared = { modelMapping: { [scene.model('fields')]: ['inner-a', 'inner-b'] }, models: [] }
  await scene.declare({
    models: [model('fields')],
    channels: [
      { ...shared, name: 'low', priority: 1 },
      {
        ...shared,
        name: 'high',
        priority: 9,
        settings: { headers: { 'x-team': 'physics' }, parameters: { user: 'lab' } },
      },
    ],
  })
  await scene.untilOffered(student, 'fields')
  const answers = await Promise.all(Array.from({ length: 12 }, () => call('fields')))
  expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(200))
  for (const { requestId } of answers.slice(0, 2)) expect(await serverOf(requestId)).toBe('promises-high')
  const seen = scene.upstream.truth().slice(-12)
  expect(new Set(seen.map(({ model: name }) => name))).toEqual(new Set(['inner-a', 'inner-b']))
  expect(seen[0]?.headers['x-team']).toBe('physics')
  expect(seen[0]?.body).toMatchObject({ user: 'lab' })

  const served = async (): Promise<string | null> => {
    const { status, requestId } = await call('fields')
    return status === 200 ? serverOf(requestId) : String(status)
  }
  const high = { ...shared, name: 'high', priority: 9 }
  await scene.declare({ channels: [{ ...high, schedulable: false }] })
  await waitUntil(async () => (await served()) === 'promises-low')
  const limited = { ...shared, name: 'limited', priority: 20 }
  await scene.declare({ channels: [{ ...limited, settings: { limits: { rpm: 1 } } }] })
  await waitUntil(async () => (await served()) === 'promises-limited')
  expect(await served()).toBe('promises-low')
  await scene.declare({
    channels: [
      { ...shared, name: 'low', isActive: false },
      { ...limited, isActive: false },
    ],
  })
  await waitUntil(async () => (await served()) === '503')
})

it('B5: calls are seen overall, and by key, channel and model', async () => {
  await scene.declare({ models: [model('seen')], channels: [{ name: 'seen', models: ['seen'] }] })
  const somebody = await scene.student({ balance: '5' })
  await scene.untilOffered(somebody, 'seen')
  for (let n = 0; n < 3; n++) expect((await call('seen', 'chunks=1', somebody)).status).toBe(200)
  const day = (offsetMs: number): string => new Date(Date.now() + offsetMs).toISOString().slice(0, 10)
  const filter = { from: day(-86_400_000), to: day(86_400_000), userId: somebody.userId }
  interface Rows {
    nodes: { name: string | null; calls: string; failedCalls: string }[]
  }
  await waitUntil(async () => {
    const { traffic } = await admin<{ traffic: { calls: string } }>(
      'query ($filter: TrafficFilter!) { traffic(filter: $filter, interval: DAY) { calls } }',
      { filter },
    )
    return traffic.calls === '3'
  })
  const by = async (dimension: string): Promise<Rows['nodes']> =>
    (
      await admin<{ trafficBy: Rows }>(
        'query ($dimension: TrafficDimension!, $filter: TrafficFilter!) { trafficBy(dimension: $dimension, filter: $filter) { nodes { name calls failedCalls } } }',
        { dimension, filter },
      )
    ).trafficBy.nodes
  expect(await by('API_KEY')).toEqual([{ name: 'test', calls: '3', failedCalls: '0' }])
  expect(await by('CHANNEL')).toEqual([{ name: 'promises-seen', calls: '3', failedCalls: '0' }])
  expect(await by('MODEL')).toEqual([{ name: scene.model('seen'), calls: '3', failedCalls: '0' }])
})

it('B6: why a model is not scheduled: inactive, not schedulable, cooling down, group, mapping, price', async () => {
  const served = { models: ['asked'] }
  await scene.declare({
    rest: { groups: [{ name: 'promises-vip' }] },
    models: [model('asked'), { name: 'unpriced' }],
    channels: [
      { ...served, name: 'why-inactive', isActive: false },
      { ...served, name: 'why-parked', schedulable: false },
      { ...served, name: 'why-vip', groups: ['promises-vip'] },
      { ...served, name: 'why-tired', keys: ['upstream-tired'], priority: 5 },
      { ...served, name: 'why-well', models: ['asked', 'unpriced'] },
      { ...served, name: 'why-other', models: ['unpriced'] },
    ],
  })
  await scene.untilOffered(student, 'asked')
  const why = async (
    name: string,
  ): Promise<{ callerReason: string | null; reasons: Record<string, string | null> }> => {
    const { whyModel } = await admin<{
      whyModel: {
        callerReason: string | null
        candidates: { channelName: string; reason: string | null; until: string | null }[]
      }
    }>(
      'query ($input: WhyModelInput!) { whyModel(input: $input) { callerReason candidates { channelName reason until } } }',
      { input: { modelName: scene.model(name), userId: student.userId } },
    )
    const found = whyModel.candidates.map(({ channelName, reason, until }) => [
      channelName.replace('promises-why-', ''),
      until === null ? reason : `${reason} until`,
    ])
    return { callerReason: whyModel.callerReason, reasons: Object.fromEntries(found) }
  }
  scene.upstream.setFailingKeys({ 'upstream-tired': 429 })
  // a rest is over after some seconds: the question is asked again where the machine was slower than that
  await waitUntil(
    async () => (await call('asked')).status === 200 && (await why('asked')).reasons.tired === 'cooling until',
  )
  scene.upstream.setFailingKeys({})
  expect((await why('asked')).reasons).toMatchObject({
    ...{ inactive: 'inactive', parked: 'not_schedulable', vip: 'not_in_group', other: 'no_mapping', well: null },
  })
  expect((await why('unpriced')).callerReason).toBe('no_price')
})

it('C5: errors have the shape of OpenAI, with 400, 401, 404, 429 and 502 (500: dialect-error.filter.test.ts)', async () => {
  await scene.declare({
    models: [model('faulty'), model('narrow')],
    channels: [
      { name: 'faulty', models: ['faulty'] },
      { name: 'narrow', models: ['narrow'], settings: { limits: { rpm: 1 } } },
    ],
    rest: { settings: { routing: { maxRetries: 0, cooldown: false, autoDisable: false } } },
  })
  await scene.untilOffered(student, 'narrow')
  const { origin } = scene.facts
  const bad = await chat({ origin, key: student.key, body: { model: scene.model('faulty'), messages: 'none' } })
  const unknown = await chat({ origin, key: 'sk-nonsense', body: { model: 'x', messages: [user('hi')] } })
  const missing = await chat({ origin, key: student.key, body: { model: 'nobody-has-it', messages: [user('hi')] } })
  const broken = await call('faulty', 'status=500')
  await call('narrow')
  const limited = await call('narrow')
  const table = [bad, unknown, missing, limited, broken].map((outcome) => [outcome.status, errorOf(outcome).type])
  expect(table).toEqual([
    [400, 'invalid_request_error'],
    [401, 'invalid_request_error'],
    [404, 'invalid_request_error'],
    [429, 'rate_limit_error'],
    [502, 'api_error'],
  ])
  for (const outcome of [bad, unknown, missing, limited, broken]) {
    expect(errorOf(outcome)).toMatchObject({ message: expect.any(String), type: expect.any(String) })
  }
  expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0)
  await scene.declare({ rest: { settings: { routing: { maxRetries: 3, cooldown: true, autoDisable: true } } } })
})

it('E4: limits by tier and model are told in the headers of each dialect and to the user', async () => {
  await scene.declare({ models: [model('rated')], channels: [{ name: 'rated', models: ['rated'] }] })
  const { settings } = await admin<{ settings: { version: number } }>('{ settings { version } }')
  const tier = {
    name: 'promises',
    isDefault: false,
    limits: [{ rpm: 50 }, { modelName: scene.model('rated'), rpm: 3 }],
  }
  const { updateSettings } = await admin<{ updateSettings: { problems: unknown[] } }>(
    'mutation ($input: UpdateSettingsInput!) { updateSettings(input: $input) { problems { message } } }',
    { input: { version: settings.version, tiers: [tier] } },
  )
  expect(updateSettings.problems).toEqual([])
  const rated = await scene.student({ balance: '5' })
  const { user: row } = await admin<{ user: { version: number } }>('query ($id: ID!) { user(id: $id) { version } }', {
    id: rated.userId,
  })
  await admin('mutation ($input: UpdateUserInput!) { updateUser(input: $input) { problems { message } } }', {
    input: { id: rated.userId, version: row.version, tier: 'promises' },
  })
  await scene.untilOffered(rated, 'rated')
  await waitUntil(
    async () => (await call('rated', 'chunks=1', rated)).headers.get('x-ratelimit-limit-requests') === '3',
  )
  const anthropic = await chat({
    ...{ origin: scene.facts.origin, key: rated.key, path: '/v1/messages' },
    headers: { 'anthropic-version': '2023-06-01' },
    body: { model: scene.model('rated'), max_tokens: 20, messages: [scripted('chunks=1')] },
  })
  expect(anthropic.headers.get('anthropic-ratelimit-requests-limit')).toBe('3')
  await waitUntil(async () => (await call('rated', 'chunks=1', rated)).status === 429)
  const cookie = await logIn(scene.facts.origin, rated.username, rated.password)
  const mine = await getGraphql<{ myLimits: unknown }>(
    scene.facts.origin,
    { cookie },
    '{ myLimits { isEnabled tier limits { modelName rpm } } }',
  )
  expect(mine.myLimits).toEqual({
    ...{ isEnabled: true, tier: 'promises' },
    limits: [
      { modelName: null, rpm: 50 },
      { modelName: scene.model('rated'), rpm: 3 },
    ],
  })
})
