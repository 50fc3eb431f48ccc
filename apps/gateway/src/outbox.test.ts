import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isPubAck, mountSmallDisk, startNatsFaultProxy, waitUntil } from '@tollgate/testkit'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { GatewayRig, IDS, type TestGateway, UNIT } from './testing/gateway-rig.js'
import { completionOf, recordId } from './testing/journal-fixtures.js'
import { Journal } from './usage/journal.js'

let rig: GatewayRig
beforeEach(async () => {
  rig = await GatewayRig.start()
})
afterEach(() => rig.close())

/** `BACKLOG_EVENTS=500000 npx vitest run src/outbox.test.ts -t N13`: RELIABILITY's number, with what it took. */
const BACKLOG = Number(process.env.BACKLOG_EVENTS ?? 10_000)
const BACKLOG_PATIENCE_MS = 30_000 + BACKLOG / 2
const idOf = (response: Response): string => response.headers.get('x-request-id') ?? ''
const metricOf = async ({ healthUrl }: TestGateway, name: string): Promise<number> =>
  Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(await (await fetch(`${healthUrl}/metrics`)).text())?.[1])
const readyOf = async ({ healthUrl }: TestGateway): Promise<number> => (await fetch(`${healthUrl}/health/ready`)).status
const countOf = (requestId: string): number => rig.events.filter((event) => event.requestId === requestId).length

it('N08: a full stream refuses nothing but usage: events wait in the journal, a revocation still works, all arrive', async () => {
  rig.billing.slabNanos = 500n * UNIT
  const gateway = await rig.gateway()
  await rig.emptyUsage(4_000)
  const ids: string[] = []
  await waitUntil(async () => {
    ids.push(idOf(await gateway.chat('completion-tokens=1')))
    return (await metricOf(gateway, 'outbox_pending')) > 3
  })
  rig.putKey({ state: 'revoked' })
  await rig.project()
  await waitUntil(async () => (await gateway.chat('')).status === 403)
  await rig.emptyUsage()
  await waitUntil(async () => (await metricOf(gateway, 'outbox_pending')) === 0)
  await waitUntil(() => ids.every((id) => countOf(id) > 0))
})

it('N09: whatever a caller sends, an event stays below 64 KiB', async () => {
  const gateway = await rig.gateway()
  const megabyte = 'x'.repeat(1_000_000)
  const response = await gateway.chat('completion-tokens=1', {
    body: { user: megabyte, metadata: { note: megabyte } },
    headers: { 'x-request-id': 'y'.repeat(8_000) },
  })
  await response.text()
  const event = await rig.eventOf(idOf(response))
  const text = JSON.stringify(event, (_name, value) => (typeof value === 'bigint' ? value.toString() : value))
  expect(Buffer.byteLength(text)).toBeLessThan(64 * 1024)
})

it('N12: acknowledgements of the stream that get lost cost repeats that it drops, and nothing else', async () => {
  const proxy = await startNatsFaultProxy(Number(new URL(rig.nats.url).port))
  try {
    const gateway = await rig.gateway({ NATS_URL: proxy.url })
    proxy.set({ type: 'drop', direction: 'to-client', isDropped: isPubAck })
    const ids = await Promise.all(
      Array.from({ length: 5 }, async () => idOf(await gateway.chat('completion-tokens=1'))),
    )
    await waitUntil(() => proxy.droppedCount() > ids.length) // published again
    expect(await metricOf(gateway, 'outbox_pending')).toBe(5)
    proxy.set({ type: 'none' })
    await waitUntil(async () => (await metricOf(gateway, 'outbox_pending')) === 0)
    for (const id of ids) expect(countOf(id)).toBe(1)
  } finally {
    await proxy.close()
  }
})

it('X08: started without NATS, what the journal still owes is delivered when NATS comes', async () => {
  const { journal } = await Journal.open({ outboxDir: rig.outboxDir, nodeId: 'g1', ballastBytes: 4_096 })
  const fields = { payerId: IDS.payer }
  await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      journal.appendCompletion('C', recordId(n), JSON.stringify(completionOf(n, fields))),
    ),
  )
  await journal.close()
  await rig.nats.kill()
  const gateway = await rig.startGateway()
  expect([await readyOf(gateway), await metricOf(gateway, 'outbox_pending')]).toEqual([503, 50])
  await rig.nats.restart()
  await waitUntil(async () => (await readyOf(gateway)) === 200)
  for (let n = 0; n < 50; n++) expect(await rig.eventOf(recordId(n))).toEqual(expect.objectContaining(fields))
})

it(
  'N13: calls are served beside a backlog from before the start, and all of it is delivered once',
  async () => {
    const { journal } = await Journal.open({ outboxDir: rig.outboxDir, nodeId: 'g1', ballastBytes: 4_096 })
    await Promise.all(
      Array.from({ length: BACKLOG }, (_, n) =>
        journal.appendCompletion('C', recordId(n), JSON.stringify(completionOf(n, { payerId: IDS.payer }))),
      ),
    )
    await journal.close()
    const startedAt = performance.now()
    const gateway = await rig.gateway()
    expect((await gateway.chat('completion-tokens=1')).status).toBe(200)
    const servedAfterMs = performance.now() - startedAt
    await waitUntil(() => new Set(rig.events.map(({ requestId }) => requestId)).size === BACKLOG + 1, {
      timeoutMs: BACKLOG_PATIENCE_MS,
      intervalMs: 500,
    })
    const perSecond = (BACKLOG * 1_000) / (performance.now() - startedAt)
    console.log(`backlog of ${BACKLOG}: served after ${servedAfterMs.toFixed()} ms, ${perSecond.toFixed()} events/s`)
    expect(await metricOf(gateway, 'outbox_pending')).toBe(0)
    expect(rig.events).toHaveLength(BACKLOG + 1)
  },
  BACKLOG_PATIENCE_MS * 2,
)

it('RED: on a full disk it lives, is not ready and asks no upstream; with space again it is ready by itself', async ({
  skip,
}) => {
  const dir = join(rig.outboxDir, 'small')
  await mkdir(dir)
  const disk = await mountSmallDisk(dir, 4)
  if (disk === undefined) return skip('this user may not mount a file system')
  try {
    rig.billing.slabNanos = 500n * UNIT
    const gateway = await rig.gateway({ OUTBOX_DIR: dir, OUTBOX_BALLAST_BYTES: String(256 * 1024) })
    const barrier = gateway.chat('barrier=red,completion-tokens=3')
    await waitUntil(() => rig.upstream.waitingAt('red') === 1)
    await disk.fill()
    await waitUntil(async () => {
      await gateway.chat('completion-tokens=1')
      return (await metricOf(gateway, 'outbox_red')) === 1
    })
    const calls = rig.upstream.truth().length
    const refused = await gateway.chat('completion-tokens=1')
    expect([refused.status, ((await refused.json()) as { error: { code: string } }).error.code]).toEqual([
      503,
      'billing_unavailable',
    ])
    expect(rig.upstream.truth()).toHaveLength(calls)
    expect(await readyOf(gateway)).toBe(503)
    expect((await fetch(`${gateway.healthUrl}/health/live`)).status).toBe(200)
    rig.upstream.release('red')
    const served = await barrier
    expect(served.status).toBe(200)
    expect(await rig.eventOf(idOf(served))).toMatchObject({ quantities: { outputTokens: 3 } })
    await disk.free()
    await waitUntil(async () => (await readyOf(gateway)) === 200)
    expect((await gateway.chat('completion-tokens=1')).status).toBe(200)
    await gateway.running.stop()
  } finally {
    await disk.unmount()
  }
})
