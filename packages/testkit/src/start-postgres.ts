import { execFile, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { databaseUrls } from '../../../tools/infra/database-urls.mjs'
import { startPostgres as startServer } from '../../../tools/infra/postgres.mjs'
import { startMigratedPostgres } from '../../../tools/test/migrated-postgres.mjs'
import { exitInOrder } from './exit-in-order.js'
import { randomPassword } from './random-password.js'

const TRAVERSABLE = 0o755

export interface StackDatabases {
  /** One URL per role. */
  owner: string
  billing: string
  admin: string
  /** Dumps and sabotage. */
  superuser: string
}

export type PostgresPasswords = Record<'postgres' | 'tollgate_owner' | 'tollgate_billing' | 'tollgate_admin', string>

/** The embedded PostgreSQL with roles, migrations, views and grants, which keeps its port and folder over crashes. */
export interface StackPostgres {
  readonly urls: StackDatabases
  /** SIGKILL; `start` brings it back. */
  kill(): Promise<void>
  /** As `pg_ctl stop -m immediate`: no checkpoint, no farewell; the next start recovers. */
  stopAtOnce(): Promise<void>
  /** SIGSTOP to all its processes: connections stay open, nobody answers. */
  freeze(): void
  /** SIGCONT. */
  thaw(): void
  /** Keeps a copy of all there is; the server is away meanwhile. */
  backUp(): Promise<void>
  /** Goes back to the copy, as an operator who restores a base backup does. */
  restore(): Promise<void>
  stop(): Promise<void>
  start(): Promise<void>
  /** Stops it and removes a folder that was not given. */
  close(): Promise<void>
}

export interface StartPostgresOptions {
  /** Default: a temporary one, removed by `close`. */
  dir?: string
  /** Default: random ones. */
  passwords?: PostgresPasswords
  /** Runs after the migrations, as the owner: `seed` of the db package, which this one may not import. */
  seed?(ownerUrl: string): Promise<void>
}

/** On a free port of loopback, about a second. Ends with this process. */
export async function startPostgres(options: StartPostgresOptions = {}): Promise<StackPostgres> {
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'tollgate-pg-')))
  const passwords = options.passwords ?? randomPasswords()
  await mkdir(dir, { recursive: true })
  await chmod(dir, TRAVERSABLE) // started by root, postgres runs as a user of its own
  const own = { dir: join(dir, 'pg'), passwords }
  const open = (port: number) => startServer({ ...own, port })
  const isNew = !existsSync(own.dir)
  let server = isNew ? await startMigratedPostgres(own) : await open(0)
  const { port } = server
  const urls = { ...databaseUrls(server.ownerUrl, {}, passwords), superuser: server.superuserUrl }
  const killWithUs = (): void => void server.kill()
  exitInOrder()
  process.once('exit', killWithUs)
  try {
    if (!isNew) await bringUpToDate(urls)
    await options.seed?.(urls.owner)
  } catch (error) {
    await close()
    throw error
  }
  return {
    urls,
    async kill() {
      await server.kill()
    },
    async stopAtOnce() {
      process.kill(postmasterPid(join(dir, 'pg')), 'SIGQUIT')
      await server.ended
    },
    freeze: () => signalAll('SIGSTOP'),
    thaw: () => signalAll('SIGCONT'),
    async backUp() {
      await stop()
      await copyFolder(join(dir, 'pg'), join(dir, 'copy'))
      await start()
    },
    async restore() {
      await server.kill()
      await copyFolder(join(dir, 'copy'), join(dir, 'pg'))
      await start()
    },
    stop,
    start,
    close,
  }

  function signalAll(signal: NodeJS.Signals): void {
    const postmaster = postmasterPid(join(dir, 'pg'))
    const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(postmaster)], { encoding: 'utf8' })
    for (const pid of [postmaster, ...stdout.split('\n').map(Number)]) if (pid > 0) signalOne(pid, signal)
  }

  async function start(): Promise<void> {
    server = await open(port)
    if (server.port !== port) throw new Error(`port ${port} was taken while postgres was down`)
  }

  async function stop(): Promise<void> {
    await server.stop()
  }

  async function close(): Promise<void> {
    await stop()
    process.off('exit', killWithUs)
    if (options.dir === undefined) await rm(dir, { recursive: true, force: true })
  }
}

/** What an earlier version left. The migrations bring their engine: only for whom there is something to do. */
async function bringUpToDate(urls: StackDatabases): Promise<void> {
  const { migrate } = await import('../../../tools/migrate.mjs')
  await migrate(urls)
}

function signalOne(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error // ended since it was listed
  }
}

/** With owners and rights: the server runs as a user of its own. */
async function copyFolder(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true })
  await promisify(execFile)('cp', ['-a', from, to])
}

/** First line of the file that a running server keeps in its folder. */
const postmasterPid = (dir: string): number => Number.parseInt(readFileSync(join(dir, 'postmaster.pid'), 'utf8'), 10)

const randomPasswords = (): PostgresPasswords => ({
  postgres: randomPassword(),
  tollgate_owner: randomPassword(),
  tollgate_billing: randomPassword(),
  tollgate_admin: randomPassword(),
})
