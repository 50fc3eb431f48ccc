import pg from 'pg'

/**
 * Locks an account, so that whoever moves its money waits.
 * @param url as a role that may change accounts
 * @returns what lets it go again
 */
export async function holdAccount(url: string, accountId: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('BEGIN')
    await client.query('SELECT FROM account WHERE id = $1::uuid FOR UPDATE', [accountId])
  } catch (error) {
    await client.end()
    throw error
  }
  return () => client.end()
}
