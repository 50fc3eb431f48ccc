import { connectBus } from '@tollgate/messaging'
import { waitUntil } from '@tollgate/testkit'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { GatewayRig } from '../testing/gateway-rig.js'
import { JournalHealthJob } from './journal-health.job.js'

let rig: GatewayRig
beforeAll(async () => {
  rig = await GatewayRig.start()
})
afterAll(() => rig.close())

it('tells each change of the journal once the bus is there, and once it is well again', async () => {
  const bus = await connectBus({ url: rig.nats.url, user: 'gateway', password: 'g' })
  const now = { isAmber: false, isRed: false, isBusThere: false }
  const job = new JournalHealthJob({
    nodeId: 'g7',
    bus: { current: () => (now.isBusThere ? bus : undefined) },
    relay: { isAmber: () => now.isAmber, pendingCount: () => 60_000, oldestAgeMs: () => 61_500 },
    journal: { isRed: () => now.isRed },
    adoption: { pendingCount: () => 5, nodeIds: () => ['g8'] },
    logger: pino({ level: 'silent' }),
    lookMs: 10,
  })
  job.onApplicationBootstrap()
  const states = () => rig.journalHealth.filter(({ nodeId }) => nodeId === 'g7').map(({ state }) => state)
  now.isAmber = true
  now.isBusThere = true
  await waitUntil(() => states().length === 1)
  now.isRed = true
  await waitUntil(() => states().length === 2)
  Object.assign(now, { isAmber: false, isRed: false })
  await waitUntil(() => states().length === 3)
  job.onApplicationShutdown()
  expect(states()).toEqual(['amber', 'red', 'ok'])
  expect(rig.journalHealth[0]).toMatchObject({ pending: 60_005, oldestSeconds: 61, adoptedNodeIds: ['g8'] })
  await bus.close()
})
