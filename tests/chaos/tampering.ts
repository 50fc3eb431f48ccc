import pg from 'pg'
import type { BrokenRow } from './audit-checks.js'

const TABLES = ['ledger_txn', 'ledger_entry'] as const
const INSUFFICIENT_PRIVILEGE = '42501'

/** Of PostgreSQL's roles, the ones that running programs have. */
export interface RunningRoles {
  billing: string
  admin: string
}

/** L8: tries to change history as each running role. @returns what was not refused for want of the right */
export async function triedTampering({ billing, admin }: RunningRoles): Promise<BrokenRow[]> {
  return [...(await tamper('billing', billing, CHANGES)), ...(await tamper('admin', admin, [...CHANGES, insert]))]
}

const CHANGES = [
  (table: string) => `UPDATE ${table} SET id = id WHERE false`,
  (table: string) => `DELETE FROM ${table} WHERE false`,
  (table: string) => `TRUNCATE ${table} CASCADE`,
]
const insert = (table: string): string => `INSERT INTO ${table} SELECT * FROM ${table} WHERE false`

async function tamper(
  role: string,
  url: string,
  changes: readonly ((table: string) => string)[],
): Promise<BrokenRow[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const broken: BrokenRow[] = []
  try {
    for (const sql of TABLES.flatMap((table) => changes.map((change) => change(table)))) {
      await client.query('BEGIN')
      const code = await client.query(sql).then(
        () => undefined,
        (error: { code?: string }) => error.code,
      )
      await client.query('ROLLBACK')
      if (code !== INSUFFICIENT_PRIVILEGE) broken.push({ invariant: 'L8', row: { role, sql, code } })
    }
  } finally {
    await client.end()
  }
  return broken
}
