// X12: billing and admin-api reach the bus, the database and nobody else. Everything works all the same, because it is the
// gateways that dial out.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { type ClosedNetwork, makeClosedNetwork, type Stack, startStack, waitUntil } from '@tollgate/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { chat, scripted } from '../support/chat.js'
import { expectedCostNanos } from '../support/expected-cost.js'
import { createAdminToken, getGraphql } from '../support/graphql.js'
import { openScene, type Scene } from '../support/scene.js'
import { receiptOf, settledDebit } from '../support/settled.js'
import { factsOf } from '../support/stack-facts.js'

const PRICE = { inputPerMillion: '2', outputPerMillion: '8' }
const COST = expectedCostNanos({ prompt: 11, completion: 3 }, PRICE)

let network: ClosedNetwork | undefined
let stack: Stack
let scene: Scene

beforeAll(async () => {
  network = await makeClosedNetwork()
  if (network === undefined) return
  const { launcher, open } = network
  stack = await startStack({
    launchers: { billing: launcher, 'admin-api': launcher },
    async prepare({ ports, serverPorts }) {
      const { 'admin-api': adminApi, billing } = ports
      await open({ out: serverPorts, in: [adminApi.port, adminApi.healthPort, billing.healthPort] })
      return undefined
    },
  })
  scene = await openScene(factsOf(stack, await createAdminToken(stack.origin, stack.admin)), 'closed')
  await scene.declare({
    models: [{ name: 'chat', price: PRICE, maxOutputTokens: 100 }],
    channels: [{ name: 'main', models: ['chat'] }],
  })
})
afterAll(async () => {
  await scene?.close()
  await stack?.stop()
  await network?.close()
})

it('X12: accounts, calls, receipts, revocations and channel tests work, and nothing else can be reached from there', async ({
  skip,
}) => {
  if (network === undefined) return skip('this user may not make a network')
  const student = await scene.student({ balance: '10' })
  await scene.untilOffered(student, 'chat')
  const body = { model: scene.model('chat'), messages: [scripted('chunks=3,prompt-tokens=11,completion-tokens=3')] }
  const call = () => chat({ origin: stack.origin, key: student.key, body })
  const { status, requestId } = await call()
  expect(status).toBe(200)
  expect(-(await settledDebit(scene.audit, requestId)).amount).toBe(COST)
  expect(await receiptOf(scene.facts, requestId)).toMatchObject({ status: 'COMPLETED', channelName: 'closed-main' })

  const admin = { token: scene.facts.adminToken }
  const { channels, apiKeys } = await getGraphql<Record<'channels' | 'apiKeys', { nodes: { id: string }[] }>>(
    stack.origin,
    admin,
    'query ($filter: ApiKeyFilter) { channels { nodes { id } } apiKeys(filter: $filter) { nodes { id } } }',
    { filter: { userId: student.userId } },
  )
  const calls = scene.upstream.truth().length
  const { testChannel } = await getGraphql<{ testChannel: { test: { code: string | null } | null; problems: [] } }>(
    stack.origin,
    admin,
    'mutation ($input: TestChannelInput!) { testChannel(input: $input) { test { code } problems { code } } }',
    { input: { channelId: channels.nodes[0]?.id, modelName: scene.model('chat') } },
  )
  expect(testChannel).toEqual({ test: { code: null }, problems: [] })
  expect(scene.upstream.truth().length).toBe(calls + 1)

  for (const { id } of apiKeys.nodes) {
    const query = 'mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { problems { code } } }'
    await getGraphql(stack.origin, admin, query, { input: { id, reason: 'test' } })
  }
  await waitUntil(async () => (await call()).status === 403)

  const [command = '', ...words] = [...network.launcher, process.execPath, '-e']
  const dial = (port: number) => `require('net').connect(${port}, '127.0.0.1').on('error', () => process.exit(7))`
  const upstream = promisify(execFile)(command, [...words, dial(scene.upstream.port)])
  await expect(upstream).rejects.toMatchObject({ code: 7 })
  const abroad = promisify(execFile)(command, [...words, dial(443).replace('127.0.0.1', '192.0.2.1')])
  await expect(abroad).rejects.toMatchObject({ code: 7 })
})
