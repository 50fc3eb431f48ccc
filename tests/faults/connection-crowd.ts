import type { Stack } from '@tollgate/testkit'
import pg from 'pg'

/** Clients that do nothing and leave no connection to anybody else. */
export interface Crowd {
  leave(): Promise<void>
}

const TOO_MANY = '53300'
const BILLING = 'tollgate_billing'
const HURRY_MS = 20

/** Takes every free connection, ends those of billing, and takes what comes free from then on. */
export async function takeAllConnections({ owner, superuser }: Stack['databases']): Promise<Crowd> {
  const clients: pg.Client[] = []
  let isOver = false
  const takeFree = async (): Promise<void> => {
    for (;;) {
      const client = new pg.Client({ connectionString: owner })
      client.on('error', () => {})
      try {
        await client.connect()
        clients.push(client)
      } catch (error) {
        if ((error as pg.DatabaseError).code !== TOO_MANY) throw error
        return
      }
    }
  }
  await takeFree()
  const chief = new pg.Client({ connectionString: superuser }) // a few connections are kept for superusers
  await chief.connect()
  const endBillings = () =>
    chief.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1', [BILLING])
  for (let ended = await endBillings(); ended.rowCount !== 0; ended = await endBillings()) await takeFree()
  const guarding = (async () => {
    while (!isOver) {
      if ((await endBillings()).rowCount !== 0) await takeFree()
      await new Promise((resolve) => setTimeout(resolve, HURRY_MS))
    }
  })()
  return {
    async leave() {
      isOver = true
      await guarding
      await Promise.all([...clients, chief].map((client) => client.end()))
    },
  }
}

/** How many billing's role has now. */
export async function billingConnections({ superuser }: Stack['databases']): Promise<number> {
  const client = new pg.Client({ connectionString: superuser })
  await client.connect()
  try {
    const { rows } = await client.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM pg_stat_activity WHERE usename = $1',
      [BILLING],
    )
    return rows[0]?.n ?? 0
  } finally {
    await client.end()
  }
}
