// `tollgate restore DIR`: into an empty, stopped installation. One transaction: all of it or nothing, and not before every
// file has its checksum and every balance is the sum of its entries.
import { cpSync, existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DATA_DIR } from '../infra/data-dir.mjs'
import { databaseUrls } from '../infra/database-urls.mjs'
import { readPrivateJson, writePrivateJson } from '../infra/private-file.mjs'
import { Problem } from '../infra/problem.mjs'
import { applyViewsAndGrants, ensureRoles } from '../infra/roles.mjs'
import { findRunning } from '../infra/running.mjs'
import { readSecrets, secretsFile } from '../infra/secrets.mjs'
import { applyMigrations, migrationNames } from '../migrate.mjs'
import { FORMAT, journalsDir } from './backup.mjs'
import { externalUrl, inTransaction, withClient, withOwnerUrl } from './local-database.mjs'
import { listTables, loadTable, sha256Of } from './table-dump.mjs'

export async function runRestore({ operands: [folder], output, calledFrom }) {
  const source = resolve(calledFrom, folder)
  const running = findRunning()
  if (running) throw new Problem(`Tollgate runs on ${DATA_DIR} (process ${running.pid}): stop it first`)
  const manifest = await readManifest(source)
  await output.confirm(
    `Restore the backup of ${manifest.takenAt} into ${externalUrl() ? 'the external database' : DATA_DIR}?`,
  )
  await withOwnerUrl((url) => restoreDatabase(url, source, manifest, output), { canCreate: true })
  copyJournals(source)
  const rows = Object.values(manifest.tables).reduce((sum, { rowCount }) => sum + rowCount, 0)
  output.result(
    { rows, takenAt: manifest.takenAt },
    `${rows} rows as of ${manifest.takenAt} are restored, every balance is the sum of its entries.\n` +
      'Start Tollgate: it settles what the bus has had since before it grants money again.\n' +
      'Then run `npx tollgate restore-check`: it lists what else was lost, and posts it again.',
  )
}

/** @throws Problem unless every file is there with its checksum */
async function readManifest(source) {
  const path = join(source, 'backup.json')
  if (!existsSync(path)) throw new Problem(`${source} is not a backup: it has no backup.json`)
  const manifest = JSON.parse(readFileSync(path, 'utf8'))
  if (manifest.format !== FORMAT) throw new Problem(`this backup has format ${manifest.format}, expected ${FORMAT}`)
  const unknown = manifest.migrations.find((name) => !migrationNames().includes(name))
  if (unknown) throw new Problem(`this backup comes from a newer Tollgate (migration ${unknown}): upgrade first`)
  for (const [name, { sha256 }] of Object.entries(manifest.tables)) {
    const file = fileOf(source, name)
    if (!existsSync(file) || (await sha256Of(file)) !== sha256) throw new Problem(`${file} is missing or damaged`)
  }
  return manifest
}

const fileOf = (source, table) => join(source, 'tables', `${table}.jsonl.gz`)

/** Passwords belong to the servers that are here; the master key belongs to the data. */
function takeOverSecrets(source) {
  const saved = readPrivateJson(join(source, 'secrets.json'))
  if (saved === undefined) return
  const { masterKey, adminPassword } = saved
  writePrivateJson(secretsFile(), { ...readSecrets(), masterKey, adminPassword })
}

async function restoreDatabase(url, source, manifest, output) {
  const urls = databaseUrls(url, process.env, readSecrets().postgres)
  await ensureRoles(urls)
  await applyMigrations(url, manifest.migrations)
  await withClient(url, (client) =>
    inTransaction(client, async () => {
      await assertEmpty(client)
      takeOverSecrets(source) // not before: the key of a database in use must stay
      await loadAll(client, source, manifest, output)
      await assertBooksBalance(client)
    }),
  )
  await applyMigrations(url)
  await applyViewsAndGrants(urls)
}

async function assertEmpty(client) {
  const { rows } = await client.query(
    'SELECT EXISTS (SELECT FROM app_user) OR EXISTS (SELECT FROM ledger_txn) AS "isInUse"',
  )
  if (rows[0].isInUse)
    throw new Problem('this database is in use: restore into an empty installation (another DATA_DIR)')
}

async function loadAll(client, source, manifest, output) {
  const tables = (await listTables(client)).filter(({ name }) => manifest.tables[name])
  const foreignKeys = await deferForeignKeys(client)
  for (const { name } of tables) await client.query(`ALTER TABLE ${quoted(client, name)} DISABLE TRIGGER USER`)
  for (const { name } of tables) await client.query(`DELETE FROM ${quoted(client, name)}`) // what migrations put there
  for (const { name, hasTransactionColumn } of tables) {
    const { columns, rowCount } = manifest.tables[name]
    const loaded = await loadTable(client, { name, columns }, fileOf(source, name))
    if (loaded !== rowCount) throw new Problem(`${name} has ${loaded} rows, expected ${rowCount}`)
    if (hasTransactionColumn)
      await client.query(`UPDATE ${quoted(client, name)} SET changed_xid = pg_current_xact_id()`)
    output.note(`${name}: ${loaded}`)
  }
  await client.query('SET CONSTRAINTS ALL IMMEDIATE')
  for (const { name } of tables) await client.query(`ALTER TABLE ${quoted(client, name)} ENABLE TRIGGER USER`)
  for (const { table, name } of foreignKeys)
    await client.query(`ALTER TABLE ${table} ALTER CONSTRAINT ${name} NOT DEFERRABLE`)
  await advanceSequences(client)
  // gateways drop leases of another epoch; billing raises it further where the bus has seen a higher one
  await client.query('UPDATE ledger_state SET ledger_epoch = ledger_epoch + 1')
}

const quoted = (client, name) => `public.${client.escapeIdentifier(name)}`

/** Tables are loaded in any order, and one row may point to a later one; all of it is checked at the end. */
async function deferForeignKeys(client) {
  const { rows } = await client.query(
    `SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name FROM pg_constraint
     WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND NOT condeferrable`,
  )
  for (const { table, name } of rows)
    await client.query(`ALTER TABLE ${table} ALTER CONSTRAINT ${name} DEFERRABLE INITIALLY DEFERRED`)
  return rows
}

async function advanceSequences(client) {
  const { rows } = await client.query(
    `SELECT c.relname AS table, a.attname AS column,
            pg_get_serial_sequence(format('public.%I', c.relname), a.attname) AS sequence
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
       AND pg_get_serial_sequence(format('public.%I', c.relname), a.attname) IS NOT NULL`,
  )
  for (const { table, column, sequence } of rows)
    await client.query(
      `SELECT setval($1, GREATEST((SELECT max(${client.escapeIdentifier(column)}) FROM ${quoted(client, table)}), 1))`,
      [sequence],
    )
}

/** Double entry, and every balance from nothing but its entries. */
async function assertBooksBalance(client) {
  const { rows } = await client.query(
    `SELECT 'transaction ' || txn_id AS what FROM ledger_entry GROUP BY txn_id HAVING sum(amount) <> 0
     UNION ALL
     SELECT 'account ' || a.id FROM account a
     WHERE a.balance <> COALESCE((SELECT sum(e.amount) FROM ledger_entry e WHERE e.account_id = a.id), 0)
     LIMIT 5`,
  )
  if (rows.length > 0)
    throw new Problem(
      `this backup's books do not balance (${rows.map(({ what }) => what).join(', ')}): nothing was restored`,
    )
}

/** A segment that is there has all that the backup's copy of it has, and what was written since. */
function copyJournals(source) {
  const from = join(source, 'outbox')
  if (existsSync(from)) cpSync(from, journalsDir(), { recursive: true, force: false })
}
