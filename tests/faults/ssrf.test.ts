// A gateway in a network whose name server lies: rebinding, aliases to private hosts, addresses in other clothes, redirects
// and connections that are kept while names move. Whatever way out a name is given to, no private server hears of it.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { type HostileInternet, makeHostileInternet, type Stack, startStack, waitUntil } from '@tollgate/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chat, user } from '../support/chat.js'
import { createAdminToken, getGraphql } from '../support/graphql.js'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { factsOf } from '../support/stack-facts.js'

const PRICE = { inputPerMillion: '2', outputPerMillion: '8' }
/** Looks like a host of the public Internet; in this network it is a server of the test. */
const PUBLIC = '93.184.216.34'
const [LAN, METADATA, LOOPBACK, UNIQUE_LOCAL] = ['10.1.2.3', '169.254.169.254', '127.0.0.1', 'fd00::5']
const MAPPED = `::ffff:${LAN}`
const DISCOVERY = '/.well-known/openid-configuration'
const OIDC_PROBE = new URL('../support/oidc-probe.mjs', import.meta.url).pathname
/** An answer of the resolver is kept for ten seconds. */
const LONGER_THAN_CACHE = { timeoutMs: 45_000, intervalMs: 6_000 }

let internet: HostileInternet | undefined
let stack: Stack
let scene: Scene
let student: Student

beforeAll(async () => {
  internet = await makeHostileInternet([PUBLIC, LAN, METADATA, UNIQUE_LOCAL])
  if (internet === undefined) return
  const { network } = internet
  stack = await startStack({
    launchers: { gateway: network.launcher },
    async prepare({ ports, serverPorts }) {
      const { 'admin-api': adminApi, console: site, gateway } = ports
      await network.open({ out: [...serverPorts, adminApi.port, site.port], in: [gateway.port, gateway.healthPort] })
      return undefined
    },
  })
  scene = await openScene(factsOf(stack, await createAdminToken(stack.origin, stack.admin)), 'ssrf')
  await internet.setName('public.test', [PUBLIC])
  await internet.setName('private.test', [LAN])
  await scene.declare({
    rest: { settings: { routing: { maxRetries: 0, cooldown: false, autoDisable: false } } },
    models: [{ name: 'seeing', price: PRICE, maxOutputTokens: 100, abilities: ['vision'], contextTokens: 10_000 }],
    channels: [
      {
        ...{ name: 'public', models: ['seeing'], baseUrl: 'http://public.test/v1', keys: ['k'] },
        settings: { traits: { takesMediaUrls: false } },
      },
    ],
  })
  student = await scene.student({ balance: '50' })
  await scene.untilOffered(student, 'seeing')
})
afterAll(async () => {
  await scene?.close()
  await stack?.stop()
  await internet?.close()
})

/** @throws where this user may not make a network; each case asks first */
const net = (): HostileInternet => {
  if (internet === undefined) throw new Error('no network')
  return internet
}
/** The provider of a log-in is where the environment says, private or not; where its document leads is not. */
const stolen = () =>
  net()
    .hits()
    .filter(({ address, path }) => address !== PUBLIC && !path.endsWith(DISCOVERY))
const admin = <Data>(document: string, variables: Record<string, unknown>): Promise<Data> =>
  getGraphql<Data>(stack.origin, { token: scene.facts.adminToken }, document, variables)

/** A channel of its own for a host. */
async function channelTo(host: string, short: string): Promise<string> {
  await scene.declare({
    models: [{ name: short, price: PRICE, maxOutputTokens: 100 }],
    channels: [{ name: short, models: [short], baseUrl: `http://${host}/v1`, keys: ['k'] }],
  })
  await scene.untilOffered(student, short)
  const { channels } = await admin<{ channels: { nodes: { id: string }[] } }>(
    'query ($search: String) { channels(filter: { search: $search }) { nodes { id } } }',
    { search: `ssrf-${short}` },
  )
  return channels.nodes[0]?.id ?? ''
}
const call = (model: string) =>
  chat({ origin: stack.origin, key: student.key, body: { model: scene.model(model), messages: [user('hi')] } })

/** Every way by which a gateway dials out, and that of admin-api; each says whether it got something. A new one belongs into this table. */
const SINKS: Record<string, (host: string, short: string) => Promise<boolean>> = {
  async 'a call of a channel'(host, short) {
    await channelTo(host, short)
    return (await call(short)).status === 200
  },
  async 'a test of a channel'(host, short) {
    const channelId = await channelTo(host, short)
    const { testChannel } = await admin<{ testChannel: { test: { isOk: boolean } } }>(
      'mutation ($input: TestChannelInput!) { testChannel(input: $input) { test { isOk } } }',
      { input: { channelId, modelName: scene.model(short) } },
    )
    return testChannel.test.isOk
  },
  async 'the list of models'(host) {
    const { pullModels } = await admin<{ pullModels: { models: unknown[] } }>(
      'mutation ($input: PullModelsInput!) { pullModels(input: $input) { models { name } problems { code } } }',
      { input: { type: 'OPENAI_COMPATIBLE', baseUrl: `http://${host}/v1`, key: 'k' } },
    )
    return pullModels.models.length > 0
  },
  async 'a picture that a caller names'(host) {
    // another dialect than the upstream's: what passes through whole is the upstream's to fetch
    const outcome = await chat({
      ...{ origin: stack.origin, key: student.key, path: '/v1/messages' },
      headers: { 'anthropic-version': '2023-06-01' },
      body: {
        ...{ model: scene.model('seeing'), max_tokens: 50 },
        messages: [
          { role: 'user', content: [{ type: 'image', source: { type: 'url', url: `http://${host}/x.png` } }] },
        ],
      },
    })
    return outcome.status === 200
  },
  async 'what the provider of a log-in names'(host) {
    const [command = '', ...words] = [...net().network.launcher, process.execPath]
    const { stdout } = await promisify(execFile)(command, [...words, OIDC_PROBE, `http://localhost/${host}`])
    return stdout === 'read'
  },
}

const LIES: [id: string, says: string, name: string, answers: readonly string[]][] = [
  ['S05', 'a private address', 'lan', [LAN]],
  ['S05', 'the address of a metadata service', 'metadata', [METADATA]],
  ['S05', 'loopback', 'loopback', [LOOPBACK]],
  ['S05', 'a private IPv6 address', 'ula', [UNIQUE_LOCAL]],
  ['S05', 'an IPv4 address in IPv6 clothes', 'mapped', [MAPPED]],
  ['S05', 'the older clothes of it', 'compatible', [`::${LAN}`]],
  ['S05', 'an alias of a private host', 'alias', ['@private.test']],
  ['S05', 'a public and a private address', 'mixed', [PUBLIC, LAN]],
  ['S05', 'a public address, and a private one in IPv6', 'mixed6', [PUBLIC, UNIQUE_LOCAL]],
]

describe.each(Object.keys(SINKS))('%s', (sink) => {
  const reach = (host: string, short: string): Promise<boolean> => SINKS[sink]?.(host, short) ?? Promise.resolve(false)
  const slug = sink.replaceAll(' ', '-')

  it('reaches a public host', async ({ skip }) => {
    if (internet === undefined) return skip('this user may not make a network')
    await net().setName(`good-${slug}.test`, [PUBLIC])
    expect(await reach(`good-${slug}.test`, `good-${slug}`)).toBe(true)
    expect(
      net()
        .hits()
        .some(({ host }) => host === `good-${slug}.test`),
    ).toBe(true)
  })

  it.each(LIES)('%s %s: reaches nobody', async (_id, _says, name, answers) => {
    if (internet === undefined) return
    const host = `${name}-${slug}.test`
    await net().setName(host, answers)
    expect(await reach(host, `${name}-${slug}`)).toBe(false)
    expect(net().questionsOf(host)).toBeGreaterThan(0)
    expect(stolen()).toEqual([])
  })

  it('S07 a redirect to a private host is not followed', async () => {
    if (internet === undefined) return
    await net().setName(`redirect-${slug}.test`, [PUBLIC])
    expect(await reach(`redirect-${slug}.test`, `redirect-${slug}`)).toBe(false)
    expect(stolen()).toEqual([])
  })
})

it('S05 rebinding: what was judged is what is called, and a name that moves is judged anew', async () => {
  if (internet === undefined) return
  await net().setName('rebind.test', [PUBLIC], [METADATA])
  await channelTo('rebind.test', 'rebind')
  expect((await call('rebind')).status).toBe(200)
  await net().setName('moved.test', [PUBLIC], [LAN])
  await channelTo('moved.test', 'moved')
  const before = net().hits().length
  expect((await call('moved')).status).toBe(200)
  // the connection of the first call is kept, and its server goes on answering whatever the name says now
  expect((await call('moved')).status).toBe(200)
  expect(
    net()
      .hits()
      .slice(before)
      .map(({ address }) => address),
  ).toEqual([PUBLIC, PUBLIC])
  // a kept connection ends after some idle seconds: then the name is asked again, and refused
  await waitUntil(async () => (await call('rebind')).status !== 200, LONGER_THAN_CACHE)
  expect(net().questionsOf('rebind.test')).toBeGreaterThan(1)
  expect(stolen()).toEqual([])
})

it('control: without the guard the same names lead to the private servers', async () => {
  if (internet === undefined) return
  const [command = '', ...words] = [...net().network.launcher, process.execPath, '-e']
  for (const [host, address] of [
    ['private.test', LAN],
    ['metadata-control.test', METADATA],
    ['alias-control.test', LAN],
  ] as const) {
    if (host === 'metadata-control.test') await net().setName(host, [METADATA])
    if (host === 'alias-control.test') await net().setName(host, ['@private.test'])
    const dial = `require('http').get('http://${host}/control', (answer) => answer.resume())`
    await promisify(execFile)(command, [...words, dial])
    expect(stolen().at(-1)).toEqual({ address, host, path: '/control' })
  }
})
