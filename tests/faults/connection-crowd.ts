import type { Stack } from '@tollgate/testkit'
import pg from 'pg'

/** Clients that do nothing and leave no connection to anybody else. */
export interface Crowd {
  leave(): Promise<void>
}

const TOO_MANY = '53300'
const BILLING = 'tollgate_billing'
const NO_LIMIT = -1

/**
 * Takes every free connection and ends those of billing. What others give back meanwhile would be billing's for the moment
 * until it is taken; so its role may have none either, which it is told in the same words.
 */
export async function takeAllConnections({ owner, superuser }: Stack['databases']): Promise<Crowd> {
  const chief = new pg.Client({ connectionString: superuser }) // a few connections are kept for superusers
  await chief.connect()
  const limitBilling = (most: number) => chief.query(`ALTER ROLE ${BILLING} CONNECTION LIMIT ${most}`)
  const endBillings = () =>
    chief.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1', [BILLING])
  await limitBilling(0)
  await endBillings()
  const clients = await takeFree(owner)
  await endBillings() // also those that were being opened when the limit came
  return {
    async leave() {
      await limitBilling(NO_LIMIT)
      await Promise.all([...clients, chief].map((client) => client.end()))
    },
  }
}

async function takeFree(connectionString: string): Promise<pg.Client[]> {
  const clients: pg.Client[] = []
  for (;;) {
    const client = new pg.Client({ connectionString })
    client.on('error', () => {})
    try {
      await client.connect()
      clients.push(client)
    } catch (error) {
      if ((error as pg.DatabaseError).code !== TOO_MANY) throw error
      return clients
    }
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
