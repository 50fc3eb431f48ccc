// The whole round on real databases: a backup of a database in use, into another, empty installation.
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { databaseUrls } from '../infra/database-urls.mjs'
import { startPostgres } from '../infra/postgres.mjs'
import { ROOT } from '../infra/root.mjs'
import { readSecrets } from '../infra/secrets.mjs'
import { migrate } from '../migrate.mjs'

const LINE_SEPARATOR = '\u2028'
const BIG_NANOS = '9007199254740993' // a float would make it …992
let folder
let server
let ownerUrl
let backupDir

/** One run of the CLI. @returns { code, stdout, stderr } */
const tollgate = (args, env) =>
  new Promise((resolve) => {
    const { OWNER_DATABASE_URL: _owner, DATABASE_URL: _url, ...rest } = process.env
    execFile(
      process.execPath,
      [join(ROOT, 'tools/cli.mjs'), ...args],
      { env: { ...rest, ...env } },
      (error, stdout, stderr) => resolve({ code: error ? error.code : 0, stdout, stderr }),
    )
  })

async function query(url, sql, values) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql, values)).rows
  } finally {
    await client.end()
  }
}

const ids = {
  user: randomUUID(),
  wallet: randomUUID(),
  txn: randomUUID(),
  correction: randomUUID(),
  revenue: randomUUID(),
}

async function fill(url) {
  await query(
    url,
    `INSERT INTO app_user (id, username, display_name, wallet_account_id, state) VALUES ('${ids.user}', '2200011111', $1, '${ids.wallet}', 'active')`,
    [`a${LINE_SEPARATOR}b\n"c"`],
  )
  await query(
    url,
    `INSERT INTO account (id, kind, owner_user_id, balance) VALUES ('${ids.wallet}', 'wallet', '${ids.user}', ${BIG_NANOS})`,
  )
  // the correction is stored before what it corrects would be by name or number: any order must restore
  for (const [id, corrects, amount] of [
    [ids.txn, null, BIG_NANOS],
    [ids.correction, ids.txn, '0'],
  ])
    await query(
      url,
      `WITH t AS (INSERT INTO ledger_txn (id, kind, idem_key, corrects_txn, occurred_on, period, meta)
                  VALUES ('${id}', 'grant', '${id}', ${corrects ? `'${corrects}'` : 'NULL'}, '2026-09-01', '2026-09', '{"a": 1.10}'))
       INSERT INTO ledger_entry (txn_id, account_id, amount)
       VALUES ('${id}', '${ids.wallet}', ${amount}), ('${id}', '${ids.revenue}', -${amount})`,
    )
  await query(
    url,
    `INSERT INTO model (id, name, abilities) VALUES ('${randomUUID()}', 'a/b', ARRAY['vision', 'it''s'])`,
  )
  await query(url, `UPDATE model SET description = 'changed twice' WHERE name = 'a/b'`)
}

const snapshot = async (url) => ({
  users: await query(url, 'SELECT id, username, display_name, created_at::text, version FROM app_user'),
  accounts: await query(url, 'SELECT id, balance FROM account'),
  transactions: await query(url, 'SELECT id, corrects_txn, occurred_on::text, meta::text FROM ledger_txn ORDER BY id'),
  entries: await query(url, 'SELECT id, txn_id, amount FROM ledger_entry ORDER BY id'),
  models: await query(url, 'SELECT id, name, abilities, version FROM model'),
})

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tollgate-backup-'))
  chmodSync(folder, 0o755)
  const passwords = readSecrets(join(folder, 'one')).postgres
  server = await startPostgres({ port: 0, dir: join(folder, 'one', 'pg'), passwords })
  ownerUrl = server.ownerUrl
  await migrate(databaseUrls(ownerUrl, {}, passwords))
  await fill(ownerUrl)
  mkdirSync(join(folder, 'one', 'outbox', 'gateway-1'), { recursive: true })
  writeFileSync(join(folder, 'one', 'outbox', 'gateway-1', '7.wal'), 'journal')
  backupDir = join(folder, 'backup')
})
afterAll(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const atSource = () => ({ DATA_DIR: join(folder, 'one'), OWNER_DATABASE_URL: ownerUrl })

it('backs a running database up, and refuses to overwrite a backup', async () => {
  const done = await tollgate(['backup', backupDir, '--json'], atSource())
  expect(done.stderr).toBe('')
  expect(JSON.parse(done.stdout).tables.ledger_entry.rowCount).toBe(4)
  expect(statSync(join(backupDir, 'secrets.json')).mode & 0o777).toBe(0o600)
  expect(statSync(backupDir).mode & 0o777).toBe(0o700)
  expect(existsSync(`${backupDir}.partial`)).toBe(false)
  const again = await tollgate(['backup', backupDir], atSource())
  expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('exists already')])
})

it('restores into an empty installation: rows, versions, sequences, journals and the master key', async () => {
  const target = { DATA_DIR: join(folder, 'two'), PORT: '' }
  const own = readSecrets(join(folder, 'two'))
  const done = await tollgate(['restore', backupDir, '--yes'], target)
  expect([done.code, done.stdout]).toEqual([0, expect.stringContaining('every balance is the sum of its entries')])
  const secrets = readSecrets(join(folder, 'two'))
  expect(secrets.masterKey).toBe(readSecrets(join(folder, 'one')).masterKey)
  expect(secrets.postgres).toEqual(own.postgres)
  expect(readFileSync(join(folder, 'two', 'outbox', 'gateway-1', '7.wal'), 'utf8')).toBe('journal')

  const restored = await startPostgres({ port: 0, dir: join(folder, 'two', 'pg'), passwords: secrets.postgres })
  try {
    expect(await snapshot(restored.ownerUrl)).toEqual(await snapshot(ownerUrl))
    const [{ changed }] = await query(
      restored.ownerUrl,
      'SELECT bool_and(changed_xid IS NOT NULL) AS changed FROM model',
    )
    expect(changed).toBe(true)
    expect(await query(restored.ownerUrl, 'SELECT ledger_epoch FROM ledger_state')).toEqual([{ ledger_epoch: '2' }])
    const next = await query(
      restored.ownerUrl,
      "SELECT nextval('ledger_entry_id_seq') > max(id) AS ok FROM ledger_entry",
    )
    expect(next).toEqual([{ ok: true }])
    await expect(query(restored.ownerUrl, 'DELETE FROM ledger_txn')).rejects.toThrow('append-only')
    await expect(query(restored.ownerUrl, `UPDATE app_user SET id = '${randomUUID()}'`)).resolves.toBeDefined()
    await expect(
      query(
        restored.ownerUrl,
        `INSERT INTO ledger_entry (txn_id, account_id, amount) VALUES ('${randomUUID()}', '${ids.wallet}', 0)`,
      ),
    ).rejects.toThrow('foreign key')
  } finally {
    await restored.stop()
  }
})

it('refuses a database in use and keeps its master key', async () => {
  const before = readSecrets(join(folder, 'two')).masterKey
  const other = { ...readSecrets(join(folder, 'two')), masterKey: Buffer.alloc(32, 7).toString('base64') }
  writeFileSync(join(folder, 'two', 'secrets.json'), JSON.stringify(other))
  const refused = await tollgate(['restore', backupDir, '--yes'], { DATA_DIR: join(folder, 'two') })
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('in use')])
  expect(readSecrets(join(folder, 'two')).masterKey).toBe(other.masterKey)
  expect(before).not.toBe(other.masterKey)
})

it('asks before it restores, and notices a damaged file', async () => {
  const target = { DATA_DIR: join(folder, 'three') }
  const asked = await tollgate(['restore', backupDir], target)
  expect([asked.code, asked.stderr]).toEqual([1, expect.stringContaining('--yes')])
  writeFileSync(join(backupDir, 'tables', 'app_user.jsonl.gz'), 'x')
  const damaged = await tollgate(['restore', backupDir, '--yes'], target)
  expect([damaged.code, damaged.stderr]).toEqual([
    1,
    expect.stringContaining('app_user.jsonl.gz is missing or damaged'),
  ])
})

it('refuses books that do not balance', async () => {
  await query(ownerUrl, `UPDATE account SET balance = balance + 1`)
  const unbalanced = join(folder, 'unbalanced')
  await tollgate(['backup', unbalanced], atSource())
  const refused = await tollgate(['restore', unbalanced, '--yes'], { DATA_DIR: join(folder, 'four') })
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining(`do not balance (account ${ids.wallet})`)])
})
