import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type StackPostgres, startPostgres } from './start-postgres.js'

let postgres: StackPostgres
const seeded: string[] = []
beforeAll(async () => {
  postgres = await startPostgres({ seed: async (ownerUrl) => void seeded.push(ownerUrl) })
})
afterAll(() => postgres.close())

const query = async (url: string, sql: string) => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

it('is migrated and seeded, with one role a service', async () => {
  const { urls } = postgres
  expect(seeded).toEqual([urls.owner])
  const users = await Promise.all(Object.values(urls).map((url) => query(url, 'SELECT current_user AS name')))
  expect(users.map(([row]) => row.name).sort()).toEqual([
    'postgres',
    'tollgate_admin',
    'tollgate_billing',
    'tollgate_owner',
  ])
  expect(await query(urls.billing, 'SELECT * FROM audit_v1.entries')).toEqual([])
  await expect(query(urls.admin, 'DROP TABLE ledger_entry')).rejects.toThrow(/owner/)
})

it('keeps its port and data over a crash', async () => {
  await query(postgres.urls.superuser, 'CREATE TABLE kept AS SELECT 1 AS one')
  await postgres.kill()
  await expect(query(postgres.urls.superuser, 'SELECT 1')).rejects.toThrow()
  await postgres.start()
  expect(await query(postgres.urls.superuser, 'SELECT * FROM kept')).toEqual([{ one: 1 }])
})
