import 'reflect-metadata'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, startTestServers, type TestApp, type TestServers, withClient } from '../../testing/test-app.js'
import type { Json, TestClient } from '../../testing/test-client.js'

const IMPORT = `mutation ($input: ImportCatalogInput!) {
  importCatalog(input: $input) {
    format changes { action kind name row details waitsFor } faults { row line name field message }
    notes { code message } problems { code message path }
  }
}`
const EXPORT = 'query ($input: ExportCatalogInput!) { exportCatalog(input: $input) { text fileName channelCount } }'

let servers: TestServers
let app: TestApp
let root: TestClient
beforeAll(async () => {
  servers = await startTestServers()
  app = await startTestApp(servers)
  root = await app.root()
})
afterAll(async () => {
  await app?.close()
  await servers?.close()
})

const importText = async (text: string, more: Record<string, unknown> = {}): Promise<Json> =>
  (await root.data(IMPORT, { input: { text, dryRun: false, ...more } })).importCatalog
const importJson = (value: unknown, more?: Record<string, unknown>) => importText(JSON.stringify(value), more)
const exported = async (format: string, more: Record<string, unknown> = {}): Promise<Json> =>
  (await root.data(EXPORT, { input: { format, ...more } })).exportCatalog
const channelCount = async (search: string): Promise<number> =>
  (await root.data('query ($search: String) { channels(filter: { search: $search }) { totalCount } }', { search }))
    .channels.totalCount

const B4 = {
  models: [
    {
      name: 'b4-gpu1',
      endpoint: 'http://192.168.1.100:8000',
      deployment: 'qwen3-235b',
      type: 'chat',
      mapping: 'claude-3-opus-20240229',
    },
    {
      name: 'b4-gpu2',
      endpoint: 'http://192.168.1.101:8000',
      deployment: 'qwen2.5-vl',
      type: 'vision',
      mapping: 'claude-3-opus-20240229',
      key: 'canary-key-of-gpu2',
    },
  ],
}

describe('the JSON of REQUIREMENTS B4', () => {
  it('a dry run shows the diff and changes nothing', async () => {
    const outcome = await importJson(B4, { dryRun: true })
    expect(outcome.problems).toEqual([])
    expect(outcome.format).toBe('MODELS_JSON')
    expect(outcome.changes).toMatchObject([
      { action: 'CREATE', kind: 'model', name: 'claude-3-opus-20240229' },
      { action: 'CREATE', kind: 'channel', name: 'b4-gpu1', row: 1, waitsFor: '192.168.1.100:8000' },
      { action: 'CREATE', kind: 'channel', name: 'b4-gpu2', row: 2, waitsFor: '192.168.1.101:8000' },
    ])
    expect(JSON.stringify(outcome)).not.toContain('canary')
    expect(await channelCount('b4-')).toBe(0)
  })

  it('is imported as it is: two channels behind one public name, with what each can do', async () => {
    const outcome = await importJson(B4)
    expect(outcome.problems).toEqual([])
    expect(outcome.notes).toMatchObject([{ message: expect.stringContaining('claude-3-opus-20240229') }])
    const { channels } = await root.data(
      `{ channels(filter: { search: "b4-" }) { nodes { name type baseUrl models modelMapping { publicName upstreamName } keys { lastFour } groups { name } } } }`,
    )
    expect(channels.nodes).toEqual([
      {
        name: 'b4-gpu1',
        type: 'OPENAI_COMPATIBLE',
        baseUrl: 'http://192.168.1.100:8000/v1',
        models: [],
        modelMapping: [{ publicName: 'claude-3-opus-20240229', upstreamName: 'qwen3-235b' }],
        keys: [],
        groups: [{ name: 'default' }],
      },
      {
        name: 'b4-gpu2',
        type: 'OPENAI_COMPATIBLE',
        baseUrl: 'http://192.168.1.101:8000/v1',
        models: [],
        modelMapping: [{ publicName: 'claude-3-opus-20240229', upstreamName: 'qwen2.5-vl' }],
        keys: [{ lastFour: 'gpu2' }],
        groups: [{ name: 'default' }],
      },
    ])
    const { model } = await root.data('{ model(name: "claude-3-opus-20240229") { abilities } }')
    expect(model.abilities).toEqual(['tools', 'json', 'vision'])
    const { rows } = await withClient(servers.urls.owner, (db) =>
      db.query(`SELECT name, lacks FROM channel WHERE name LIKE 'b4-%' ORDER BY name`),
    )
    expect(rows).toEqual([
      { name: 'b4-gpu1', lacks: { 'claude-3-opus-20240229': ['vision'] } },
      { name: 'b4-gpu2', lacks: {} },
    ])
  })

  it('twice changes nothing; a change is a diff of its field', async () => {
    const again = await importJson(B4)
    expect(again.changes.filter(({ action }: Json) => action !== 'KEEP')).toEqual([])
    const [first, second] = B4.models
    const changed = await importJson({ models: [{ ...first, priority: 7 }, second] })
    expect(changed.changes.filter(({ action }: Json) => action === 'UPDATE')).toMatchObject([
      { name: 'b4-gpu1', details: ['priority: 0 → 7'] },
    ])
  })

  it('another host without its keys is refused: the present keys do not travel', async () => {
    const [, second] = B4.models
    const { key: _, ...keyless } = second as Json
    const moved = await importJson({ models: [{ ...keyless, endpoint: 'http://evil.example' }] })
    expect(moved.faults).toMatchObject([{ row: 1, name: 'b4-gpu2', field: 'keys' }])
  })
})

describe('all or nothing', () => {
  const thousand = () =>
    Array.from({ length: 1_000 }, (_, n) => ({
      ...{ name: `bulk-${n}`, endpoint: `http://gpu-${n}.lab.example:8000`, deployment: 'qwen3', mapping: 'bulk' },
      keys: [`key-${n}-a`, `key-${n}-b`],
    }))

  it.each<[string, Record<string, unknown>, string, RegExp]>([
    ['an address that is not http(s)', { endpoint: 'ftp://gpu.lab.example' }, 'baseUrl', /must be http or https/],
    ['credentials in the address', { endpoint: 'http://user:pass@gpu.lab.example' }, 'baseUrl', /without user/],
    ['an unknown type', { type: 'sound' }, 'type', /no type "sound"/],
    ['a duplicate name', { name: 'bulk-0' }, 'name', /Entry 1 has this name/],
    ['an empty key list', { keys: [] }, 'keys', /list of keys is empty/],
  ])('one bad row among 1,000, %s: refused with the row and the reason', async (_, bad, field, reason) => {
    const models: Json[] = thousand()
    models[616] = { ...models[616], ...bad }
    const outcome = await importJson({ models })
    expect(outcome.changes).toEqual([])
    expect(outcome.faults).toHaveLength(1)
    expect(outcome.faults[0]).toMatchObject({ row: 617, field, message: expect.stringMatching(reason) })
    expect(outcome.problems).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('#617') }])
    expect(await channelCount('bulk-')).toBe(0)
  })

  it('a mapping cycle, an unknown group, a vendor without a key, each in words', async () => {
    const channel = { name: 'x', type: 'openai', baseUrl: 'https://api.openai.com/v1', keys: ['k'], models: [] }
    const refused = async (change: Record<string, unknown>) =>
      (await importJson({ version: 1, channels: [{ ...channel, ...change }] })).faults[0]
    expect(await refused({ modelMapping: { a: 'b', b: 'a' } })).toMatchObject({
      field: 'modelMapping',
      message: 'These names lead back to themselves: a → b → a.',
    })
    expect(await refused({ groups: ['nobody'] })).toMatchObject({
      field: 'groups.0',
      message: expect.stringMatching(/no group "nobody"/),
    })
    expect(await refused({ keys: undefined })).toMatchObject({
      field: 'keys',
      message: expect.stringMatching(/without a key/),
    })
  })

  it('a thousand channels at once, and back', async () => {
    const outcome = await importJson({ models: thousand() })
    expect(outcome.problems).toEqual([])
    expect(outcome.changes).toHaveLength(1_001)
    expect(await channelCount('bulk-')).toBe(1_000)
    const again = await importJson({ models: thousand() })
    expect(again.changes.every(({ action }: Json) => action === 'KEEP')).toBe(true)
  })
})

describe('export', () => {
  it.each(['STATE', 'MODELS_JSON', 'CSV'])(
    'as %s: without secrets, and an import of it changes nothing',
    async (format) => {
      const file = await exported(format)
      expect(file.channelCount).toBeGreaterThan(1_000)
      expect(file.text).not.toMatch(/canary|key-1-a/)
      const back = await importText(file.text, { dryRun: true })
      expect(back.faults).toEqual([])
      expect(back.changes.filter(({ action }: Json) => action !== 'KEEP')).toEqual([])
    },
  )

  it('LiteLLM is read only; students get nothing', async () => {
    const answer = await root.ask(EXPORT, { input: { format: 'LITELLM' } })
    expect(answer.errors[0]?.extensions.code).toBe('BAD_USER_INPUT')
    const visitor = app.visitor()
    expect((await visitor.ask(EXPORT, { input: { format: 'CSV' } })).errors[0]?.extensions.code).toBe('UNAUTHENTICATED')
  })
})

describe('many at once', () => {
  const ADD_KEYS = `mutation ($input: AddChannelKeysInput!) { addChannelKeys(input: $input) {
    channel { keys { id lastFour isActive } } addedCount repeatedLines problems { code message } } }`
  const CHANGE_KEYS = `mutation ($input: ChangeChannelKeysInput!) { changeChannelKeys(input: $input) {
    channel { keys { id isActive } } problems { code message } } }`
  const idOf = async (name: string): Promise<string> =>
    (
      await root.data('query ($search: String) { channels(filter: { search: $search }) { nodes { id } } }', {
        search: name,
      })
    ).channels.nodes[0].id

  it('a paste of a hundred keys, one a line, duplicates told by their lines', async () => {
    const channelId = await idOf('b4-gpu1')
    const lines = Array.from({ length: 100 }, (_, n) => `sk-pasted-canary-${n}`)
    const first = await root.done(ADD_KEYS, { input: { channelId, text: lines.join('\n') } })
    expect(first).toMatchObject({ addedCount: 100, repeatedLines: [] })
    const text = `sk-new-canary\n${lines[7]}\n\nsk-new-canary\n`
    const second = await root.done(ADD_KEYS, { input: { channelId, text } })
    expect(second).toMatchObject({ addedCount: 1, repeatedLines: [2, 4] })
    expect(second.channel.keys).toHaveLength(101)
    const { addChannelKeys } = await root.data(ADD_KEYS, { input: { channelId, text: 'sk-good\nsk bad' } })
    expect(addChannelKeys.problems).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('Line 2') },
    ])
  })

  it('keys are switched off and on, and taken away', async () => {
    const channelId = await idOf('b4-gpu1')
    const { channel } = await root.data('query ($id: ID!) { channel(id: $id) { keys { id } } }', { id: channelId })
    const keyIds = channel.keys.slice(0, 2).map(({ id }: Json) => id)
    const change = async (action: string) =>
      (await root.done(CHANGE_KEYS, { input: { channelId, keyIds, action } })).channel
    expect((await change('DISABLE')).keys.filter(({ isActive }: Json) => !isActive)).toHaveLength(2)
    expect((await change('ENABLE')).keys.filter(({ isActive }: Json) => !isActive)).toHaveLength(0)
    expect((await change('REMOVE')).keys).toHaveLength(99)
  })

  it('an edit by tag is shown first, and then made on all or none', async () => {
    const tagged = Array.from({ length: 3 }, (_, n) => ({
      ...{ name: `tagged-${n}`, type: 'vllm', baseUrl: 'http://h', tags: ['lab'], models: ['bulk'] },
    }))
    expect((await importJson({ version: 1, channels: tagged })).problems).toEqual([])
    const UPDATE = `mutation ($input: UpdateTaggedChannelsInput!) { updateTaggedChannels(input: $input) {
      changes { name details } problems { code message } } }`
    const input = { tag: 'lab', dryRun: true, priority: 9, schedulable: false, addTags: ['night'] }
    const shown = (await root.done(UPDATE, { input })).changes
    expect(shown).toHaveLength(3)
    expect(shown[0]).toEqual({
      name: 'tagged-0',
      details: expect.arrayContaining(['priority: 0 → 9', 'schedulable: true → false']),
    })
    const list = async (filter: string) =>
      (
        await root.data(
          `{ channels(filter: { ${filter} }, sort: { field: PRIORITY, direction: DESC }) { nodes { name priority } } }`,
        )
      ).channels.nodes
    expect(await list('tag: "night"')).toEqual([])
    await root.done(UPDATE, { input: { ...input, dryRun: false } })
    expect(await list('tag: "night", state: NOT_SCHEDULED')).toHaveLength(3)
    expect((await list('state: NOT_SCHEDULED'))[0].priority).toBe(9)
    expect((await root.data('{ channelTags }')).channelTags).toEqual(['lab', 'night'])
    const { group } = await root.done(
      'mutation { createGroup(input: { name: "by night", ratio: "1" }) { group { id } problems { code } } }',
    )
    const writtenLarge = group.id.toUpperCase()
    const groupsBy = async (input: Json): Promise<string[]> => {
      await root.done(UPDATE, { input: { tag: 'lab', dryRun: false, ...input } })
      const { channels } = await root.data('{ channels(filter: { tag: "lab" }) { nodes { groups { name } } } }')
      return channels.nodes[0].groups.map(({ name }: Json) => name)
    }
    expect(await groupsBy({ addGroupIds: [writtenLarge] })).toContain('by night')
    expect(await groupsBy({ removeGroupIds: [writtenLarge] })).not.toContain('by night')
    const nobody = await root.data(UPDATE, { input: { tag: 'unheard-of', dryRun: true } })
    expect(nobody.updateTaggedChannels.problems).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    const bad = await root.data(UPDATE, { input: { tag: 'lab', dryRun: false, weight: -1 } })
    expect(bad.updateTaggedChannels.problems).toHaveLength(3)
  })

  it('takes null for no filter and no order, as forms send it', async () => {
    const { channels } = await root.data(
      'query ($filter: ChannelFilter, $sort: ChannelSort) { channels(first: 1, filter: $filter, sort: $sort) { nodes { name } } }',
      { filter: null, sort: null },
    )
    expect(channels.nodes.length).toBeLessThanOrEqual(1)
  })

  it('pages go on where they ended, whatever they are sorted by', async () => {
    const names: string[] = []
    let after: string | null = null
    do {
      const page: Json = (
        await root.data(
          `query ($after: String) { channels(first: 100, after: $after, sort: { field: PRIORITY, direction: ASC }) {
            nodes { name } pageInfo { hasNextPage endCursor } } }`,
          { after },
        )
      ).channels
      names.push(...page.nodes.map(({ name }: Json) => name))
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
    } while (after !== null)
    expect(new Set(names).size).toBe(names.length)
    expect(names.length).toBeGreaterThan(1_000)
  })
})

it('K01 P0: no key of an import reaches the audit log', async () => {
  const { rows } = await withClient(servers.urls.owner, (db) =>
    db.query('SELECT string_agg(a::text, $1) AS text, count(*)::int AS count FROM audit_log a', ['\n']),
  )
  expect(rows[0].text).not.toMatch(/canary|key-1-a/)
  expect(rows[0].count).toBeGreaterThan(1_000)
})
