import { once } from 'node:events'
import { existsSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { waitUntil } from '@tollgate/testkit'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { GatewayRig, IDS, TestGateway, UNIT } from './testing/gateway-rig.js'
import { Journal } from './usage/journal.js'
import type { CompletionRecord, IntentRecord } from './usage/journal-records.js'

let rig: GatewayRig
beforeEach(async () => {
  rig = await GatewayRig.start()
})
afterEach(() => rig.close())

const idOf = (response: Response): string => response.headers.get('x-request-id') ?? ''
const requestId = (n: number): string => `0190a0b0-0000-7000-9000-${n.toString().padStart(12, '0')}`
const intent = (n: number): IntentRecord => ({
  requestId: requestId(n),
  nodeId: 'g1',
  leaseId: requestId(900),
  payerId: IDS.payer,
  userId: IDS.user,
  keyId: IDS.key,
  groupId: IDS.group,
  modelId: IDS.model,
  modelName: 't/m1',
  groupRatio: '1',
  reservedNanos: '100',
  dialect: 'openai-chat',
  isStreamed: true,
  admittedAtMs: 1,
})
const noTokens = { cacheReadTokens: 0, cacheWriteTokens: 0, cacheWrite1hTokens: 0, reasoningTokens: 0 }

it('X08: started without NATS it lives, is not ready, refuses calls in the dialect and shows the console; then gets ready', async () => {
  await rig.nats.kill()
  const gateway = await rig.startGateway()
  expect((await fetch(`${gateway.healthUrl}/health/live`)).status).toBe(200)
  expect((await fetch(`${gateway.healthUrl}/health/ready`)).status).toBe(503)
  expect((await fetch(`${gateway.url}/health`)).status).toBe(503)
  const refused = await gateway.chat('')
  expect(refused.status).toBe(503)
  expect(await refused.json()).toMatchObject({ error: { code: 'billing_unavailable' } })
  expect(await (await gateway.get('/playground')).text()).toContain('console')
  await rig.nats.restart()
  await waitUntil(async () => (await fetch(`${gateway.healthUrl}/health/ready`)).status === 200)
  await waitUntil(async () => (await gateway.chat('completion-tokens=1')).status === 200)
})

it('N01, K04: with NATS gone a warm account is served and an unknown key is 503, never 401; the usage arrives later', async () => {
  rig.billing.slabNanos = 500n * UNIT
  const gateway = await rig.gateway({ LEASE_WAIT_MS: '500' })
  expect((await gateway.chat('completion-tokens=1')).status).toBe(200)
  await rig.nats.kill()
  await waitUntil(async () => {
    const answer = await fetch(`${gateway.healthUrl}/health/ready`)
    return ((await answer.json()) as { status: string }).status === 'degraded'
  })
  const served = await gateway.chat('completion-tokens=2')
  expect(served.status).toBe(200)
  const cold = await gateway.chat('', { body: { max_tokens: 900 } })
  expect(cold.status).toBe(503)
  const unknown = await fetch(`${gateway.url}/v1/models`, { headers: { 'x-api-key': `sk-${'z'.repeat(30)}` } })
  expect(unknown.status).toBe(503)
  await rig.nats.restart()
  expect(await rig.eventOf(idOf(served))).toMatchObject({ quantities: { outputTokens: 2 } })
})

it('C14: asked to stop, it takes no new calls, finishes the running ones, publishes, and gives its leases back', async () => {
  rig.billing.slabNanos = 500n * UNIT
  const gateway = await rig.gateway()
  const stream = await gateway.chat('chunks=20,delay-ms=20,completion-tokens=20', { body: { stream: true } })
  const stopped = gateway.running.stop()
  expect(await stream.text()).toContain('[DONE]')
  await stopped
  const fresh = connect(gateway.running.port, '127.0.0.1')
  const [error] = await once(fresh, 'error')
  expect(error).toMatchObject({ code: 'ECONNREFUSED' })
  expect(await rig.eventOf(idOf(stream))).toMatchObject({ status: 'completed', quantities: { outputTokens: 20 } })
  expect(rig.billing.heldNanos(IDS.payer)).toBe(0n)
})

it('C14: a stream that outlasts the stop ends in an error event and is recorded as interrupted', async () => {
  const gateway = await rig.gateway({ SHUTDOWN_TIMEOUT_MS: '200' })
  const stream = await gateway.chat('chunks=1000,delay-ms=20', { body: { stream: true } })
  const stopped = gateway.running.stop()
  const text = await stream.text()
  expect(text).toContain('billing_unavailable')
  expect(text).not.toContain('[DONE]')
  await stopped
  expect(await rig.eventOf(idOf(stream))).toMatchObject({ status: 'interrupted', provenance: 'estimated' })
})

it('N14: a second gateway with the same NODE_ID refuses to start, the first goes on', async () => {
  const gateway = await rig.gateway()
  await expect(rig.startGateway()).rejects.toThrow(/Another gateway with NODE_ID g1/)
  expect((await gateway.chat('completion-tokens=1')).status).toBe(200)
})

it('after a crash: completions are published again, orphans settled once, old leases closed with what was spent', async () => {
  const { journal } = await Journal.open({ outboxDir: rig.outboxDir, nodeId: 'g1', ballastBytes: 4096 })
  for (const n of [1, 2, 3]) await journal.appendIntent(intent(n))
  const completion: CompletionRecord = {
    event: {
      ...intent(1),
      v: 1,
      priceVersionId: IDS.price,
      quantities: { ...noTokens, inputTokens: 1, outputTokens: 2 },
      provenance: 'reported',
      status: 'completed',
      attempts: 1,
      durationMs: 1,
    },
    costNanos: '20',
  }
  await journal.appendCompletion('C', requestId(1), JSON.stringify(completion))
  journal.appendProgress({
    requestId: requestId(2),
    channelId: IDS.channel,
    channelKeyId: null,
    priceVersionId: IDS.price,
    quantities: { ...noTokens, inputTokens: 3, outputTokens: 4 },
    costNanos: '40',
    attempts: 1,
  })
  await journal.close()
  await rig.gateway()
  expect(await rig.eventOf(requestId(1))).toMatchObject({ status: 'completed', quantities: { outputTokens: 2 } })
  expect(await rig.eventOf(requestId(2))).toMatchObject({
    status: 'interrupted',
    provenance: 'interrupted',
    quantities: { inputTokens: 3, outputTokens: 4 },
  })
  expect(await rig.eventOf(requestId(3))).toMatchObject({
    status: 'interrupted',
    provenance: 'void',
    quantities: { outputTokens: 0 },
  })
  await waitUntil(() => rig.billing.nodes.length > 0)
  expect(rig.billing.nodes.at(-1)?.spentByLease).toEqual([{ leaseId: requestId(900), spentNanos: 60n }])
  expect(rig.events.filter((event) => event.requestId === requestId(1))).toHaveLength(1)
})

it('N17: a segment goes only when billing knows every id in it; an unknown one is published again', async () => {
  const first = await rig.gateway()
  const response = await first.chat('completion-tokens=1')
  await rig.eventOf(idOf(response))
  await first.running.stop()
  const segment = join(rig.outboxDir, 'g1', '000000000001.wal')
  rig.billing.unknownIds.add(idOf(response))
  await rig.gateway({ OUTBOX_KEEP_MS: '50' })
  await waitUntil(() => rig.billing.settledQuestions.length > 2)
  expect(existsSync(segment)).toBe(true)
  rig.billing.unknownIds.clear()
  await waitUntil(() => !existsSync(segment))
  expect(rig.billing.settledQuestions.flat()).toContain(idOf(response))
})

it('a completion whose segment is gone was settled: nothing waits for it', async () => {
  const { journal } = await Journal.open({ outboxDir: rig.outboxDir, nodeId: 'g1', ballastBytes: 4096 })
  await journal.appendIntent(intent(1))
  await journal.close()
  await rig.nats.kill()
  const settling = await rig.startGateway() // settles the orphan, and cannot publish it
  await settling.running.stop()
  const gateway = await rig.startGateway()
  const pending = async () =>
    /^outbox_pending (\d+)$/m.exec(await (await fetch(`${gateway.healthUrl}/metrics`)).text())?.[1]
  expect(await pending()).toBe('1')
  for (const segment of ['1', '2']) rmSync(join(rig.outboxDir, 'g1', `${segment.padStart(12, '0')}.wal`))
  await rig.nats.restart()
  await waitUntil(async () => (await pending()) === '0')
})

it('4.13: another ledger epoch ends the use of older leases', async () => {
  rig.billing.slabNanos = 500n * UNIT
  const gateway = await rig.gateway()
  await gateway.chat('completion-tokens=1')
  rig.billing.ledgerEpoch = 2
  await gateway.chat('completion-tokens=1', { body: { max_tokens: 900 } }) // does not fit the slab: asks, and hears of it
  const before = rig.billing.acquires.length
  await gateway.chat('completion-tokens=1')
  expect(rig.billing.acquires.length).toBeGreaterThan(before)
})

it('X04: no lease is used past eighty percent of its life', async () => {
  rig.billing.slabNanos = 500n * UNIT
  rig.billing.ttlMs = 1_000
  const gateway = await rig.gateway({ LEASE_WAIT_MS: '300' })
  expect((await gateway.chat('completion-tokens=1')).status).toBe(200)
  rig.billing.mode = 'silent'
  const statuses = new Set<number>()
  await waitUntil(async () => {
    const { status } = await gateway.chat('completion-tokens=1')
    statuses.add(status)
    return status === 503
  })
  expect([...statuses].every((status) => status === 200 || status === 503)).toBe(true)
  rig.billing.mode = 'answer'
  await waitUntil(async () => (await gateway.chat('completion-tokens=1')).status === 200)
})

it('law W2: the translate path gives the client the same answer as the bytes that pass through', async () => {
  const [through, translated] = [await rig.gateway(), await rig.gateway({ NODE_ID: 'g2' }, { mustTranslate: true })]
  const unwrap = (text: string) =>
    text
      .trim()
      .split('\n\n')
      .map((event) => event.slice('data: '.length))
      .filter((data) => data !== '[DONE]')
      // ids differ from call to call; absent log probabilities are null by default
      .map((data) =>
        JSON.parse(data, (name, value) =>
          name === 'id' || (name === 'logprobs' && value === null) ? undefined : value,
        ),
      )
  for (const script of ['reply=hello%20there,chunks=3,prompt-tokens=3', 'tool', 'reasoning-text=hm,reply=a']) {
    const body = { stream: true, stream_options: { include_usage: true } }
    const texts = await Promise.all(
      [through, translated].map(async (gateway: TestGateway) => (await gateway.chat(script, { body })).text()),
    )
    expect(texts[1]).toContain('[DONE]')
    const [expected, actual] = texts.map(unwrap)
    expect(actual?.map(({ choices, usage }) => ({ choices, usage }))).toEqual(
      expected?.map(({ choices, usage }) => ({ choices, usage })),
    )
  }
  const unary = await (await translated.chat('reply=x,completion-tokens=2')).json()
  expect(unary).toMatchObject({
    object: 'chat.completion',
    choices: [{ message: { content: 'x' } }],
    usage: { completion_tokens: 2 },
  })
})
