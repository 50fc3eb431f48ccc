import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Fault, Scenery } from './fault.js'
import { between } from './seeded-random.js'

const BILLING_ROLE = 'tollgate_billing'
/** More than a server allows by default. */
const MANY = 120

/** PostgreSQL, streams and disks that fail. */
export function storeFaults({ stack, bus, random, disk }: Scenery): Fault[] {
  const { postgres, databases } = stack
  const faults: Fault[] = [
    {
      kind: 'stop postgres',
      parts: ['postgres'],
      weight: 2,
      kills: 0,
      async run() {
        await postgres.stopAtOnce()
        await sleep(between(random, 200, 5_000))
        await postgres.start()
      },
    },
    {
      kind: 'freeze backend',
      parts: ['postgres'],
      weight: 1,
      kills: 0,
      run: () => freezeBackend(databases.superuser, between(random, 2_000, 8_000)),
    },
    {
      kind: 'occupy connections',
      parts: ['postgres'],
      weight: 1,
      kills: 0,
      run: () => occupyConnections(databases, between(random, 2_000, 6_000)),
    },
    { kind: 'delete consumer', parts: ['nats'], weight: 0.5, kills: 0, run: bus.deleteConsumers },
    { kind: 'delete stream', parts: ['nats'], weight: 0.5, kills: 0, run: bus.deleteStream },
  ]
  if (disk === undefined) return faults
  return [
    ...faults,
    {
      kind: 'fill disk',
      parts: ['gateway-2'],
      weight: 1,
      kills: 0,
      async run() {
        await disk.fill()
        try {
          await sleep(between(random, 1_000, 4_000))
        } finally {
          await disk.free()
        }
      },
    },
  ]
}

/** The server process behind one of billing's connections stands still, with whatever it has locked. */
async function freezeBackend(superuserUrl: string, ms: number): Promise<void> {
  const client = await open(superuserUrl)
  try {
    const { rows } = await client.query(
      `SELECT pid FROM pg_stat_activity WHERE usename = $1 ORDER BY state = 'active' DESC, random() LIMIT 1`,
      [BILLING_ROLE],
    )
    const pid = rows[0]?.pid
    if (typeof pid !== 'number') return
    process.kill(pid, 'SIGSTOP')
    try {
      await sleep(ms)
    } finally {
      process.kill(pid, 'SIGCONT')
    }
  } finally {
    await client.end()
  }
}

/** No connection is left, and billing's own are cut. */
async function occupyConnections(urls: { superuser: string; billing: string }, ms: number): Promise<void> {
  const superuser = await open(urls.superuser)
  const taken: pg.Client[] = []
  try {
    const take = async (): Promise<void> => {
      for (let count = 0; count < MANY; count++) taken.push(await open(urls.billing))
    }
    await take().catch(() => {}) // refused: there are no more
    const ours = `tollgate-chaos`
    await superuser.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1 AND application_name <> $2`,
      [BILLING_ROLE, ours],
    )
    await take().catch(() => {})
    await sleep(ms)
  } finally {
    await Promise.allSettled([...taken, superuser].map((client) => client.end()))
  }
}

async function open(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, application_name: 'tollgate-chaos' })
  client.on('error', () => {})
  await client.connect()
  return client
}
