import { setTimeout as sleep } from 'node:timers/promises'
import { waitUntil } from '@tollgate/testkit'
import pg from 'pg'
import { during, type Fault, type Scenery } from './fault.js'
import { between } from './seeded-random.js'

const BILLING_ROLE = 'tollgate_billing'
/** More than a server allows by default. */
const MANY = 120
const ORPHANS_END_WITHIN_MS = 30_000

/** PostgreSQL and the journal's disk. */
export function storeFaults({ stack, random, disk }: Scenery): Fault[] {
  const { postgres, databases } = stack
  const away = (): Promise<void> => sleep(between(random, 200, 5_000))
  const faults: Fault[] = [
    {
      kind: 'stop postgres at once',
      parts: ['postgres'],
      weight: 2,
      kills: 0,
      async run() {
        await postgres.stopAtOnce()
        await away()
        await postgres.start()
      },
    },
    {
      kind: 'stop postgres in order',
      parts: ['postgres'],
      weight: 1,
      kills: 0,
      async run() {
        await postgres.stop()
        await away()
        await postgres.start()
      },
    },
    {
      kind: 'kill postgres',
      parts: ['postgres'],
      weight: 1,
      kills: 1,
      async run() {
        await postgres.kill()
        await away()
        await startOrphaned(postgres)
      },
    },
    {
      kind: 'freeze postgres',
      parts: ['postgres'],
      weight: 1,
      kills: 0,
      run: () => during(between(random, 500, 6_000), postgres.freeze, postgres.thaw),
    },
    {
      kind: 'lock an account',
      parts: ['postgres'],
      weight: 1,
      kills: 0,
      run: () => lockAccount(databases.superuser, between(random, 1_000, 8_000)),
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
  ]
  if (disk === undefined) return faults
  return [
    ...faults,
    {
      kind: 'fill disk',
      parts: ['gateway-2'],
      weight: 1,
      kills: 0,
      run: () => during(between(random, 1_000, 4_000), disk.fill, disk.free),
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
    await during(
      ms,
      () => process.kill(pid, 'SIGSTOP'),
      () => process.kill(pid, 'SIGCONT'),
    )
  } finally {
    await client.end()
  }
}

/** One payer's row is locked by somebody who thinks for long. */
async function lockAccount(superuserUrl: string, ms: number): Promise<void> {
  const client = await open(superuserUrl)
  try {
    await client.query('BEGIN')
    await client.query(`SELECT FROM account WHERE id = (SELECT id FROM account ORDER BY random() LIMIT 1) FOR UPDATE`)
    await sleep(ms)
    await client.query('ROLLBACK')
  } finally {
    await client.end()
  }
}

/** Whom a killed postmaster leaves behind ends by itself, and until then no other may start. */
const startOrphaned = (postgres: Scenery['stack']['postgres']): Promise<unknown> =>
  waitUntil(
    async () => {
      await postgres.start()
      return true
    },
    { timeoutMs: ORPHANS_END_WITHIN_MS, intervalMs: 250, what: 'PostgreSQL after a kill' },
  )

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
