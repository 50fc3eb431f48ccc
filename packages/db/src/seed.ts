import { randomUUID } from 'node:crypto'
import pg from 'pg'

/**
 * What an installation cannot do without: the group that everyone is in. As the owner, after the migrations; running it
 * again changes nothing.
 */
export async function seed(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(
      `INSERT INTO access_group (id, name, is_default)
       SELECT $1, 'default', true WHERE NOT EXISTS (SELECT FROM access_group WHERE is_default)
       ON CONFLICT DO NOTHING`,
      [randomUUID()],
    )
  } finally {
    await client.end()
  }
}
