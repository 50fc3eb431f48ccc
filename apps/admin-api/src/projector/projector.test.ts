import 'reflect-metadata'
import { jetstream } from '@nats-io/jetstream'
import { Kvm } from '@nats-io/kv'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import { connectionOptions, type Projection, watchProjection } from '@tollgate/messaging'
import { hashApiKey, openTicket } from '@tollgate/protocols/credentials'
import {
  type ApiKeyRecord,
  apiKeyRecordSchema,
  BUCKETS,
  type CatalogRecord,
  catalogKey,
  catalogRecordSchema,
  healthSubject,
  journalHealthSubject,
  playgroundRecordKey,
} from '@tollgate/protocols/events'
import { waitUntil } from '@tollgate/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ChangeSignal } from '../database/change-signal.js'
import {
  NATS_PASSWORDS,
  startTestApp,
  startTestServers,
  type TestApp,
  type TestServers,
  withClient,
} from '../testing/test-app.js'
import type { TestClient } from '../testing/test-client.js'

let servers: TestServers
let app: TestApp
let root: TestClient
let gateway: NatsConnection
let keys: Projection<ApiKeyRecord>
let catalog: Projection<CatalogRecord>

beforeAll(async () => {
  servers = await startTestServers()
  app = await startTestApp(servers)
  root = await app.root()
  gateway = await connect(
    connectionOptions({ url: servers.nats.url, user: 'gateway', password: NATS_PASSWORDS.gateway }),
  )
  keys = watchProjection(gateway, {
    bucket: BUCKETS.keys,
    parse: (value) => apiKeyRecordSchema.parse(value),
    checkMs: 200,
  })
  catalog = watchProjection(gateway, {
    bucket: BUCKETS.catalog,
    parse: (value) => catalogRecordSchema.parse(value),
    checkMs: 200,
  })
  await Promise.all([keys.ready, catalog.ready])
})
afterAll(async () => {
  await keys?.close()
  await catalog?.close()
  await gateway?.close()
  await app?.close()
  await servers?.close()
})

const CREATE_KEY =
  'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKey { id version } secret problems { code } } }'
const REVOKE =
  'mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { apiKey { state } problems { code } } }'
const newKey = async (name: string): Promise<{ id: string; hash: string }> => {
  const { apiKey, secret } = await root.done(CREATE_KEY, { input: { name } })
  return { id: apiKey.id, hash: hashApiKey(secret) }
}
const stateOf = (hash: string) => keys.get(hash)?.state
const sql = (text: string, values: unknown[] = []) => withClient(servers.urls.owner, (db) => db.query(text, values))

describe('keys', () => {
  it('G1: a new key arrives, a revoked one is revoked, a leaked one stays leaked', async () => {
    const { id, hash } = await newKey('arrives')
    const record = await waitUntil(() => keys.get(hash))
    expect(record).toMatchObject({ keyId: id, kind: 'secret', state: 'active', expiresAt: null })
    await root.done(REVOKE, { input: { id } })
    await waitUntil(() => stateOf(hash) === 'revoked')
    await root.done(REVOKE, { input: { id, isLeaked: true } })
    await waitUntil(() => stateOf(hash) === 'leaked')
    expect((await root.done(REVOKE, { input: { id } })).apiKey.state).toBe('LEAKED')
  })

  it('K20: a new key is in the bucket when its maker learns it', async () => {
    const { hash } = await newKey('works at once')
    await app.app.get(ChangeSignal).whenHandled(60_000) // makers wait less, so that a slow projector stops nobody
    const bucket = await new Kvm(gateway).open(BUCKETS.keys)
    expect((await bucket.get(hash))?.operation).toBe('PUT')
  })

  it('K04 P0: a revocation waits for no open transaction of somebody else', async () => {
    const { id, hash } = await newKey('waits for nobody')
    await waitUntil(() => stateOf(hash) === 'active')
    await withClient(servers.urls.owner, async (db) => {
      await db.query('BEGIN')
      await db.query(`UPDATE course SET name = name`)
      await db.query('SELECT pg_current_xact_id()')
      await root.done(REVOKE, { input: { id } })
      await waitUntil(() => stateOf(hash) === 'revoked')
      await db.query('ROLLBACK')
    })
  })

  it('a row that commits late, after younger ones were projected, is not skipped', async () => {
    const late = await newKey('late')
    await waitUntil(() => stateOf(late.hash) === 'active')
    await withClient(servers.urls.owner, async (db) => {
      await db.query('BEGIN')
      await db.query(`UPDATE api_key SET state = 'disabled' WHERE id = $1`, [late.id])
      const young = await newKey('young')
      await waitUntil(() => stateOf(young.hash) === 'active')
      expect(stateOf(late.hash)).toBe('active')
      await db.query('COMMIT')
    })
    await waitUntil(() => stateOf(late.hash) === 'disabled')
  })

  it('K07 P0: a disabled owner and a lost group disable keys, and give them back', async () => {
    const { group } = await root.done(
      'mutation { createGroup(input: { name: "vip", ratio: "1.5" }) { group { id } problems { code } } }',
    )
    const { user } = await root.done(
      `mutation ($ids: [ID!]) { createUser(input: { username: "member", role: STUDENT, groupIds: $ids }) { user { id version } problems { code } } }`,
      { ids: [group.id] },
    )
    const { secret } = await root.done(CREATE_KEY, {
      input: { name: 'of the member', userId: user.id, groupId: group.id },
    })
    const hash = hashApiKey(secret)
    await waitUntil(() => stateOf(hash) === 'active')
    let { version } = user
    const update = async (change: Record<string, unknown>) => {
      const done = await root.done(
        'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { version } problems { code } } }',
        { input: { id: user.id, version, ...change } },
      )
      version = done.user.version
    }
    await update({ state: 'DISABLED' })
    await waitUntil(() => stateOf(hash) === 'disabled')
    await update({ state: 'ACTIVE' })
    await waitUntil(() => stateOf(hash) === 'active')
    await update({ groupIds: [] })
    await waitUntil(() => stateOf(hash) === 'disabled')
    await update({ groupIds: [group.id] })
    await waitUntil(() => stateOf(hash) === 'active')
  })

  it('the playground key of everybody is there under its id, and a ticket stands for it', async () => {
    const { createPlaygroundTicket } = await root.data(
      'mutation { createPlaygroundTicket { ticket expiresAt problems { code } } }',
    )
    const ticket = openTicket(createPlaygroundTicket.ticket, servers.masterKey, Date.now())
    const record = await waitUntil(() => keys.get(playgroundRecordKey(ticket?.keyId ?? '')))
    expect(record).toMatchObject({ kind: 'playground', state: 'active' })
    expect(
      openTicket(createPlaygroundTicket.ticket, servers.masterKey, Date.parse(createPlaygroundTicket.expiresAt)),
    ).toBeUndefined()
  })
})

describe('catalog', () => {
  const groupId = async () =>
    (await root.data('{ groups { nodes { id name } } }')).groups.nodes.find(
      (group: { name: string }) => group.name === 'default',
    ).id

  it('models come with their prices, channels with sealed keys, deletions as records', async () => {
    const { channel, models } = await root.done(
      `mutation ($input: AddChannelWithModelsInput!) { addChannelWithModels(input: $input) {
         channel { id version } models { id version } problems { code message path } } }`,
      {
        input: {
          channel: {
            name: 'silicon',
            type: 'OPENAI_COMPATIBLE',
            baseUrl: 'https://api.example.com/v1/',
            keys: ['upstream-key-number-one'],
            models: ['deepseek-ai/DeepSeek-V3'],
            modelMapping: [{ publicName: 'claude', upstreamName: 'deepseek-ai/DeepSeek-V3' }],
            groupIds: [await groupId()],
            settings: { onClientAbort: 'DRAIN', timeoutMs: 1000 },
          },
          models: [
            {
              name: 'deepseek-ai/DeepSeek-V3',
              abilities: ['tools'],
              maxOutputTokens: 8192,
              groupIds: [await groupId()],
              price: { inputPerMillion: '2', outputPerMillion: '8.000000001', cacheReadPerMillion: '0' },
            },
          ],
        },
      },
    )
    const [model] = models
    const modelRecord = await waitUntil(() => catalog.get(catalogKey.model(model.id)))
    expect(modelRecord).toMatchObject({
      name: 'deepseek-ai/DeepSeek-V3',
      abilities: ['tools'],
      maxOutputTokens: 8192,
      prices: [
        {
          inputPerMillionNanos: 2_000_000_000n,
          outputPerMillionNanos: 8_000_000_001n,
          cacheReadPerMillionNanos: 0n,
          reasoningPerMillionNanos: null,
          perRequestNanos: 0n,
        },
      ],
    })
    const channelRecord = await waitUntil(() => catalog.get(catalogKey.channel(channel.id)))
    expect(channelRecord).toMatchObject({
      baseUrl: 'https://api.example.com/v1',
      modelMapping: { claude: 'deepseek-ai/DeepSeek-V3' },
      settings: { onClientAbort: 'drain', timeoutMs: 1000 },
      keys: [{ isActive: true, sealed: expect.stringMatching(/^v1\./) }],
    })
    await root.done(
      'mutation ($id: ID!, $version: Int!) { deleteModel(id: $id, version: $version) { problems { code } } }',
      model,
    )
    await waitUntil(() => catalog.get(catalogKey.model(model.id)) === undefined)
    expect(catalog.get(catalogKey.settings)).toMatchObject({ currency: 'CNY', routing: { maxRetries: 3 } })
  })

  it('health of a channel key is stored and disturbs no projection', async () => {
    const { channels } = await root.data('{ channels { nodes { id version keys { id health } } } }')
    const [channel] = channels.nodes
    const [key] = channel.keys
    const report = {
      v: 1,
      nodeId: 'g1',
      channelId: channel.id,
      channelKeyId: key.id,
      state: 'disabled',
      reason: 'upstream_error: 401 from upstream',
      at: new Date().toISOString(),
    }
    const stream = jetstream(gateway)
    await stream.publish(healthSubject(channel.id), 'junk')
    await stream.publish(healthSubject(channel.id), JSON.stringify(report))
    const read = async () =>
      (await root.data('{ channels { nodes { version keys { health healthNote healthUntil } } } }')).channels.nodes[0]
    const after = await waitUntil(async () => {
      const now = await read()
      return now.keys[0].health === 'disabled' ? now : undefined
    })
    expect(after).toEqual({
      version: channel.version,
      keys: [{ health: 'disabled', healthNote: 'upstream_error: 401 from upstream', healthUntil: null }],
    })
  })
})

describe('what gateways say of their journals', () => {
  const told = (nodeId: string, state: string, at: string, fields = {}) =>
    jetstream(gateway).publish(
      journalHealthSubject(nodeId),
      JSON.stringify({ v: 1, nodeId, state, pending: 60_000, oldestSeconds: 90, at, ...fields }),
    )
  const open = async (): Promise<string[]> =>
    (
      await root.data(
        '{ alerts(filter: { kind: JOURNAL_BACKLOG, isOpen: true }) { nodes { subjectId facts { name value } } } }',
      )
    ).alerts.nodes.map(({ subjectId }: { subjectId: string }) => subjectId)

  it('a backlog is an alert until it is gone, whatever comes late, and the adopter ends that of a dead one', async () => {
    await told('g1', 'amber', '2026-11-21T10:00:00Z')
    await told('g2', 'red', '2026-11-21T10:00:00Z')
    await waitUntil(async () => (await open()).length === 2)
    await told('g1', 'ok', '2026-11-21T10:02:00Z')
    await waitUntil(async () => (await open()).join() === 'g2')
    await told('g1', 'amber', '2026-11-21T10:01:00Z') // late
    await told('g3', 'amber', '2026-11-21T10:03:00Z', { adoptedNodeIds: ['g2'] })
    await waitUntil(async () => (await open()).join() === 'g3')
    await told('g1', 'amber', '2026-11-21T10:04:00Z')
    await waitUntil(async () => (await open()).length === 2)
  })
})

describe('X: faults', () => {
  it('an emptied NATS is filled again, and readers keep their keys meanwhile', async () => {
    const { hash } = await newKey('survives')
    await waitUntil(() => stateOf(hash) === 'active')
    await servers.nats.restart({ isEmpty: true })
    expect(stateOf(hash)).toBe('active')
    const { hash: fresh } = await newKey('after the loss')
    await waitUntil(() => stateOf(fresh) === 'active')
    expect(stateOf(hash)).toBe('active')
  })

  it('the projector’s connection is cut: somebody projects again', async () => {
    const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tollgate-projector'`
    await withClient(servers.postgres.superuserUrl, (db) => db.query(cut))
    const { hash } = await newKey('after the cut')
    await waitUntil(() => stateOf(hash) === 'active')
  })

  it('one at a time: a second process waits, and takes over when the first ends', async () => {
    const second = await startTestApp(servers)
    const holders = () =>
      withClient(servers.postgres.superuserUrl, async (db) => {
        const { rows } = await db.query(
          `SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND granted`,
        )
        return rows[0].n as number
      })
    await waitUntil(async () => (await holders()) === 1)
    await app.close()
    app = second
    root = await app.root()
    const { hash } = await newKey('through the second')
    await waitUntil(() => stateOf(hash) === 'active')
  })

  it('what changed while nobody projected arrives at the start', async () => {
    const { hash } = await newKey('changed meanwhile')
    await waitUntil(() => stateOf(hash) === 'active')
    await app.close()
    await sql(`UPDATE api_key SET state = 'revoked' WHERE hash = $1`, [hash])
    app = await startTestApp(servers)
    root = await app.root()
    await waitUntil(() => stateOf(hash) === 'revoked')
  })

  it.each([
    ['keeps its epoch', 0],
    ['raised its epoch', 1],
  ])('G10 a database that went back and %s: what was refused stays so, later changes win', async (_, raise) => {
    const { id, hash } = await newKey(`revived ${raise}`)
    await waitUntil(() => stateOf(hash) === 'active')
    await root.done(REVOKE, { input: { id } })
    const before = await waitUntil(() => (stateOf(hash) === 'revoked' ? keys.get(hash) : undefined))
    const settingsBefore = await waitUntil(() => catalog.get(catalogKey.settings))
    await app.close()
    await withClient(servers.postgres.superuserUrl, async (db) => {
      await db.query('SET session_replication_role = replica') // no version is stamped
      await db.query(`UPDATE api_key SET state = 'active', revoked_at = NULL, version = version - 1 WHERE id = $1`, [
        id,
      ])
      await db.query('UPDATE setting SET version = 0')
      await db.query('UPDATE ledger_state SET ledger_epoch = ledger_epoch + $1', [raise])
    })
    app = await startTestApp(servers)
    root = await app.root()
    const after = await waitUntil(() => ((keys.get(hash)?.epoch ?? 0) > before.epoch ? keys.get(hash) : undefined))
    expect(after).toMatchObject({ state: 'revoked' })
    expect(after.version).toBeGreaterThan(before.version)
    const row = await sql('SELECT state, state_reason FROM api_key WHERE id = $1', [id])
    expect(row.rows).toEqual([{ state: 'revoked', state_reason: 'restored: gateways knew it as revoked' }])
    const settings = await waitUntil(() => {
      const now = catalog.get(catalogKey.settings)
      return (now?.version ?? 0) > settingsBefore.version ? now : undefined
    })
    expect(settings.epoch).toBeGreaterThan(settingsBefore.epoch)
    const fresh = await newKey(`after the restore ${raise}`)
    await waitUntil(() => stateOf(fresh.hash) === 'active')
  })
})
