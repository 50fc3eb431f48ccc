// The launcher as people and process managers meet it: as a process. Needs a build.
import { spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freePort } from './infra/ports.mjs'
import { ROOT } from './infra/root.mjs'
import { identityOf } from './infra/running.mjs'

const UP = /everything is up/
const DEADLINE_MS = 180_000 // a machine that does ten other things
/** Of an installation that is started twice. */
const LIFE_MS = 900_000
const APPS = ['gateway', 'console', 'admin-api', 'billing', 'demo-upstream']

let folder
let dataDir
let ports
let launched
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tollgate-launcher-'))
  chmodSync(folder, 0o755)
  dataDir = join(folder, 'data')
  ports = await pickPorts()
  launched = []
})
afterEach(async () => {
  for (const launcher of launched) {
    const processes = family(launcher.pid)
    await launcher.end('SIGKILL')
    await untilGone(processes)
  }
  rmSync(folder, { recursive: true, force: true })
})

/** Each with a free health port 1000 above. */
async function pickPorts() {
  const picked = []
  while (picked.length < APPS.length) {
    const port = await freePort(0)
    if (port < 64_000 && (await freePort(port + 1_000)) === port + 1_000) picked.push(port)
  }
  return Object.fromEntries(APPS.map((name, index) => [name, picked[index]]))
}

const portVariables = () =>
  Object.fromEntries(APPS.map((name) => [`${name.toUpperCase().replace('-', '_')}_PORT`, String(ports[name])]))

/** The launcher's processes stay known after it is gone. */
function launch(script = 'start', env = {}) {
  const { PATH, HOME } = process.env
  const child = spawn(process.execPath, [join(ROOT, `tools/${script}.mjs`)], {
    env: {
      PATH,
      HOME,
      SKIP_INSTALL: '1',
      SKIP_BUILD: '1',
      LOG_LEVEL: 'warn',
      DATA_DIR: dataDir,
      ...portVariables(),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk))
  const closed = new Promise((resolve) => child.once('exit', (code) => resolve(code)))
  const launcher = {
    pid: child.pid,
    closed,
    text: () => text,
    async end(signal) {
      child.kill(signal)
      return await closed
    },
    /** Resolves when the output matches. */
    async until(pattern) {
      const deadline = Date.now() + DEADLINE_MS
      let isClosed = false
      closed.then(() => (isClosed = true))
      while (!pattern.test(text)) {
        if (isClosed) throw new Error(`the launcher ended:\n${text}`)
        if (Date.now() > deadline) throw new Error(`not within ${DEADLINE_MS} ms: ${pattern}\n${text}`)
        await sleep(50)
      }
    },
  }
  launched.push(launcher)
  return launcher
}

/** [{ pid, identity, command }] of a process and all below it. */
function family(root) {
  const children = new Map()
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry)))
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
      children.set(parent, [...(children.get(parent) ?? []), Number(name)])
    } catch {
      // ended while we looked
    }
  const collect = (pid) => [pid, ...(children.get(pid) ?? []).flatMap(collect)]
  return collect(root).map((pid) => ({ pid, identity: identityOf(pid), command: commandOf(pid) }))
}

function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

const alive = (processes) => processes.filter(({ pid, identity }) => identity && identityOf(pid) === identity)

async function untilGone(processes) {
  const deadline = Date.now() + DEADLINE_MS
  while (alive(processes).length > 0 && Date.now() < deadline) await sleep(50)
  return alive(processes).map(({ command }) => command)
}

const statusOf = async (url) => (await fetch(url, { redirect: 'manual' })).status

describe('the launcher', () => {
  it('brings everything up, refuses a second one, brings a killed app back, leaves nothing, starts again on its data', {
    timeout: LIFE_MS,
  }, async () => {
    const first = launch()
    await first.until(UP)
    for (const name of ['gateway', 'billing', 'admin-api'])
      expect([name, await statusOf(`http://127.0.0.1:${ports[name] + 1_000}/health/ready`)]).toEqual([name, 200])
    expect(await statusOf(`http://127.0.0.1:${ports.gateway}/health`)).toBe(200)
    const [, password] = /password +(\S+)/.exec(first.text())
    const second = launch()
    expect(await second.closed).toBe(1)
    expect(second.text()).toContain('already runs')

    const billing = family(first.pid).find(({ pid }) => cwdOf(pid).endsWith('apps/billing'))
    process.kill(billing.pid, 'SIGKILL')
    await first.until(/billing is up again/)
    expect(await untilGone([billing])).toEqual([])

    const killed = family(first.pid)
    expect(killed.length).toBeGreaterThan(8)
    await first.end('SIGKILL')
    expect(await untilGone(killed)).toEqual([])

    const again = launch()
    await again.until(UP)
    expect(again.text()).not.toContain(password) // shown once
    expect(again.text()).toContain('up to date')
    const stopped = family(again.pid)
    expect(stopped.length).toBeGreaterThan(8)
    expect(await again.end('SIGTERM')).toBe(0)
    expect(await untilGone(stopped)).toEqual([])
  })
})

function cwdOf(pid) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return '' // ended, or not Linux
  }
}

describe('what is wrong is said in one sentence', () => {
  /** The launcher's last words, one line. */
  async function lastWords(script, env) {
    const launcher = launch(script, env)
    expect(await launcher.closed).toBe(1)
    const words = launcher
      .text()
      .trim()
      .split('\n')
      .filter((line) => !/^ +\d/.test(line))
    return words.filter((line) => line.trim() !== '')
  }

  it('a busy port', async () => {
    const blocker = createServer().listen(ports['admin-api'], '127.0.0.1')
    try {
      expect(await lastWords()).toEqual([
        `port ${ports['admin-api']} (admin-api) is taken by another program: stop it or set ADMIN_API_PORT`,
      ])
      expect(existsSync(join(dataDir, 'pg'))).toBe(false)
    } finally {
      blocker.close()
    }
  })

  it('a data folder that is a file', async () => {
    writeFileSync(dataDir, '')
    expect(await lastWords()).toEqual([expect.stringMatching(/^the data folder .* cannot be used \(EEXIST\): /)])
  })

  it('damaged secrets', async () => {
    mkdirSync(dataDir)
    writeFileSync(join(dataDir, 'secrets.json'), '{')
    expect(await lastWords()).toEqual([expect.stringMatching(/secrets\.json is damaged/)])
  })

  it('a database whose secrets are gone', async () => {
    mkdirSync(join(dataDir, 'pg'), { recursive: true })
    writeFileSync(join(dataDir, 'pg', 'PG_VERSION'), '18\n')
    expect(await lastWords()).toEqual([expect.stringMatching(/secrets\.json is missing, but the database/)])
  })

  it('a broken database folder', async () => {
    mkdirSync(join(dataDir, 'pg'), { recursive: true })
    writeFileSync(join(dataDir, 'pg', 'something'), '')
    expect(await lastWords()).toEqual([expect.stringMatching(/pg is not empty and holds no database/)])
  })

  it('no nats-server where NATS_SERVER_BIN says', async () => {
    expect(await lastWords('start', { NATS_SERVER_BIN: '/nonexistent/nats-server' })).toEqual([
      'NATS_SERVER_BIN=/nonexistent/nats-server does not exist',
    ])
  })

  it('a demo that others could reach', async () => {
    expect(await lastWords('demo', { HOST: '0.0.0.0' })).toEqual([expect.stringContaining('refuses HOST=0.0.0.0')])
  })
})
