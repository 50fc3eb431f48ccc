// Brings an installation up: install, build, servers, roles, migrations, seed, apps, readiness. It runs before anything
// is installed, so only Node's own modules may be imported at the top of this file and of those that it takes along.
import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { startApp } from './app-process.mjs'
import { ADMIN_API_URL, appTable, HOST, healthPortOf, PORTS, PUBLIC_URL } from './apps.mjs'
import { buildAll } from './build.mjs'
import { ensureDataDir } from './data-dir.mjs'
import { databaseUrls } from './database-urls.mjs'
import { whenNpmEnds } from './end-with-npm.mjs'
import { assertNodeVersion, ensureInstalled } from './install.mjs'
import { keepRunning } from './keep-running.mjs'
import { isPortOpen } from './ports.mjs'
import { Problem, sentenceOf } from './problem.mjs'
import { waitUntilReady } from './readiness.mjs'
import { ROOT } from './root.mjs'
import { claimDataDir, noteRunning, releaseDataDir } from './running.mjs'
import { readSecrets } from './secrets.mjs'

const startedAt = performance.now()
const lap = (what) => console.log(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${what}`)

/**
 * Starts everything and stays until it is told to stop.
 * @param options.isDemo with the demo upstream
 * @param options.onReady called with { admin, secrets, isFirstStart } once everything is up; its failure ends all
 */
export async function launch({ isDemo = false, onReady }) {
  const stopper = createStopper()
  try {
    process.chdir(ROOT)
    assertNodeVersion()
    ensureDataDir()
    claimDataDir()
    stopper.add(async () => releaseDataDir())
    await assertPortsFree(isDemo)
    if (await ensureInstalled({ log: lap, signal: stopper.signal })) lap('packages are installed')
    const secrets = readSecrets()
    const [servers] = await allOrFirstFailure([startServers(stopper), build(stopper.signal)])
    const databases = databaseUrls(servers.ownerUrl, process.env, secrets.postgres)
    const isFirstStart = await prepareDatabase(databases)
    noteRunning({ ...servers.note, publicUrl: PUBLIC_URL, adminApiUrl: ADMIN_API_URL })
    const admin = firstAdmin(secrets)
    await startApps(appTable({ natsUrl: servers.natsUrl, databases, secrets, admin, isDemo }), stopper)
    await onReady({ admin, secrets, isFirstStart, lap })
  } catch (error) {
    if (!stopper.signal.aborted) console.error(`\n${sentenceOf(error)}`)
    await stopper.stop(1)
  }
}

const firstAdmin = (secrets) => ({
  username: process.env.ADMIN_USERNAME ?? 'admin',
  password: process.env.ADMIN_PASSWORD ?? secrets.adminPassword,
})

/** What was started is stopped in reverse: apps, then servers. */
function createStopper() {
  const stops = []
  const stopping = new AbortController()
  const stop = async (exitCode) => {
    if (stopping.signal.aborted) return
    stopping.abort()
    for (const stopOne of stops.reverse()) await stopOne().catch((error) => console.error(sentenceOf(error)))
    process.exit(exitCode)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(0))
  whenNpmEnds(() => stop(1))
  return { add: (stopOne) => stops.push(stopOne), stop, signal: stopping.signal }
}

/** Before minutes of work: a taken port is found here, not at the end. */
async function assertPortsFree(isDemo) {
  for (const [name, port] of Object.entries(PORTS)) {
    if (name === 'demo-upstream' && !isDemo) continue
    const variable = `${name.toUpperCase().replace('-', '_')}_PORT`
    const taken = (await isPortOpen(port, name === 'gateway' ? HOST : undefined))
      ? port
      : (await isPortOpen(healthPortOf(name))) && healthPortOf(name)
    if (taken) throw new Problem(`port ${taken} (${name}) is taken by another program: stop it or set ${variable}`)
  }
}

/** Waits for all, so that nothing is left under way, and throws the first failure. */
async function allOrFirstFailure(works) {
  const results = await Promise.allSettled([...works])
  const failure = results.find((result) => result.status === 'rejected')
  if (failure) throw failure.reason
  return results.map((result) => result.value)
}

async function build(signal) {
  if (process.env.SKIP_BUILD === '1') return
  lap('building …')
  await buildAll({ signal })
  lap('built')
}

/** The servers' process restarts them itself; if it ends of its own accord there is nothing left to serve with. */
async function startServers(stopper) {
  const host = fork(new URL('./host.mjs', import.meta.url), {
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const exited = new Promise((resolve) => host.once('exit', resolve))
  stopper.add(() => {
    if (host.connected) host.send('stop', () => {}) // it may be ending by itself
    return exited
  })
  const servers = await new Promise((resolve, reject) => {
    host.once('message', (message) => (message.error ? reject(new Problem(message.error)) : resolve(message)))
    host.once('exit', (code) => reject(new Problem(`the servers' process ended with ${code}`)))
  })
  host.once('exit', () => stopper.stop(1))
  lap(`PostgreSQL${servers.postgresPort ? '' : ' (yours)'} and NATS (${servers.natsBinary ?? 'yours'}) are up`)
  if (servers.natsBinary === undefined && !process.env.GATEWAY_NATS_PASSWORD)
    console.warn('NATS_URL without GATEWAY_NATS_PASSWORD: whoever reaches that server can move money')
  const { natsUrl, ownerUrl, postgresPort } = servers
  return { natsUrl, ownerUrl, note: { natsUrl, postgresPort } }
}

/** @returns whether nobody may administer this installation yet */
async function prepareDatabase(urls) {
  const { migrate } = await import('../migrate.mjs')
  const applied = await migrate(urls)
  lap(applied.length > 0 ? `database: applied ${applied.join(', ')}` : 'database: up to date')
  const { seed } = await import('../../packages/db/dist/seed.js') // idempotent
  await seed(urls.owner)
  const { hasAdministrator } = await import('./first-admin.mjs')
  return !(await hasAdministrator(urls.owner))
}

async function startApps(table, stopper) {
  const apps = []
  stopper.add(() => Promise.all(apps.map((app) => app.stop())))
  const missing = table.filter((app) => !existsSync(app.built)).map(({ name }) => name)
  if (missing.length > 0) throw new Problem(`not built: ${missing.join(', ')}; run \`npm run build\``)
  const ready = new Map()
  for (const app of table)
    ready.set(
      app.name,
      (async () => {
        apps.push(await keepRunning(app.name, () => startApp(app)))
        await ready.get(app.asks) // its answer would only tell of the other's absence
        if (app.readyUrl) await waitUntilReady(app.name, app.readyUrl)
        lap(`${app.name} is ready on ${app.host}:${app.port}`)
      })(),
    )
  await allOrFirstFailure(ready.values())
}
