import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { waitUntil } from '@tollgate/testkit'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { GatewayRig, IDS, type TestGateway } from './testing/gateway-rig.js'
import { completionOf, intentOf, progressOf, recordId } from './testing/journal-fixtures.js'
import { Journal } from './usage/journal.js'

let rig: GatewayRig
beforeEach(async () => {
  rig = await GatewayRig.start()
})
afterEach(() => rig.close())

const SOON = { OUTBOX_ADOPT_AFTER_MS: '50' }
const gone = { nodeId: 'gone', payerId: IDS.payer }
const metricOf = async ({ healthUrl }: TestGateway, name: string): Promise<number> =>
  Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(await (await fetch(`${healthUrl}/metrics`)).text())?.[1])
const eventsOf = (n: number) => rig.events.filter(({ requestId }) => requestId === recordId(n))
const openGone = async () =>
  (await Journal.open({ outboxDir: rig.outboxDir, nodeId: 'gone', ballastBytes: 4_096 })).journal

/** A completion, a call whose answer had begun, one whose had not; then the process is gone. */
async function leaveJournal(): Promise<void> {
  const journal = await openGone()
  for (const n of [1, 2, 3]) await journal.appendIntent(intentOf(n, gone))
  await journal.appendCompletion('C', recordId(1), JSON.stringify(completionOf(1, gone)))
  journal.appendProgress(progressOf(2))
  await journal.close()
}

it('N16: the journal of a dead gateway is finished by exactly one of two others, its leases are closed with its sums', async () => {
  await leaveJournal()
  const gateways = [await rig.gateway(SOON), await rig.gateway({ ...SOON, NODE_ID: 'g2' })]
  expect(await rig.eventOf(recordId(1))).toMatchObject({ nodeId: 'gone', status: 'completed' })
  expect(await rig.eventOf(recordId(2))).toMatchObject({
    nodeId: 'gone',
    status: 'interrupted',
    provenance: 'interrupted',
    reason: 'gateway_died',
    quantities: { inputTokens: 3, outputTokens: 4 },
  })
  expect(await rig.eventOf(recordId(3))).toMatchObject({
    status: 'interrupted',
    provenance: 'void',
    quantities: { inputTokens: 0, outputTokens: 0 },
  })
  const closed = await waitUntil(() => rig.billing.nodes.find(({ nodeId }) => nodeId === 'gone'))
  expect(closed.spentByLease).toEqual([{ leaseId: recordId(900), spentNanos: 42n }])
  const counts = () => Promise.all(gateways.map((gateway) => metricOf(gateway, 'outbox_adopted')))
  await waitUntil(async () => (await counts()).some((count) => count > 0))
  expect((await counts()).sort()).toEqual([0, 1])
  for (const n of [1, 2, 3]) expect(eventsOf(n)).toHaveLength(1)
  expect(rig.billing.nodes.filter(({ nodeId }) => nodeId === 'gone')).toHaveLength(1)
})

it('N16: a death is noticed by the socket; a restarted owner gets its journal back, with a higher incarnation', async () => {
  const journal = await openGone()
  await journal.appendIntent(intentOf(1, gone))
  const gateway = await rig.gateway(SOON)
  await journal.close()
  await waitUntil(async () => (await metricOf(gateway, 'outbox_adopted')) === 1)
  const adopted = await waitUntil(() => rig.billing.nodes.find(({ nodeId }) => nodeId === 'gone'))
  const owner = await rig.gateway({ ...SOON, NODE_ID: 'gone' })
  expect(await metricOf(gateway, 'outbox_adopted')).toBe(0)
  const back = await waitUntil(() => rig.billing.nodes.filter(({ nodeId }) => nodeId === 'gone')[1])
  expect(back.incarnation).toBeGreaterThan(adopted.incarnation)
  expect((await owner.chat('completion-tokens=1')).status).toBe(200)
  expect(eventsOf(1)).toHaveLength(1)
  // and it is adopted again when it goes
  await owner.running.stop()
  await waitUntil(async () => (await metricOf(gateway, 'outbox_adopted')) === 1)
})

it('4.3: an adopted folder is removed when billing knows all that is in it and it is old, not before', async () => {
  await leaveJournal()
  rig.billing.unknownIds.add(recordId(1))
  const gateway = await rig.gateway({ ...SOON, OUTBOX_KEEP_MS: '100' })
  await waitUntil(() => rig.billing.settledQuestions.flat().filter((id) => id === recordId(1)).length > 1)
  expect(existsSync(join(rig.outboxDir, 'gone', '000000000001.wal'))).toBe(true)
  rig.billing.unknownIds.clear()
  await waitUntil(() => !existsSync(join(rig.outboxDir, 'gone')))
  expect(await metricOf(gateway, 'outbox_adopted')).toBe(0)
})

it('X07, N17: another ledger epoch asks again about every segment, the present and the adopted ones too', async () => {
  await leaveJournal()
  const gateway = await rig.gateway(SOON)
  const served = await gateway.chat('completion-tokens=1')
  const requestId = served.headers.get('x-request-id') ?? ''
  await rig.eventOf(requestId)
  await waitUntil(() => eventsOf(1).length === 1)
  await rig.emptyUsage() // so that the stream takes the same message ids again
  rig.billing.unknownIds.add(recordId(1))
  rig.billing.unknownIds.add(requestId)
  rig.billing.ledgerEpoch = 2
  await gateway.chat('completion-tokens=1', { body: { max_tokens: 900 } }) // hears of it
  await waitUntil(() => eventsOf(1).length === 2)
  await waitUntil(() => rig.events.filter((event) => event.requestId === requestId).length === 2)
})
