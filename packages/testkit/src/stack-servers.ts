import { chmod, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { databaseUrls } from '../../../tools/infra/database-urls.mjs'
import type { NatsPasswords } from '../../../tools/infra/nats-config.mjs'
import { startNatsServer } from '../../../tools/infra/nats-server.mjs'
import { startPostgres } from '../../../tools/infra/postgres.mjs'

const TRAVERSABLE = 0o755

/** nats-server that keeps its port and folder over crashes and restarts. */
export interface StackNats {
  readonly url: string
  readonly port: number
  /** JetStream's files lie below it. */
  readonly dir: string
  /** SIGKILL; `start` brings it back. */
  kill(): Promise<void>
  stop(): Promise<void>
  /** @param options.isEmpty without its streams and buckets: as after a lost disk */
  start(options?: { isEmpty: boolean }): Promise<void>
}

/** @param passwords one per user, with the permissions of the real installation */
export async function startStackNats(dir: string, passwords: NatsPasswords): Promise<StackNats> {
  let server = await startNatsServer({ port: 0, dir, passwords })
  const { url, port } = server
  return {
    url,
    port,
    dir,
    async kill() {
      await server.kill()
    },
    async stop() {
      await server.stop()
    },
    async start(options) {
      if (options?.isEmpty) await rm(join(dir, 'jetstream'), { recursive: true, force: true })
      server = await startNatsServer({ port, dir, passwords })
      if (server.port !== port) throw new Error(`port ${port} was taken while nats-server was down`)
    },
  }
}

export interface StackDatabases {
  /** One URL per role. */
  owner: string
  billing: string
  admin: string
  /** Dumps and sabotage. */
  superuser: string
}

/** Embedded PostgreSQL with roles, migrations, views, grants and seed, as `npm start` prepares it. */
export async function startStackPostgres(
  dir: string,
  passwords: Record<'postgres' | 'tollgate_owner' | 'tollgate_billing' | 'tollgate_admin', string>,
): Promise<{ urls: StackDatabases; stop(): Promise<void> }> {
  await mkdir(dir, { recursive: true })
  await chmod(dir, TRAVERSABLE) // started by root, postgres runs as a user of its own
  const server = await startPostgres({ port: 0, dir: join(dir, 'pg'), passwords })
  try {
    const urls = databaseUrls(server.ownerUrl, {}, passwords)
    const { migrate } = await import('../../../tools/migrate.mjs')
    await migrate(urls)
    // the launcher takes the same built file; testkit may not import the package
    const { seed } = await import(new URL('../../db/dist/seed.js', import.meta.url).href)
    await seed(urls.owner)
    return {
      urls: { ...urls, superuser: server.superuserUrl },
      async stop() {
        await server.stop()
      },
    }
  } catch (error) {
    await server.stop()
    throw error
  }
}
