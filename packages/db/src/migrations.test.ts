import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databaseUrls } from '../../../tools/infra/database-urls.mjs'
import { type RunningPostgres, startPostgres } from '../../../tools/infra/postgres.mjs'
import { migrate } from '../../../tools/migrate.mjs'
import { seed } from './seed.js'

const PASSWORDS = { postgres: 'p', tollgate_owner: 'o', tollgate_billing: 'b', tollgate_admin: 'a' }
const ID = '00000000-0000-7000-8000-00000000000'

let folder: string
let server: RunningPostgres
const clients: pg.Client[] = []
const as = async (url: string) => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  clients.push(client)
  return client
}
let owner: pg.Client
let billing: pg.Client
let admin: pg.Client

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tollgate-db-'))
  server = await startPostgres({ port: 0, dir: join(folder, 'pg'), passwords: PASSWORDS })
  const urls = databaseUrls(server.ownerUrl, {}, PASSWORDS)
  await migrate(urls)
  await seed(urls.owner)
  await seed(urls.owner)
  owner = await as(urls.owner)
  billing = await as(urls.billing)
  admin = await as(urls.admin)
})
afterAll(async () => {
  for (const client of clients) await client.end()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

const refusalOf = async (client: pg.Client, sql: string) => {
  try {
    await client.query(sql)
    return undefined
  } catch (error) {
    return (error as { code?: string }).code
  }
}

const LEDGER_CHANGES = ['ledger_txn', 'ledger_entry'].flatMap((table) => [
  `UPDATE ${table} SET id = id`,
  `DELETE FROM ${table}`,
  `TRUNCATE ${table} CASCADE`,
])
const PERMISSION_DENIED = '42501'
const APPEND_ONLY = '23001'
const NO_UPDATABLE_VIEW = '55000'

describe('the seed', () => {
  it('makes the default group once', async () => {
    const { rows } = await admin.query('SELECT name, is_default FROM access_group')
    expect(rows).toEqual([{ name: 'default', is_default: true }])
  })
})

describe('X13 P0, L8: database roles', () => {
  it.each(LEDGER_CHANGES)('nobody may %s', async (sql) => {
    expect(await refusalOf(billing, sql)).toBe(PERMISSION_DENIED)
    expect(await refusalOf(admin, sql)).toBe(PERMISSION_DENIED)
    expect(await refusalOf(owner, sql)).toBe(APPEND_ONLY)
  })

  it.each([
    `INSERT INTO revenue_sum VALUES ('2026-11', now(), 'usage', 1, 1)`,
    `INSERT INTO revenue_delta VALUES ('2026-11', now(), 'usage', 1, 1)`,
    'UPDATE revenue_sum SET amount = 0',
    'UPDATE revenue_delta SET amount = 0',
    'DELETE FROM revenue_sum',
    'DELETE FROM revenue_delta',
    'TRUNCATE revenue_delta',
    `INSERT INTO audit_v1.revenue VALUES ('2026-11', now(), 'usage', 1, 1)`,
    'CREATE TRIGGER mine AFTER INSERT ON ledger_entry EXECUTE FUNCTION note_revenue()',
  ])('sums of the ledger are its own; no running role may %s', async (sql) => {
    for (const client of [billing, admin])
      expect([PERMISSION_DENIED, NO_UPDATABLE_VIEW]).toContain(await refusalOf(client, sql))
  })

  it.each([
    `INSERT INTO ledger_txn (id, kind, idem_key, occurred_on, period, meta) VALUES ('${ID}1', 'grant', 'x', now(), '2026-11', '{}')`,
    `INSERT INTO account (id, kind) VALUES ('${ID}1', 'wallet')`,
    'UPDATE account SET balance = 1',
    'UPDATE lease SET granted = 0',
    'UPDATE price_version SET per_request_nanos = 0',
    'SELECT fold_revenue()',
    'DELETE FROM audit_log',
    'UPDATE audit_log SET action = action',
    'ALTER TABLE account ADD COLUMN x int',
    'SET ROLE tollgate_owner',
    'SET ROLE tollgate_billing',
    `COPY (SELECT 1) TO PROGRAM 'true'`,
    'CREATE TABLE mine (id int)',
  ])('admin-api may not: %s', async (sql) => {
    expect(await refusalOf(admin, sql)).toBe(PERMISSION_DENIED)
  })

  it.each([
    'SELECT password_hash FROM app_user',
    'SELECT hash FROM api_key',
    'SELECT sealed FROM channel_key',
    'SELECT token_hash FROM session',
    `UPDATE app_user SET role = 'root'`,
    `INSERT INTO price_version (id, model_id, valid_from, input_per_million_nanos, output_per_million_nanos) VALUES ('${ID}1', '${ID}1', now(), 0, 0)`,
    'SELECT * FROM audit_log',
    'SET ROLE tollgate_admin',
  ])('billing may not: %s', async (sql) => {
    expect(await refusalOf(billing, sql)).toBe(PERMISSION_DENIED)
  })

  it('no running role owns a table', async () => {
    const { rows } = await owner.query(
      `SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname IN ('public', 'audit_v1')`,
    )
    expect(rows).toEqual([{ tableowner: 'tollgate_owner' }])
  })
})

describe('L2: double entry', () => {
  const insertTxn = (id: string, legs: readonly number[]) => `
    BEGIN;
    INSERT INTO ledger_txn (id, kind, idem_key, occurred_on, period, meta) VALUES ('${id}', 'grant', '${id}', now(), '2026-11', '{}');
    INSERT INTO ledger_entry (txn_id, account_id, amount) VALUES ${legs.map((amount) => `('${id}', '${ID}9', ${amount})`).join(', ')};
    COMMIT;`

  it('a transaction whose legs do not net to 0 does not commit', async () => {
    expect(await refusalOf(billing, insertTxn(`${ID}2`, [5, -4]))).toBe('23514')
    await billing.query('ROLLBACK')
    expect(await refusalOf(billing, insertTxn(`${ID}3`, [5, -5]))).toBeUndefined()
    // a leg that comes later, and one of a transaction that is not there
    const insertLeg = (id: string) =>
      `INSERT INTO ledger_entry (txn_id, account_id, amount) VALUES ('${id}', '${ID}9', 1)`
    expect(await refusalOf(billing, insertLeg(`${ID}3`))).toBe('23514')
    expect(await refusalOf(billing, insertLeg(`${ID}4`))).toBe('23503')
  })
})

describe('projected rows', () => {
  const versionOf = async (table: string) => {
    const { rows } = await admin.query(
      `SELECT version::int, changed_xid::text AS xid FROM ${table} ORDER BY id LIMIT 1`,
    )
    return rows[0] as { version: number; xid: string }
  }

  it('a price, a group and a key of a channel touch the row whose record they are part of', async () => {
    await admin.query(`INSERT INTO model (id, name) VALUES ('${ID}1', 'm')`)
    const before = await versionOf('model')
    await admin.query(
      `INSERT INTO price_version (id, model_id, valid_from, input_per_million_nanos, output_per_million_nanos) VALUES ('${ID}1', '${ID}1', now(), 1, 2)`,
    )
    const after = await versionOf('model')
    expect(after.version).toBe(before.version + 1)
    expect(BigInt(after.xid)).toBeGreaterThan(BigInt(before.xid))
  })

  it('disabling a user touches his keys', async () => {
    const { rows } = await admin.query('SELECT id FROM access_group LIMIT 1')
    const groupId = (rows[0] as { id: string }).id
    await admin.query(
      `INSERT INTO app_user (id, username, wallet_account_id, state) VALUES ('${ID}1', 'u', '${ID}4', 'active')`,
    )
    await admin.query(
      `INSERT INTO api_key (id, user_id, name, hash, group_id, payer_account_id) VALUES ('${ID}1', '${ID}1', 'k', 'h', '${groupId}', '${ID}4')`,
    )
    const before = await versionOf('api_key')
    await admin.query(`UPDATE app_user SET display_name = 'x'`)
    expect((await versionOf('api_key')).version).toBe(before.version)
    await admin.query(`UPDATE app_user SET state = 'disabled'`)
    expect((await versionOf('api_key')).version).toBe(before.version + 1)
  })
})
