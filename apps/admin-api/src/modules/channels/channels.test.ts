import 'reflect-metadata'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Json, TestClient } from '../../testing/test-client.js'
import { startTestStack, type TestStack } from '../../testing/test-stack.js'

const CHANNEL = `id version baseUrl models modelMapping { publicName upstreamName }
  keys { id lastFour isActive rpm tpm health healthNote healthUntil }
  costs { modelName currency exchangeRate inputPerMillion cacheReadPerMillion perRequest validFrom }
  settings { limits { rpm } traits { takesServiceFields takesJsonWithTools } }`
const CREATE = `mutation ($input: CreateChannelInput!) {
  createChannel(input: $input) { channel { ${CHANNEL} } problems { code message path } } }`
const UPDATE = `mutation ($input: UpdateChannelInput!) {
  updateChannel(input: $input) { channel { ${CHANNEL} } problems { code message path } } }`
const LIMIT = `mutation ($input: LimitChannelKeysInput!) {
  limitChannelKeys(input: $input) { channel { ${CHANNEL} } problems { code message path } } }`
const CHANGE = `mutation ($input: ChangeChannelKeysInput!) {
  changeChannelKeys(input: $input) { channel { ${CHANNEL} } problems { code message path } } }`
const COST = `mutation ($input: SetChannelCostInput!) {
  setChannelCost(input: $input) { cost { modelName exchangeRate } problems { code message path } } }`
const MARGINS = `query ($id: ID) { margins(from: "2026-09-01", to: "2026-09-30", channelId: $id) {
  channelName modelName calls uncostedCalls charged cost margin } }`

let stack: TestStack
let root: TestClient
let groupId: string
let modelId: string

beforeAll(async () => {
  stack = await startTestStack()
  root = stack.root
  groupId = (await root.data('{ groups { nodes { id } } }')).groups.nodes[0].id
  const { model } = await root.done(
    'mutation ($input: CreateModelInput!) { createModel(input: $input) { model { id } problems { code } } }',
    { input: { name: 'm', groupIds: [groupId], price: { inputPerMillion: '2', outputPerMillion: '8' } } },
  )
  modelId = model.id
})
afterAll(() => stack?.close())

const refused = async (client: TestClient, mutation: string, variables: Record<string, unknown>): Promise<Json[]> => {
  const [payload] = Object.values(await client.data(mutation, variables)) as Json[]
  return payload.problems
}
const code = async (client: TestClient, document: string, variables: Record<string, unknown>): Promise<unknown> =>
  (await client.ask(document, variables)).errors[0]?.extensions.code
const inputOf = (input: Record<string, unknown>) => ({
  ...{ name: randomUUID(), type: 'SILICONFLOW', baseUrl: 'https://api.example.com/v1', models: ['m'] },
  ...{ keys: ['key-one-1111', 'key-two-2222', 'key-tri-3333'], groupIds: [groupId] },
  ...input,
})
const create = async (input: Record<string, unknown>): Promise<Json> =>
  (await root.done(CREATE, { input: inputOf(input) })).channel
const get = async (id: string): Promise<Json> =>
  (await root.data(`query ($id: ID!) { channel(id: $id) { ${CHANNEL} } }`, { id })).channel
const sql = (text: string, values?: readonly unknown[]) => stack.sql(text, values)
const limitsOf = ({ keys }: Json): unknown[] => keys.map(({ rpm, tpm }: Json) => [rpm, tpm])

describe('keys of a channel', () => {
  it('bear what is said of each of them, at once or later, in one version of the channel', async () => {
    const channel = await create({ limitsOfKeys: [{ rpm: 5 }, { tpm: 900 }] })
    expect(limitsOf(channel)).toEqual([
      [5, null],
      [null, 900],
      [null, null],
    ])
    const keyIds = channel.keys.slice(1).map(({ id }: Json) => id)
    const limited = (await root.done(LIMIT, { input: { channelId: channel.id, keyIds, limits: { rpm: 7 } } })).channel
    expect(limitsOf(limited)).toEqual([
      [5, null],
      [7, null],
      [7, null],
    ])
    expect(limited.version).toBeGreaterThan(channel.version)
    const [entry] = await sql(`SELECT before, after FROM audit_log WHERE action = 'channel:limit-keys'`)
    expect(entry.before.limits).toEqual([
      { id: keyIds[0], rpm: null, tpm: 900 },
      { id: keyIds[1], rpm: null, tpm: null },
    ])
    expect(entry.after).toEqual({ keyIds, rpm: 7, tpm: null })
  })

  it('are refused limits that are none, and keys of other channels', async () => {
    const [channel, other] = [await create({}), await create({})]
    const ask = (keyIds: string[], rpm: number) =>
      refused(root, LIMIT, { input: { channelId: channel.id, keyIds, limits: { rpm } } })
    expect(await ask([channel.keys[0].id], -1)).toMatchObject([{ path: ['limits', 'rpm'] }])
    const foreign = { input: { channelId: channel.id, keyIds: [other.keys[0].id], limits: {} } }
    expect(await code(root, LIMIT, foreign)).toBe('NOT_FOUND')
  })

  it('that rest or were refused are seen with reason and end, and one of them can be woken alone', async () => {
    const channel = await create({})
    const [first, second] = channel.keys
    const until = '2026-12-01T00:00:00.000Z'
    await sql(`UPDATE channel_key SET health = 'disabled', health_note = 'upstream_error, status 401' WHERE id = $1`, [
      first.id,
    ])
    await sql(
      `UPDATE channel_key SET health = 'cooling', health_note = 'status 429', health_until = $2 WHERE id = $1`,
      [second.id, until],
    )
    expect((await get(channel.id)).keys).toMatchObject([
      { health: 'disabled', healthNote: 'upstream_error, status 401', healthUntil: null },
      { health: 'cooling', healthNote: 'status 429', healthUntil: until },
      { health: null },
    ])
    const input = { channelId: channel.id, keyIds: [first.id], action: 'ENABLE' }
    const woken = (await root.done(CHANGE, { input })).channel
    expect(woken.keys).toMatchObject([{ health: null, isActive: true }, { health: 'cooling' }, { health: null }])
    const rows = await sql(`SELECT woken_at FROM channel_key WHERE channel_id = $1 ORDER BY position`, [channel.id])
    expect(rows.map(({ woken_at: at }) => at !== null)).toEqual([true, false, false])
  })
})

describe('names of models', () => {
  const mapping = (...upstreamNames: string[]) =>
    upstreamNames.map((upstreamName) => ({ publicName: 'shared', upstreamName }))

  it('may stand for several models of the upstream', async () => {
    const channel = await create({ modelMapping: mapping('a', 'b') })
    expect(channel.modelMapping).toEqual(mapping('a', 'b'))
    const [row] = await sql('SELECT model_mapping FROM channel WHERE id = $1', [channel.id])
    expect(row.model_mapping).toEqual({ shared: ['a', 'b'] })
    const input = { id: channel.id, version: channel.version, modelMapping: mapping('b') }
    expect((await root.done(UPDATE, { input })).channel.modelMapping).toEqual(mapping('b'))
  })

  it('are refused twice, and in a circle', async () => {
    const input = { name: 'x', type: 'VLLM', baseUrl: 'https://v.test', keys: [], models: [], groupIds: [groupId] }
    const ask = (modelMapping: unknown) => refused(root, CREATE, { input: { ...input, modelMapping } })
    expect(await ask(mapping('a', 'a'))).toMatchObject([{ path: ['modelMapping'] }])
    const circle = [...mapping('a', 'b'), { publicName: 'b', upstreamName: 'shared' }]
    expect((await ask(circle))[0].message).toContain('shared → b → shared')
  })
})

describe('what a channel costs', () => {
  /** One hour of calls, as billing sums it up: by hour and by day. */
  const used = (channelId: string, hour: string, figures: Record<string, number> = {}): Promise<Json[]> => {
    const { calls = 1, failed = 0, input = 0, cached = 0, output = 0, reasoning = 0, amount = 0 } = figures
    return sql(
      `INSERT INTO usage_traffic (hour, occurred_on, period, model_id, channel_id, outcome, calls, input_tokens, cache_read_tokens,
         cache_write_tokens, output_tokens, reasoning_tokens, amount_nanos)
       SELECT h.hour, ($1::timestamptz AT TIME ZONE 'Asia/Shanghai')::date, '2026-09', $2::uuid, $3::uuid, c.*
       FROM (VALUES ('completed', $4::int, $5::int, $6::int, 0, $7::int, $8::int, $9::bigint),
         ('upstream_error', $10::int, 0, 0, 0, 0, 0, 0)) AS c(outcome, calls)
       CROSS JOIN (VALUES ($1::timestamptz), (NULL)) AS h(hour) WHERE c.calls > 0
       ON CONFLICT (occurred_on, hour, period, course_id, model_id, channel_id, outcome) DO UPDATE
         SET (calls, input_tokens, amount_nanos) = (SELECT usage_traffic.calls + EXCLUDED.calls,
           usage_traffic.input_tokens + EXCLUDED.input_tokens, usage_traffic.amount_nanos + EXCLUDED.amount_nanos)`,
      [hour, modelId, channelId, calls - failed, input, cached, output, reasoning, amount, failed],
    )
  }
  const cost = (channelId: string, change: Record<string, unknown> = {}) => ({
    input: {
      ...{ channelId, modelName: 'm', validFrom: '2026-09-01T00:00:00Z', inputPerMillion: '1', outputPerMillion: '4' },
      ...change,
    },
  })

  it('is kept by model and time, and makes a margin of what was charged', async () => {
    const channel = await create({ name: 'costed' })
    await root.done(COST, cost(channel.id, { cacheReadPerMillion: '0.1', perRequest: '0.001' }))
    const dear = { validFrom: '2026-09-02T12:00:00Z', currency: 'USD', exchangeRate: '7.1', inputPerMillion: '10' }
    await root.done(COST, cost(channel.id, dear))
    expect((await get(channel.id)).costs).toMatchObject([
      { modelName: 'm', currency: 'USD', exchangeRate: '7.1', inputPerMillion: '10', perRequest: '0' },
    ])
    const figures = { calls: 3, failed: 1, input: 1_000_000, cached: 1_000_000, output: 500_000, reasoning: 500_000 }
    await used(channel.id, '2026-09-02T10:00:00Z', { ...figures, amount: 9_000_000_000 })
    expect((await root.data(MARGINS, { id: channel.id })).margins).toEqual([
      {
        ...{ channelName: 'costed', modelName: 'm', calls: '3', uncostedCalls: '0' },
        ...{ charged: '9', cost: '5.102', margin: '3.898' }, // 1 + 0.1 + 4 + 2 × 0.001
      },
    ])
    await used(channel.id, '2026-09-02T12:00:00Z', { input: 100_000, amount: 1_000_000_000 })
    expect((await root.data(MARGINS, { id: channel.id })).margins).toMatchObject([
      { cost: '12.202', charged: '10', margin: '-2.202' }, // and 0.1 × 10 × 7.1 from noon on
    ])
  })

  it('is unknown, not nothing, where nobody entered it', async () => {
    const channel = await create({ name: 'uncosted' })
    await used(channel.id, '2026-09-02T10:00:00Z', { calls: 2, amount: 1_000_000_000 })
    expect((await root.data(MARGINS, { id: channel.id })).margins).toMatchObject([
      { calls: '2', uncostedCalls: '2', charged: '1', cost: null, margin: null },
    ])
    await root.done(COST, cost(channel.id, { validFrom: '2026-09-02T11:30:00Z' }))
    await used(channel.id, '2026-09-02T11:00:00Z', { input: 1_000_000 })
    expect((await root.data(MARGINS, { id: channel.id })).margins).toMatchObject([
      { calls: '3', uncostedCalls: '2', cost: '1', margin: null },
    ])
  })

  it('counts on days before and after a change what the sums of days and months have', async () => {
    const channel = await create({ name: 'changing' })
    await root.done(COST, cost(channel.id))
    await root.done(COST, cost(channel.id, { validFrom: '2026-09-10T04:00:00Z', inputPerMillion: '2' }))
    const spent = async () => (await root.data(MARGINS, { id: channel.id })).margins
    await used(channel.id, '2026-09-05T10:00:00Z', { input: 1_000_000 })
    expect(await spent()).toMatchObject([{ calls: '1', cost: '1' }])
    await used(channel.id, '2026-09-10T03:00:00Z', { input: 1_000_000 })
    expect(await spent()).toMatchObject([{ calls: '2', cost: '2' }])
    await used(channel.id, '2026-09-10T04:00:00Z', { input: 1_000_000 })
    expect(await spent()).toMatchObject([{ calls: '3', cost: '4' }])
    await used(channel.id, '2026-09-20T10:00:00Z', { input: 1_000_000 })
    expect(await spent()).toMatchObject([{ calls: '4', uncostedCalls: '0', cost: '6' }])
    await used(channel.id, '2026-10-01T10:00:00Z', { input: 1_000_000 })
    expect(await spent()).toMatchObject([{ calls: '4' }])
    expect((await root.data('{ margins(from: "2026-09-02", to: "2026-09-01") { calls } }')).margins).toEqual([])
    await sql(
      `INSERT INTO channel_cost (id, channel_id, model_id, valid_from, currency, exchange_rate, input_per_million_nanos,
         output_per_million_nanos, per_request_nanos)
       SELECT gen_random_uuid(), $1::uuid, $2::uuid, '2026-07-01'::date + n, 'CNY', 1, 1000000000, 0, 0 FROM generate_series(0, 70) n`,
      [channel.id, modelId],
    )
    const ofMonths = `{ margins(from: "2026-07-01", to: "2026-09-30", channelId: "${channel.id}") { calls cost } }`
    expect((await root.data(ofMonths)).margins).toEqual([{ calls: '4', cost: '6' }]) // too many changes: all of it by hour
  })

  it('is refused for no model, in another currency without its rate, and to students', async () => {
    const { id } = await create({})
    expect(await refused(root, COST, cost(id, { modelName: 'nobody' }))).toMatchObject([{ path: ['modelName'] }])
    expect(await refused(root, COST, cost(id, { currency: 'USD' }))).toMatchObject([{ path: ['exchangeRate'] }])
    expect(await refused(root, COST, cost(id, { exchangeRate: '0' }))).toMatchObject([{ path: ['exchangeRate'] }])
    const { client: student } = await stack.addUser('ann')
    expect(await code(student, COST, cost(id))).toBe('FORBIDDEN')
    expect(await code(student, MARGINS, {})).toBe('FORBIDDEN')
    await root.done(
      `mutation ($input: UpdateSettingsInput!) { updateSettings(input: $input) { problems { code message } } }`,
      {
        input: {
          version: (await root.data('{ settings { version } }')).settings.version,
          tiers: [{ name: 'basic', isDefault: true, limits: [{ rpm: 60 }, { modelName: 'm', tpm: 9_000 }] }],
        },
      },
    )
    const mine = '{ myLimits { isEnabled tier limits { modelName rpm tpm concurrency } } }'
    expect((await student.data(mine)).myLimits).toEqual({
      ...{ isEnabled: true, tier: 'basic' },
      limits: [
        { modelName: null, rpm: 60, tpm: null, concurrency: null },
        { modelName: 'm', rpm: null, tpm: 9_000, concurrency: null },
      ],
    })
  })
})

describe('K21 P0: the address of a channel', () => {
  const keys = ['upstream-secret-1111']

  it('another origin asks for the keys again, another path does not', async () => {
    const channel = await create({ type: 'OPENAI_COMPATIBLE', keys })
    const update = async (input: Record<string, unknown>): Promise<Json> =>
      (await root.data(UPDATE, { input: { id: channel.id, ...input } })).updateChannel
    for (const baseUrl of ['https://evil.example/v1', 'http://api.example.com/v1', 'https://api.example.com:8443/v1'])
      expect((await update({ version: channel.version, baseUrl })).problems).toMatchObject([
        { code: 'KEYS_REQUIRED', path: ['keys'] },
      ])
    const path = await update({ version: channel.version, baseUrl: 'https://api.example.com/v2' })
    expect(path).toMatchObject({ channel: { baseUrl: 'https://api.example.com/v2', keys: channel.keys }, problems: [] })
    const elsewhere = { baseUrl: 'https://new.example', keys: ['another-upstream-key'] }
    const moved = await update({ version: path.channel.version, ...elsewhere })
    expect(moved).toMatchObject({ channel: { keys: [{ lastFour: '-key' }] }, problems: [] })
    expect(moved.channel.keys[0].id).not.toBe(channel.keys[0].id)
  })

  it.each([
    'ftp://x',
    'https://user:pw@x/v1',
    'https://x/v1?key=1',
    'https://x/#f',
    'not a url',
    'javascript:alert(1)',
  ])('%s is no address of a channel', async (baseUrl) => {
    const input = inputOf({ type: 'OPENAI_COMPATIBLE', keys, baseUrl })
    expect(await refused(root, CREATE, { input })).toMatchObject([{ code: 'BAD_USER_INPUT', path: ['baseUrl'] }])
  })
})
