import 'reflect-metadata'
import { randomUUID } from 'node:crypto'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import { connectionOptions } from '@tollgate/messaging'
import { type GatewayStatus, STATUS_SUBJECT } from '@tollgate/protocols/events'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { NATS_PASSWORDS } from '../../testing/test-app.js'
import { codeOf } from '../../testing/test-client.js'
import { startTestStack, type TestStack } from '../../testing/test-stack.js'

const OPERATIONS = `{ operations { isBusConnected deadLetters ledgerOutbox openAlerts isRecovering
  gateways { nodeId state startedAt inflightCalls streams gossipPeers journalPending journalOldestSeconds journalUnsettled } } }`
const STATUS: GatewayStatus = {
  ...{ v: 1, nodeId: 'g1', state: 'ok', startedAt: '2026-11-21T08:00:00.000Z' },
  ...{ inflightCalls: 5, streams: 3, queuedCalls: 0, gossipPeers: 1, leases: 2, projectionStaleSeconds: 1 },
  journal: { pending: 4, oldestSeconds: 2, unsettled: 6, adopted: 0 },
}

let stack: TestStack
const gateways: NatsConnection[] = []

beforeAll(async () => {
  stack = await startTestStack()
})
afterAll(async () => {
  await Promise.all(gateways.map((gateway) => gateway.close()))
  await stack?.close()
})

const nodeIdOf = ({ nodeId }: { nodeId: string }) => nodeId

async function startGateway(answer: unknown, afterMs = 0): Promise<void> {
  const access = { url: stack.servers.nats.url, password: NATS_PASSWORDS.gateway, user: 'gateway' } as const
  const connection = await connect(connectionOptions(access))
  gateways.push(connection)
  connection.subscribe(STATUS_SUBJECT, {
    callback: (error, message) => {
      if (error === null) setTimeout(() => message.respond(JSON.stringify(answer)), afterMs)
    },
  })
  await connection.flush()
}

it('tells who is alive, who should be, and what waits', async () => {
  await startGateway(STATUS)
  await startGateway({ ...STATUS, nodeId: 'g0', state: 'red' })
  await startGateway({ nodeId: 'a stranger' })
  await stack.sql(
    `INSERT INTO lease (id, node_id, incarnation, key_id, payer_id, granted, state, expires_at)
     VALUES ($1, 'g9', 1, $2, $3, 5, 'open', now() + interval '1 minute')`,
    [randomUUID(), randomUUID(), randomUUID()],
  )
  await stack.sql(
    `INSERT INTO dead_letter (stream, stream_seq, kind, reason, payload) VALUES ('s', 1, 'poison', 'x', '{}'), ('s', 2, 'poison', 'x', '{}')`,
  )
  const { operations } = await stack.root.data(OPERATIONS)
  expect(operations).toMatchObject({ isBusConnected: true, deadLetters: '2', isRecovering: false })
  expect(operations.gateways).toMatchObject([
    { nodeId: 'g0', state: 'RED' },
    {
      ...{ nodeId: 'g1', state: 'OK', startedAt: '2026-11-21T08:00:00.000Z', inflightCalls: 5, streams: 3 },
      ...{ gossipPeers: 1, journalPending: 4, journalOldestSeconds: 2, journalUnsettled: 6 },
    },
    { nodeId: 'g9', state: 'SILENT', startedAt: null },
  ])
})

it('tells of a gateway that is new and slow to answer, too', async () => {
  await stack.sql(`UPDATE lease SET state = 'closed', acquired_at = now() - interval '1 day'`)
  await stack.root.data(OPERATIONS)
  await startGateway({ ...STATUS, nodeId: 'late' }, 120)
  const nodeIds = async () => (await stack.root.data(OPERATIONS)).operations.gateways.map(nodeIdOf)
  await expect.poll(nodeIds, { timeout: 60_000 }).toEqual(['g0', 'g1', 'late'])
})

it('is not for students', async () => {
  const { client } = await stack.addUser('ann')
  expect(codeOf(await client.ask(OPERATIONS))).toBe('FORBIDDEN')
})
