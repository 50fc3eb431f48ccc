import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createStackApp, type StackApp } from './stack-app.js'
import { type AppPorts, createStackSecrets, LOOPBACK, originOf, type StackAppName, stackEnv } from './stack-env.js'
import { type StackDatabases, type StackNats, startStackNats, startStackPostgres } from './stack-servers.js'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const TRAVERSABLE = 0o755
const DEFAULT_APPS: readonly StackAppName[] = ['billing', 'admin-api', 'gateway']

export interface StackOptions {
  /** Which apps run; without the console, its requests are answered by nobody. */
  apps?: readonly StackAppName[]
  /** Environment on top of what each app needs. */
  env?: Partial<Record<StackAppName, Record<string, string>>>
  /** Folder of another build of an app: sabotaged copies. */
  dirs?: Partial<Record<StackAppName, string>>
}

/** A whole installation as processes on free ports of loopback, in a temporary folder. */
export interface Stack {
  /** The one public origin: the gateway's. */
  readonly origin: string
  /** Health and metrics of an app, loopback only. */
  healthUrl(app: StackAppName): string
  readonly apps: Record<StackAppName, StackApp>
  readonly nats: StackNats
  /** NATS users with their passwords; `operator` may do everything. */
  readonly natsPasswords: Record<'gateway' | 'billing' | 'admin-api' | 'operator', string>
  readonly databases: StackDatabases
  /** Journals of the gateways. */
  readonly outboxDir: string
  readonly logDir: string
  readonly masterKey: string
  /** The first administrator. */
  readonly admin: { username: string; password: string }
  /** The environment that an app is started with. */
  envOf(app: StackAppName): Record<string, string>
  /** Ends everything and removes the folder. */
  stop(): Promise<void>
}

/** Starts servers, migrates, and starts the built apps (`node dist/main.js`, `next start`). */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const dir = await mkdtemp(join(tmpdir(), 'tollgate-stack-'))
  await chmod(dir, TRAVERSABLE)
  const [outboxDir, logDir] = [join(dir, 'outbox'), join(dir, 'logs')]
  await Promise.all([outboxDir, logDir].map((path) => mkdir(path)))
  const secrets = createStackSecrets()
  const [nats, postgres] = await Promise.all([
    startStackNats(join(dir, 'nats'), secrets.nats),
    startStackPostgres(join(dir, 'postgres'), secrets.postgres),
  ])
  const stopServers = () => Promise.allSettled([nats.stop(), postgres.stop()])
  try {
    const ports = await findPorts()
    const table = stackEnv({ ports, natsUrl: nats.url, secrets, databases: postgres.urls, outboxDir })
    const envOf = (app: StackAppName) => ({ ...table[app], ...options.env?.[app] })
    const apps = mapApps((name) =>
      createStackApp({
        name,
        dir: options.dirs?.[name] ?? join(ROOT, 'apps', name),
        args: name === 'console' ? nextStart(ports.console.port) : ['dist/main.js'],
        env: envOf(name),
        readyUrl:
          name === 'console' ? originOf(ports.console.port) : `${originOf(ports[name].healthPort)}/health/ready`,
        logFile: join(logDir, `${name}.log`),
      }),
    )
    const stopApps = () => Promise.allSettled(Object.values(apps).map((app) => app.stop()))
    try {
      await Promise.all((options.apps ?? DEFAULT_APPS).map((name) => apps[name].start()))
    } catch (error) {
      await stopApps()
      throw error
    }
    return {
      origin: originOf(ports.gateway.port),
      healthUrl: (app) => originOf(ports[app].healthPort),
      apps,
      nats,
      natsPasswords: secrets.nats,
      databases: postgres.urls,
      outboxDir,
      logDir,
      masterKey: secrets.masterKey,
      admin: secrets.admin,
      envOf,
      async stop() {
        await stopApps()
        await stopServers()
        await rm(dir, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await stopServers()
    throw error
  }
}

async function findPorts(): Promise<Record<StackAppName, AppPorts>> {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = await freePorts(8)
  return {
    billing: { port: a, healthPort: b },
    'admin-api': { port: c, healthPort: d },
    gateway: { port: e, healthPort: f },
    console: { port: g, healthPort: h },
  }
}

/** All probes are open at once, so that no port is handed out twice. */
async function freePorts(count: number): Promise<number[]> {
  const probes = await Promise.all(
    Array.from({ length: count }, async () => {
      const probe = createServer()
      await new Promise<void>((resolve, reject) => {
        probe.once('error', reject)
        probe.listen(0, LOOPBACK, resolve)
      })
      return probe
    }),
  )
  const ports = probes.map((probe) => {
    const address = probe.address()
    if (address === null || typeof address === 'string') throw new Error('a TCP listener without a port')
    return address.port
  })
  await Promise.all(probes.map((probe) => new Promise((resolve) => probe.close(resolve))))
  return ports
}

const nextStart = (port: number): string[] => [
  '../../node_modules/next/dist/bin/next',
  'start',
  '-p',
  String(port),
  '-H',
  LOOPBACK,
]

const mapApps = (create: (name: StackAppName) => StackApp): Record<StackAppName, StackApp> => ({
  billing: create('billing'),
  'admin-api': create('admin-api'),
  gateway: create('gateway'),
  console: create('console'),
})
