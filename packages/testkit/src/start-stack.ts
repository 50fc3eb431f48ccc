import { rmSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type NatsFaultProxy, startNatsFaultProxy } from './faults/nats-fault-proxy.js'
import { freePorts } from './free-ports.js'
import { createStackApps, type StackApps, type StackMember } from './stack-apps.js'
import {
  createStackSecrets,
  originOf,
  type StackAppName,
  type StackPorts,
  type StackSecrets,
  stackEnv,
} from './stack-env.js'
import { type StackNats, startNats } from './start-nats.js'
import { type StackDatabases, type StackPostgres, startPostgres } from './start-postgres.js'

const TRAVERSABLE = 0o755
const OWN = 0o600
/** Somebody may still be about to end who writes into it. */
const REMOVE = { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }
const APPS: readonly StackAppName[] = ['billing', 'admin-api', 'gateway', 'console']
const DEFAULT_APPS: readonly StackAppName[] = ['billing', 'admin-api', 'gateway']

/** Runs when nobody uses any more what was prepared. */
type Undo = () => Promise<unknown>

export interface StackOptions {
  /** A folder that `stop` leaves; what an earlier stack left in it goes on, on other ports. Default: a temporary one. */
  dir?: string
  /** Which apps run; without the console, its requests are answered by nobody. */
  apps?: readonly StackAppName[]
  /** Environment on top of what each app needs. */
  env?: Partial<Record<StackAppName, Record<string, string>>>
  /** Folder of another build of an app, or of its processes by their place: sabotaged copies, other versions. */
  dirs?: Partial<Record<StackAppName, string | readonly (string | undefined)[]>>
  /** Words before the command of an app's processes: a network of their own. */
  launchers?: Partial<Record<StackAppName, readonly string[]>>
  /** How many of them run side by side; default one. */
  gatewayCount?: number
  billingCount?: number
  /** Environment of single gateways, by their place. */
  gatewayEnvs?: readonly Record<string, string>[]
  billingEnvs?: readonly Record<string, string>[]
  /** Each gateway and each billing reaches the bus over a link of its own that can be made to fail. */
  hasNatsProxies?: boolean
  /** Runs before nats-server, for instance to make its folder a disk of its own. @returns what `stop` has to undo */
  prepareNats?(dir: string): Promise<Undo | undefined>
  /** Runs before the first app, for instance to make a gateway's journal folder a disk of its own. @returns likewise */
  prepare?(facts: StackFacts): Promise<Undo | undefined>
}

/** What is known before the first app starts. */
export interface StackFacts {
  outboxDir: string
  ports: StackPorts
  /** Of nats-server and PostgreSQL, on loopback. */
  serverPorts: readonly number[]
}

/** A whole installation as processes on free ports of loopback, in a temporary folder. */
export interface Stack extends Pick<StackApps, 'apps'> {
  /** The one public origin: the first gateway's. */
  readonly origin: string
  /** Health and metrics of an app, loopback only. */
  healthUrl(app: StackAppName): string
  /** Every gateway and billing; the first of each is the one in `apps`. */
  readonly gateways: readonly StackMember[]
  readonly billings: readonly StackMember[]
  readonly nats: StackNats
  /** One a gateway, where they were asked for. */
  readonly natsProxies: readonly NatsFaultProxy[]
  /** One a billing, likewise. */
  readonly billingProxies: readonly NatsFaultProxy[]
  readonly postgres: StackPostgres
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

/**
 * Starts servers, migrates, and starts the built apps (`node dist/main.js`, `next start`): run `npm run build` before. Of
 * the packages, `packages/db/dist/seed.js` is needed as well.
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'tollgate-stack-')))
  await mkdir(dir, { recursive: true })
  await chmod(dir, TRAVERSABLE)
  const removal = options.dir === undefined ? removeAtExit(dir) : NO_REMOVAL
  const stops: (() => Promise<unknown>)[] = [removal.remove, removal.cancel]
  /** All of it, whatever of it fails. */
  const stop = async (): Promise<void> => {
    const errors: unknown[] = []
    for (const stopOne of stops.splice(0)) await stopOne().catch((error: unknown) => errors.push(error))
    if (errors.length > 0) throw errors[0]
  }
  const undoLater = (undo: Undo | undefined): void => void (undo && stops.unshift(undo))
  try {
    const [outboxDir, logDir] = [join(dir, 'outbox'), join(dir, 'logs')]
    await Promise.all([outboxDir, logDir].map((path) => mkdir(path, { recursive: true })))
    const secrets = await keptSecrets(join(dir, 'secrets.json'))
    undoLater(await options.prepareNats?.(join(dir, 'nats')))
    const [nats, postgres] = await startServers(dir, secrets, stops)
    removal.stayLast()
    const ports = await findPorts(options)
    undoLater(await options.prepare?.({ outboxDir, ports, serverPorts: [nats.port, portOf(postgres.urls.owner)] }))
    removal.stayLast()
    const open = (members: readonly unknown[]) =>
      openLinks(options.hasNatsProxies ? members.length : 0, nats.port, stops)
    const natsProxies = await open(ports.gateways)
    const billingProxies = await open(ports.billings)
    const gatewayEnvs = envsOf(ports.gateways.length, natsProxies, options.gatewayEnvs)
    const billingEnvs = envsOf(ports.billings.length, billingProxies, options.billingEnvs)
    const table = stackEnv({ ports, natsUrl: nats.url, secrets, databases: postgres.urls, outboxDir })
    const envOf = (app: StackAppName) => ({ ...table[app], ...options.env?.[app] })
    const { processesOf, ...processes } = createStackApps({
      ports,
      envOf,
      logDir,
      dirs: options.dirs,
      launchers: options.launchers,
      memberEnvs: { gateway: gatewayEnvs, billing: billingEnvs },
    })
    stops.unshift(() => Promise.allSettled(APPS.flatMap(processesOf).map((app) => app.stop())))
    await Promise.all((options.apps ?? DEFAULT_APPS).flatMap(processesOf).map((app) => app.start()))
    return {
      ...processes,
      origin: originOf(ports.gateway.port),
      healthUrl: (app) => originOf(ports[app].healthPort),
      nats,
      natsProxies,
      billingProxies,
      postgres,
      natsPasswords: secrets.nats,
      databases: postgres.urls,
      outboxDir,
      logDir,
      masterKey: secrets.masterKey,
      admin: secrets.admin,
      envOf,
      stop,
    }
  } catch (error) {
    await stop().catch(() => {}) // told is what broke first
    throw error
  }
}

/** Where this process ends before `stop`. `stayLast` after each thing that does its own part at exit: disks, servers. */
function removeAtExit(dir: string) {
  const remove = (): void => rmSync(dir, REMOVE)
  const cancel = async (): Promise<void> => void process.off('exit', remove)
  const stayLast = (): void => {
    process.off('exit', remove)
    process.once('exit', remove)
  }
  stayLast()
  return { stayLast, cancel, remove: () => rm(dir, REMOVE) }
}

/** Of a folder that was given. */
const NO_REMOVAL: ReturnType<typeof removeAtExit> = { stayLast() {}, async cancel() {}, async remove() {} }

/** Those that an earlier stack of the folder was made with: its servers know no others. */
async function keptSecrets(path: string): Promise<StackSecrets> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text !== undefined) return JSON.parse(text)
  const secrets = createStackSecrets()
  await writeFile(path, JSON.stringify(secrets), { mode: OWN })
  return secrets
}

async function openLinks(
  count: number,
  natsPort: number,
  stops: (() => Promise<unknown>)[],
): Promise<NatsFaultProxy[]> {
  const proxies: NatsFaultProxy[] = []
  for (let index = 0; index < count; index++) {
    const proxy = await startNatsFaultProxy(natsPort)
    stops.unshift(() => proxy.close())
    proxies.push(proxy)
  }
  return proxies
}

/** Of single processes, by their place. */
const envsOf = (
  count: number,
  proxies: readonly NatsFaultProxy[],
  envs: readonly Record<string, string>[] = [],
): Record<string, string>[] =>
  Array.from({ length: count }, (_, index) => ({
    ...(proxies[index] && { NATS_URL: proxies[index].url }),
    ...envs[index],
  }))

async function startServers(
  dir: string,
  secrets: ReturnType<typeof createStackSecrets>,
  stops: (() => Promise<unknown>)[],
): Promise<[StackNats, StackPostgres]> {
  const started = await Promise.allSettled([
    startNats({ dir: join(dir, 'nats'), passwords: secrets.nats }),
    startPostgres({ dir: join(dir, 'postgres'), passwords: secrets.postgres, seed }),
  ])
  const [nats, postgres] = started
  for (const server of started) if (server.status === 'fulfilled') stops.unshift(() => server.value.close())
  if (nats.status === 'rejected') throw nats.reason
  if (postgres.status === 'rejected') throw postgres.reason
  return [nats.value, postgres.value]
}

/** The launcher takes the same built file; testkit may not import the package. */
async function seed(ownerUrl: string): Promise<void> {
  const built = await import(new URL('../../db/dist/seed.js', import.meta.url).href)
  await built.seed(ownerUrl)
}

const portOf = (url: string): number => Number(new URL(url).port)

async function findPorts({ gatewayCount = 1, billingCount = 1 }: StackOptions): Promise<StackPorts> {
  const free = await freePorts((gatewayCount + billingCount + 2) * 2)
  const take = () => ({ port: free.pop() ?? 0, healthPort: free.pop() ?? 0 })
  const gateways = Array.from({ length: gatewayCount }, take)
  const billings = Array.from({ length: billingCount }, take)
  const [gateway = take(), billing = take()] = [gateways[0], billings[0]]
  return { gateway, billing, 'admin-api': take(), console: take(), gateways, billings }
}
