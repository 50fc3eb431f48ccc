// `tollgate backup DIR`: the journals, then one snapshot of the database, so that no call from before the backup is missing:
// what a journal does not call settled is sent again after a restore, and the ledger takes each request id once. And the
// secrets, without which the sealed keys in the database are lost.
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DATA_DIR } from '../infra/data-dir.mjs'
import { readPrivateJson, writePrivateJson } from '../infra/private-file.mjs'
import { Problem } from '../infra/problem.mjs'
import { secretsFile } from '../infra/secrets.mjs'
import { inTransaction, withClient, withOwnerUrl } from './local-database.mjs'
import { dumpTable, listTables } from './table-dump.mjs'

export const FORMAT = 1
const OWNER_ONLY = 0o700

export async function runBackup({ operands: [folder], output, calledFrom }) {
  const target = resolve(calledFrom, folder)
  const manifest = await createBackup(target, output)
  const rows = Object.values(manifest.tables).reduce((sum, { rowCount }) => sum + rowCount, 0)
  output.result(
    { folder: target, ...manifest },
    `${rows} rows of ${Object.keys(manifest.tables).length} tables, secrets and journals are in ${target}\n` +
      'It holds passwords and the master key: keep it where only operators can read it.',
  )
}

/** Writes beside the target and renames at the end: a folder with the final name is complete. */
async function createBackup(target, output) {
  if (existsSync(target)) throw new Problem(`${target} exists already: a backup is written into a new folder`)
  const partial = `${target}.partial`
  rmSync(partial, { recursive: true, force: true })
  mkdirSync(join(partial, 'tables'), { recursive: true, mode: OWNER_ONLY })
  chmodSync(partial, OWNER_ONLY)
  try {
    copyJournals(partial)
    const database = await withOwnerUrl((url) => withClient(url, (client) => dumpDatabase(client, partial, output)))
    const secrets = readPrivateJson(secretsFile())
    if (secrets) writePrivateJson(join(partial, 'secrets.json'), secrets)
    const manifest = { format: FORMAT, ...database }
    writeFileSync(join(partial, 'backup.json'), `${JSON.stringify(manifest, null, 2)}\n`)
    renameSync(partial, target)
    return manifest
  } catch (error) {
    rmSync(partial, { recursive: true, force: true })
    throw error
  }
}

const dumpDatabase = (client, folder, output) =>
  inTransaction(
    client,
    async () => {
      const { rows: migrations } = await client.query(
        'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY migration_name',
      )
      const { rows: clock } = await client.query('SELECT now() AS "takenAt", version() AS server')
      const tables = {}
      for (const table of await listTables(client)) {
        const dumped = await dumpTable(client, table, join(folder, 'tables', `${table.name}.jsonl.gz`))
        tables[table.name] = { columns: table.columns, ...dumped }
        output.note(`${table.name}: ${dumped.rowCount}`)
      }
      return { ...clock[0], migrations: migrations.map(({ name }) => name), tables }
    },
    'ISOLATION LEVEL REPEATABLE READ READ ONLY',
  )

export const journalsDir = () => process.env.OUTBOX_DIR ?? join(DATA_DIR, 'outbox')

/** Usage that billing has not settled yet lies here. Copied while it grows: its reader stops at a half-written record. */
function copyJournals(folder) {
  const from = journalsDir()
  if (!existsSync(from)) return
  for (const node of readdirSync(from, { withFileTypes: true }))
    if (node.isDirectory()) copySegments(join(from, node.name), join(folder, 'outbox', node.name))
}

function copySegments(from, to) {
  mkdirSync(to, { recursive: true, mode: OWNER_ONLY })
  for (const name of readdirSync(from).filter((file) => file.endsWith('.wal')))
    try {
      cpSync(join(from, name), join(to, name))
    } catch (error) {
      if (error.code !== 'ENOENT') throw error // settled and deleted in between
    }
}
