// A backup is restored under load, while the bus and the gateways go on: what happened since comes back once, and nothing
// is granted before.
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Stack, startStack, waitUntil } from '@tollgate/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ChatOutcome, chat, scripted } from '../support/chat.js'
import { expectedCostNanos } from '../support/expected-cost.js'
import { createAdminToken, type GraphqlCaller, getGraphql } from '../support/graphql.js'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { nothingHeld } from '../support/settled.js'
import { signedIn } from '../support/signed-in.js'
import { factsOf } from '../support/stack-facts.js'
import { type SteadyLoad, startSteadyLoad } from './steady-load.js'

const UNIT = 10n ** 9n
const OLD_PRICE = { inputPerMillion: '0', outputPerMillion: '7' }
const NEW_PRICE = { inputPerMillion: '0', outputPerMillion: '11' }
const TOKENS = { prompt: 11, completion: 3 }
const COSTS = [OLD_PRICE, NEW_PRICE].map((price) => expectedCostNanos(TOKENS, price))
const PER_SECOND = 5
/** Parked calls are tried every minute. */
const SETTLED_WITHIN_MS = 100_000
const PATIENCE = { timeoutMs: 60_000 }

let stack: Stack
let scene: Scene
let admin: GraphqlCaller
let caller: Student
let redeemer: Student
let victim: Student
let dataDir: string
let load: SteadyLoad

beforeAll(async () => {
  // a short life, so that what an earlier epoch held is free again while we watch
  const leases = { LEASE_TTL_MS: '8000', LEASE_GRACE_MS: '4000' }
  const env = { gateway: { ...leases, LEASE_WAIT_MS: '5000' }, billing: leases }
  stack = await startStack({ gatewayCount: 2, billingCount: 2, env })
  const token = await createAdminToken(stack.origin, stack.admin)
  admin = { token }
  scene = await openScene(factsOf(stack, token), 'restore')
  await declare(OLD_PRICE)
  caller = await scene.student({ balance: '10' })
  redeemer = await scene.student({ balance: '1' })
  victim = await scene.student({ balance: '1' })
  const origins = stack.gateways.map(({ origin }) => origin)
  for (const student of [caller, victim]) await scene.untilOffered(student, 'chat', origins)
  dataDir = await mkdtemp(join(tmpdir(), 'tollgate-restore-'))
})
afterAll(async () => {
  await load?.stop()
  await scene?.close()
  await stack?.stop()
  if (dataDir !== undefined) await rm(dataDir, { recursive: true, force: true })
})

const declare = (price: typeof OLD_PRICE) =>
  scene.declare({
    models: [{ name: 'chat', price, maxOutputTokens: 100 }],
    channels: [{ name: 'main', models: ['chat'] }],
  })
const callAs = (student: Student, gateway: number): Promise<ChatOutcome> =>
  chat({
    origin: stack.gateways[gateway % stack.gateways.length]?.origin ?? '',
    key: student.key,
    body: {
      model: scene.model('chat'),
      max_tokens: 100,
      messages: [scripted('chunks=3,prompt-tokens=11,completion-tokens=3')],
    },
  })
/** @throws Error with what the caller is told instead */
async function isServed(gateway: number): Promise<true> {
  const { status, text } = await callAs(caller, gateway)
  if (status !== 200) throw new Error(`${status} ${text}`)
  return true
}
const change = async (by: GraphqlCaller, mutation: string, input: object): Promise<Record<string, unknown>> => {
  const [field, type] = [mutation.slice(0, mutation.lastIndexOf(': ')), mutation.slice(mutation.lastIndexOf(': ') + 2)]
  const query = `mutation ($input: ${type}!) { done: ${field} }`
  return (await getGraphql<{ done: Record<string, unknown> }>(stack.origin, by, query, { input })).done
}
const epoch = async (): Promise<number> => {
  const text = await (await fetch(`${stack.healthUrl('billing')}/metrics`)).text()
  return Number(/^ledger_epoch (\d+)/m.exec(text)?.[1] ?? 0)
}

/** The command that an operator runs, beside servers that are not in DATA_DIR. */
async function restoreCheck(...words: string[]): Promise<{ code: number; missing: { kind: string }[] }> {
  const env = {
    ...process.env,
    DATA_DIR: dataDir,
    OWNER_DATABASE_URL: stack.databases.owner,
    NATS_URL: stack.nats.url,
    BILLING_NATS_PASSWORD: stack.natsPasswords.billing,
  }
  const cli = new URL('../../tools/cli.mjs', import.meta.url).pathname
  const args = [cli, 'restore-check', '--json', ...words]
  const { code, stdout } = await promisify(execFile)(process.execPath, args, { env }).then(
    ({ stdout }) => ({ code: 0, stdout }),
    (error: { code: number; stdout: string }) => ({ code: error.code, stdout: error.stdout }),
  )
  return { code, ...(JSON.parse(stdout) as { missing: { kind: string }[] }) }
}

it('G10: usage, a grant, a code, a revoked key and a price of the lost hour come back once; nothing is granted before', {
  timeout: 600_000,
}, async () => {
  const { codes } = await change(admin, 'createRedeemBatch(input: $input) { codes }: CreateRedeemBatchInput', {
    ...{ name: 'restore', count: 1, amount: '5', idempotencyKey: 'restore' },
  })
  const session = await signedIn(stack.origin, redeemer)
  const { apiKeys } = await getGraphql<{ apiKeys: { nodes: { id: string }[] } }>(
    stack.origin,
    admin,
    'query ($filter: ApiKeyFilter) { apiKeys(filter: $filter) { nodes { id } } }',
    { filter: { userId: victim.userId } },
  )
  load = startSteadyLoad(PER_SECOND, (index) => callAs(caller, index))
  await waitUntil(() => load.calls.length > PER_SECOND, PATIENCE)
  await stack.postgres.backUp()

  await waitUntil(() => isServed(0), PATIENCE)
  await change(admin, 'grant(input: $input) { problems { code } }: GrantInput', {
    ...{ userId: redeemer.userId, amount: '3', reason: 'in the lost hour', idempotencyKey: 'lost' },
  })
  const redeem = 'redeemCode(input: $input) { transactionId problems { code } }: RedeemCodeInput'
  await change(session, redeem, { code: (codes as string[])[0] })
  for (const { id } of apiKeys.nodes)
    await change(admin, 'revokeApiKey(input: $input) { problems { code } }: RevokeApiKeyInput', {
      id,
      reason: 'lost',
    })
  await declare(NEW_PRICE)
  const isRefused = async (gateway: number) => (await callAs(victim, gateway)).status === 403
  for (const gateway of [0, 1]) await waitUntil(() => isRefused(gateway), PATIENCE)
  await waitUntil(async () => (await scene.audit.account(redeemer.accountId)).balance === 9n * UNIT, PATIENCE)
  const lostCalls = load.calls.length + PER_SECOND * 2
  await waitUntil(() => load.calls.length > lostCalls, PATIENCE)
  const [before] = [await epoch()]
  await waitUntil(async () => (await restoreCheck()).code === 0, { ...PATIENCE, what: 'stream LEDGER has all' })

  await stack.postgres.restore()
  const missing = await waitUntil(async () => {
    const found = await restoreCheck()
    return found.code === 1 ? found.missing.map(({ kind }) => kind).sort() : undefined
  }, PATIENCE)
  // the projector may have found by itself that gateways know a later state of the key
  expect(missing.filter((kind) => kind !== 'key_state')).toEqual(['price_version', 'transaction', 'transaction'])
  expect((await restoreCheck('--apply', '--yes')).code).toBe(0)
  expect(await restoreCheck()).toMatchObject({ code: 0, missing: [] })

  for (const gateway of [0, 1])
    await waitUntil(() => isServed(gateway), { timeoutMs: SETTLED_WITHIN_MS, what: 'money is granted again' })
  const calls = await load.stop()
  expect(await epoch()).toBeGreaterThan(before ?? 0)
  for (const gateway of [0, 1]) expect(await isRefused(gateway)).toBe(true)
  // who asks for money meanwhile is told that he may again; where recovery is quick nobody has to be
  expect([...new Set(calls.map(({ outcome }) => outcome.status))].filter((status) => status !== 503)).toEqual([200])

  const ids = calls.flatMap(({ outcome }) => (outcome.status === 200 ? [outcome.requestId] : []))
  const debits = await waitUntil(
    async () => {
      const legs = (await scene.audit.entries(ids)).filter(({ accountId }) => accountId === caller.accountId)
      return legs.length >= ids.length ? legs : undefined
    },
    { timeoutMs: SETTLED_WITHIN_MS, intervalMs: 500, what: 'every debit' },
  )
  expect(debits).toHaveLength(ids.length)
  expect(debits.filter(({ amount }) => !COSTS.includes(-amount))).toEqual([])
  await nothingHeld(scene.audit, caller.accountId, 60_000)
  const spent = (await scene.audit.entries()).filter(
    ({ accountId, kind }) => accountId === caller.accountId && kind === 'usage',
  )
  const total = spent.reduce((sum, { amount }) => sum + amount, 0n)
  expect((await scene.audit.account(caller.accountId)).balance).toBe(10n * UNIT + total)
  expect((await scene.audit.account(redeemer.accountId)).balance).toBe(9n * UNIT)
})
