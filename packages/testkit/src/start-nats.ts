import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NatsUser } from '../../../tools/infra/nats-config.mjs'
import { startNatsServer } from '../../../tools/infra/nats-server.mjs'
import { exitInOrder } from './exit-in-order.js'
import { randomPassword } from './random-password.js'

/** A real nats-server with the users of the installation, which keeps its port and folder over crashes and restarts. */
export interface StackNats {
  readonly url: string
  readonly port: number
  /** JetStream's files lie below it. */
  readonly dir: string
  readonly passwords: Record<NatsUser, string>
  /** What a service connects with; `operator` may do everything. */
  accessOf(user: NatsUser): { url: string; user: NatsUser; password: string }
  /** SIGKILL; `start` brings it back. */
  kill(): Promise<void>
  /** SIGSTOP: connections stay open and nothing is answered. */
  freeze(): void
  /** SIGCONT. */
  thaw(): void
  stop(): Promise<void>
  /** @param options.isEmpty without its streams and buckets: as after a lost disk */
  start(options?: { isEmpty: boolean }): Promise<void>
  /** Stops it and removes a folder that was not given. */
  close(): Promise<void>
}

export interface StartNatsOptions {
  /** Default: a temporary one, removed by `close`. */
  dir?: string
  /** Default: random ones. */
  passwords?: Record<NatsUser, string>
}

/** On a free port of loopback. Ends with this process. */
export async function startNats(options: StartNatsOptions = {}): Promise<StackNats> {
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'tollgate-nats-')))
  const passwords = options.passwords ?? randomPasswords()
  let server = await startNatsServer({ port: 0, dir, passwords })
  const { url, port } = server
  const killWithUs = (): void => void server.kill()
  exitInOrder()
  process.once('exit', killWithUs)
  return {
    url,
    port,
    dir,
    passwords,
    accessOf: (user) => ({ url, user, password: passwords[user] }),
    async kill() {
      await server.kill()
    },
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    stop,
    async start({ isEmpty } = { isEmpty: false }) {
      if (isEmpty) await rm(join(dir, 'jetstream'), { recursive: true, force: true })
      server = await startNatsServer({ port, dir, passwords })
      if (server.port !== port) throw new Error(`port ${port} was taken while nats-server was down`)
    },
    async close() {
      await stop()
      process.off('exit', killWithUs)
      if (options.dir === undefined) await rm(dir, { recursive: true, force: true })
    },
  }

  async function stop(): Promise<void> {
    await server.stop()
  }

  function signal(name: NodeJS.Signals): void {
    process.kill(Number(readFileSync(join(dir, 'nats.pid'), 'utf8')), name)
  }
}

const randomPasswords = (): Record<NatsUser, string> => ({
  gateway: randomPassword(),
  billing: randomPassword(),
  'admin-api': randomPassword(),
  operator: randomPassword(),
})
