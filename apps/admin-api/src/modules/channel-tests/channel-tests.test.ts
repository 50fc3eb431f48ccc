import 'reflect-metadata'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ANSWERED, DENIED, type FakeGateway, startFakeGateway } from '../../testing/fake-gateway.js'
import {
  NATS_PASSWORDS,
  ROOT,
  startTestApp,
  startTestServers,
  type TestApp,
  type TestServers,
  withClient,
} from '../../testing/test-app.js'
import type { Json, TestClient } from '../../testing/test-client.js'
import { ProbeJob } from './probe.job.js'

const TEST_FIELDS =
  'id cause isOk status latencyMs text code isAccessDenied blockedHostPort modelName upstreamModel channelKeyId inputTokens'
const ADD = `mutation ($input: AddChannelWithModelsInput!) {
  addChannelWithModels(input: $input) { channel { id version } test { ${TEST_FIELDS} } problems { code message path } }
}`
const TEST = `mutation ($input: TestChannelInput!) { testChannel(input: $input) { test { ${TEST_FIELDS} } problems { code message } } }`

let servers: TestServers
let app: TestApp
let gateway: FakeGateway
let root: TestClient
let channel: { id: string; version: number }
let groupId: string
beforeAll(async () => {
  servers = await startTestServers()
  app = await startTestApp(servers)
  gateway = await startFakeGateway({ url: servers.nats.url, password: NATS_PASSWORDS.gateway })
  root = await app.root()
  groupId = (await root.data('{ groups { nodes { id } } }')).groups.nodes[0].id
})
afterAll(async () => {
  await gateway?.close()
  await app?.close()
  await servers?.close()
})

const test = async (input: Record<string, unknown> = {}): Promise<Json> =>
  (await root.done(TEST, { input: { channelId: channel.id, ...input } })).test
const usableModels = async (): Promise<string[]> =>
  (await root.data('{ models(filter: { usable: true }) { nodes { name } } }')).models.nodes.map(
    ({ name }: Json) => name,
  )
const deniedModels = async (): Promise<string[]> =>
  (
    await withClient(servers.urls.owner, (db) =>
      db.query('SELECT denied_models FROM channel WHERE id = $1', [channel.id]),
    )
  ).rows[0].denied_models

describe('saving a channel', () => {
  it('tests it at once and shows status, latency and the answer', async () => {
    const model = { name: 'm', groupIds: [groupId], price: { inputPerMillion: '1', outputPerMillion: '2' } }
    const input = {
      channel: {
        ...{ name: 'vllm', type: 'VLLM', baseUrl: 'http://10.0.0.1:8000', keys: ['k1', 'k2'], groupIds: [groupId] },
        ...{ models: ['m'], modelMapping: [{ publicName: 'alias', upstreamName: 'inner' }] },
      },
      models: [model],
    }
    const payload = await root.done(ADD, { input })
    channel = payload.channel
    expect(payload.test).toMatchObject({
      ...{ cause: 'SAVED', isOk: true, status: 200, latencyMs: 12, text: 'ok', modelName: 'm', inputTokens: 3 },
    })
    expect(gateway.tests).toMatchObject([{ channelId: channel.id, modelName: 'm', kind: 'call' }])
    expect(gateway.tests[0]?.version).toBeLessThanOrEqual(channel.version)
  })

  it('says what is wrong where the upstream refuses; the channel is saved all the same', async () => {
    gateway.answerWith(() => ({
      result: { ...DENIED, status: 0, isAccessDenied: false, blockedHostPort: '10.0.0.1:8000' },
    }))
    const { version } = (await root.data('{ channels { nodes { version } } }')).channels.nodes[0]
    const payload = await root.done(
      `mutation ($input: UpdateChannelInput!) { updateChannel(input: $input) { channel { priority } test { ${TEST_FIELDS} } problems { code } } }`,
      { input: { id: channel.id, version, priority: 3 } },
    )
    expect(payload.channel.priority).toBe(3)
    expect(payload.test).toMatchObject({ isOk: false, blockedHostPort: '10.0.0.1:8000', text: 'Model access denied.' })
    gateway.answerWith(() => ({ result: ANSWERED }))
  })
})

describe('a test on demand', () => {
  it('is per channel, per model and per key, and all are recorded', async () => {
    const { keys } = (await root.data('{ channels { nodes { keys { id } } } }')).channels.nodes[0]
    await test()
    await test({ modelName: 'alias', channelKeyId: keys[1].id })
    expect(gateway.tests.at(-1)).toMatchObject({ modelName: 'alias', channelKeyId: keys[1].id })
    const { channelTests } = await root.data(
      `query ($id: ID!) { channelTests(channelId: $id, first: 2) { nodes { modelName cause } totalCount pageInfo { hasNextPage } } }`,
      { id: channel.id },
    )
    expect(channelTests).toEqual({
      nodes: [
        { modelName: 'alias', cause: 'ASKED' },
        { modelName: 'm', cause: 'ASKED' },
      ],
      totalCount: 4,
      pageInfo: { hasNextPage: true },
    })
    const { channels } = await root.data('{ channels { nodes { lastTest { modelName } } } }')
    expect(channels.nodes[0].lastTest.modelName).toBe('alias')
  })

  it('is for admins', async () => {
    const answer = await app.visitor().ask(TEST, { input: { channelId: channel.id } })
    expect(answer.errors[0]?.extensions.code).toBe('UNAUTHENTICATED')
  })
})

describe('A4: a model whose upstream answers "access denied"', () => {
  it('leaves the marketplace, and comes back when a probe succeeds', async () => {
    expect(await usableModels()).toEqual(['m'])
    gateway.answerWith(() => ({ result: DENIED }))
    await test()
    expect(await deniedModels()).toEqual(['m'])
    expect(await usableModels()).toEqual([])
    gateway.answerWith(() => ({ result: ANSWERED }))
    await test()
    expect(await deniedModels()).toEqual([])
    expect(await usableModels()).toEqual(['m'])
    const { rows } = await withClient(servers.urls.owner, (db) =>
      db.query(`SELECT action FROM audit_log WHERE action LIKE 'channel:model-%' ORDER BY id`),
    )
    expect(rows.map(({ action }) => action)).toEqual(['channel:model-denied', 'channel:model-granted'])
  })

  it('one key’s denial takes nothing away', async () => {
    const { keys } = (await root.data('{ channels { nodes { keys { id } } } }')).channels.nodes[0]
    gateway.answerWith(() => ({ result: DENIED }))
    await test({ channelKeyId: keys[0].id })
    expect(await deniedModels()).toEqual([])
    gateway.answerWith(() => ({ result: ANSWERED }))
  })

  it('scheduled probes are off until an interval is set, and then call what was not called for so long', async () => {
    const job = app.app.get(ProbeJob, { strict: false })
    const later = new Date(Date.now() + 3_600_000)
    expect(await job.look(later)).toBe(0)
    const { version } = (await root.data('{ settings { version probeMinutes } }')).settings
    await root.done('mutation ($input: UpdateSettingsInput!) { updateSettings(input: $input) { problems { code } } }', {
      input: { version, probeMinutes: 30 },
    })
    expect(await job.look(later)).toBe(2)
    expect(await job.look(new Date())).toBe(0)
    expect(
      gateway.tests
        .slice(-2)
        .map(({ modelName }) => modelName)
        .toSorted(),
    ).toEqual(['alias', 'm'])
  })
})

describe('a capability probe', () => {
  it('fills the model with facts and their date', async () => {
    const fact = (capability: string, verdict: string) => ({ capability, verdict, note: 'seen', latencyMs: 1 })
    gateway.answerWith(() => ({
      result: ANSWERED,
      facts: [
        fact('tools', 'yes'),
        fact('vision', 'no'),
        fact('topPOfOne', 'no'),
        fact('reasoning', 'unknown'),
      ] as never,
    }))
    const payload = await root.done(
      `mutation ($input: ProbeCapabilitiesInput!) { probeCapabilities(input: $input) {
        facts { capability verdict } test { cause } problems { code }
        model { abilities traits { isTopPBelowOne } measured { at channelName facts { capability verdict note } } } } }`,
      { input: { channelId: channel.id, modelName: 'm' } },
    )
    expect(payload.test.cause).toBe('CAPABILITIES')
    expect(payload.model).toMatchObject({
      abilities: ['tools'],
      traits: { isTopPBelowOne: true },
      measured: {
        channelName: 'vllm',
        facts: expect.arrayContaining([{ capability: 'tools', verdict: 'yes', note: 'seen' }]),
      },
    })
    expect(Date.now() - Date.parse(payload.model.measured.at)).toBeLessThan(60_000)
    gateway.answerWith(() => ({ result: ANSWERED }))
  })
})

describe('the list of an upstream', () => {
  const PULL = `mutation ($input: PullModelsInput!) { pullModels(input: $input) { models { name state publicNames } blockedHostPort problems { code message } } }`

  it('is put side by side with what the channel serves', async () => {
    gateway.listWith({ type: 'listed', names: ['m', 'fresh'] })
    const { models } = await root.done(PULL, { input: { channelId: channel.id } })
    expect(models).toEqual([
      { name: 'fresh', state: 'NEW', publicNames: [] },
      { name: 'inner', state: 'GONE', publicNames: ['alias'] },
      { name: 'm', state: 'SERVED', publicNames: ['m'] },
    ])
  })

  it('of a channel that is being typed goes with its key sealed', async () => {
    const input = { type: 'SILICONFLOW', baseUrl: 'https://api.siliconflow.cn/v1', key: 'canary-typed-key' }
    const { models } = await root.done(PULL, { input })
    expect(models.map(({ state }: Json) => state)).toEqual(['NEW', 'NEW'])
    expect(gateway.lists.at(-1)?.keys).toHaveLength(1)
    expect(JSON.stringify(gateway.lists)).not.toContain('canary')
    gateway.listWith({ type: 'failed', reason: 'Status 401' })
    const { pullModels } = await root.data(PULL, { input })
    expect(pullModels.problems).toMatchObject([
      { code: 'UPSTREAM_REFUSED', message: 'The upstream gave no list: Status 401' },
    ])
  })

  it('of a private address says what root would have to allow', async () => {
    gateway.listWith({ type: 'failed', reason: 'blocked', blockedHostPort: '10.0.0.1:8000' })
    const pulled = await root.done(PULL, { input: { type: 'VLLM', baseUrl: 'http://10.0.0.1:8000' } })
    expect(pulled).toMatchObject({ models: [], blockedHostPort: '10.0.0.1:8000' })
  })
})

describe('private addresses', () => {
  const CHANGE = (name: string) =>
    `mutation ($input: EgressEntryInput!) { ${name}(input: $input) { settings { egressAllow } problems { code path } } }`
  const entry = { hostPort: '192.168.1.100:8000', password: ROOT.password }

  it('are allowed one by one, by root with his password, and audited', async () => {
    const { allowEgress: refused } = await root.data(CHANGE('allowEgress'), { input: { ...entry, password: 'guess' } })
    expect(refused.problems).toMatchObject([{ code: 'WRONG_CREDENTIALS', path: ['password'] }])
    const { allowEgress: range } = await root.data(CHANGE('allowEgress'), {
      input: { ...entry, hostPort: '10.0.0.0/8:80' },
    })
    expect(range.problems).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    const allowed = await root.done(CHANGE('allowEgress'), { input: entry })
    expect(allowed.settings.egressAllow).toEqual(['192.168.1.100:8000'])
    const removed = await root.done(CHANGE('disallowEgress'), { input: entry })
    expect(removed.settings.egressAllow).toEqual([])
    const { rows } = await withClient(servers.urls.owner, (db) =>
      db.query(`SELECT after FROM audit_log WHERE after ? 'egressAllow' ORDER BY id`),
    )
    expect(rows).toEqual([{ after: { egressAllow: ['192.168.1.100:8000'] } }, { after: { egressAllow: [] } }])
  })

  it('an open browser alone changes none of them', async () => {
    const { version } = (await root.data('{ settings { version } }')).settings
    const { updateSettings } = await root.data(
      'mutation ($input: UpdateSettingsInput!) { updateSettings(input: $input) { problems { code path } } }',
      { input: { version, egressAllow: ['10.0.0.1:80'] } },
    )
    expect(updateSettings.problems).toMatchObject([{ code: 'BAD_USER_INPUT', path: ['egressAllow'] }])
  })

  it('import marks channels that wait for one', async () => {
    gateway.block(['192.168.1.7:8000'])
    const text = JSON.stringify({
      models: [
        { name: 'w', endpoint: 'http://192.168.1.7:8000' },
        { name: 'p', endpoint: 'http://192.168.1.8' },
      ],
    })
    const { changes } = await root.done(
      `mutation ($input: ImportCatalogInput!) { importCatalog(input: $input) { changes { name kind waitsFor } problems { code } } }`,
      { input: { text, dryRun: true } },
    )
    expect(changes.filter(({ kind }: Json) => kind === 'channel')).toEqual([
      { name: 'w', kind: 'channel', waitsFor: '192.168.1.7:8000' },
      { name: 'p', kind: 'channel', waitsFor: null },
    ])
  })
})
