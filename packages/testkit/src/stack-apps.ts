import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createStackApp, type StackApp } from './stack-app.js'
import { type AppPorts, originOf, type StackAppName, type StackPorts } from './stack-env.js'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

/** One of several processes of an app. */
export interface StackMember {
  /** NODE_ID. */
  readonly nodeId: string
  readonly origin: string
  readonly healthUrl: string
  readonly app: StackApp
}

export interface StackApps {
  /** The first of each. */
  readonly apps: Record<StackAppName, StackApp>
  readonly gateways: readonly StackMember[]
  readonly billings: readonly StackMember[]
  /** Every process of an app. */
  processesOf(name: StackAppName): readonly StackApp[]
}

export interface StackAppsOptions {
  ports: StackPorts
  envOf(name: StackAppName): Record<string, string>
  logDir: string
  /** Folders of other builds: of all processes of an app, or by their place. */
  dirs?: Partial<Record<StackAppName, string | readonly (string | undefined)[]>> | undefined
  /** Words before the command of an app's processes. */
  launchers?: Partial<Record<StackAppName, readonly string[]>> | undefined
  /** Of single processes, by their place. */
  memberEnvs: Record<'gateway' | 'billing', readonly Record<string, string>[]>
}

/** The table of processes; none is started yet. */
export function createStackApps(options: StackAppsOptions): StackApps {
  const { ports } = options
  const gateways = ports.gateways.map((own, index) => createMember(options, 'gateway', { own, index }))
  const billings = ports.billings.map((own, index) => createMember(options, 'billing', { own, index }))
  const apps = {
    billing: firstOf(billings),
    'admin-api': create(options, { name: 'admin-api', label: 'admin-api', own: ports['admin-api'] }),
    gateway: firstOf(gateways),
    console: create(options, { name: 'console', label: 'console', own: ports.console }),
  }
  const several: Partial<Record<StackAppName, readonly StackMember[]>> = { gateway: gateways, billing: billings }
  return {
    apps,
    gateways,
    billings,
    processesOf: (name) => several[name]?.map(({ app }) => app) ?? [apps[name]],
  }
}

function createMember(
  options: StackAppsOptions,
  name: 'gateway' | 'billing',
  { own, index }: { own: AppPorts; index: number },
): StackMember {
  const nodeId = `${name}-${index + 1}`
  const env = {
    NODE_ID: nodeId,
    PORT: String(own.port),
    HEALTH_PORT: String(own.healthPort),
    ...options.memberEnvs[name][index],
  }
  return {
    nodeId,
    origin: originOf(own.port),
    healthUrl: originOf(own.healthPort),
    app: create(options, { name, label: index === 0 ? name : nodeId, own, env, index }),
  }
}

interface Process {
  name: StackAppName
  /** In messages and the name of its log. */
  label: string
  own: AppPorts
  env?: Record<string, string>
  index?: number
}

function create(
  { dirs, envOf, launchers, logDir }: StackAppsOptions,
  { name, label, own, env, index = 0 }: Process,
): StackApp {
  const dir = dirs?.[name]
  return createStackApp({
    name: label,
    dir: (typeof dir === 'object' ? dir[index] : dir) ?? join(ROOT, 'apps', name),
    args: name === 'console' ? nextStart(own.port) : startArgs(name),
    env: { ...envOf(name), ...env },
    launcher: launchers?.[name],
    readyUrl: name === 'console' ? originOf(own.port) : `${originOf(own.healthPort)}/health/ready`,
    logFile: join(logDir, `${label}.log`),
  })
}

function firstOf(members: readonly StackMember[]): StackApp {
  const [first] = members
  if (first === undefined) throw new Error('a stack has at least one gateway and one billing')
  return first.app
}

/** Behind `node` in the app's own start script, as the launcher does; also for other builds of it. */
function startArgs(name: StackAppName): string[] {
  const text = readFileSync(join(ROOT, 'apps', name, 'package.json'), 'utf8')
  return (JSON.parse(text) as { scripts: { start: string } }).scripts.start.split(' ').slice(1)
}

const nextStart = (port: number): string[] => [
  '../../node_modules/next/dist/bin/next',
  'start',
  '-p',
  String(port),
  '-H',
  '127.0.0.1',
]
