import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Stack, startStack } from './start-stack.js'

/** An app that answers with its environment: the starter is tested here, not the apps. */
const APP = `
const { createServer } = require('node:http')
const answer = (_, response) => response.end(JSON.stringify(process.env))
for (const port of [process.env.PORT, process.env.HEALTH_PORT]) createServer(answer).listen(Number(port), '127.0.0.1')
console.log('up as ' + process.env.NODE_ID)
process.on('SIGTERM', () => process.exit(0))
`

let folder: string
let stack: Stack
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tollgate-apps-'))
  await mkdir(join(folder, 'dist'))
  await writeFile(join(folder, 'dist', 'main.js'), APP)
  stack = await startStack({
    gatewayCount: 2,
    dirs: { gateway: folder, billing: folder, 'admin-api': folder },
    env: { gateway: { LEASE_WAIT_MS: '5' } },
  })
})
afterAll(async () => {
  await stack?.stop()
  await rm(folder, { recursive: true })
})

const environmentAt = async (url: string) => (await (await fetch(url)).json()) as Record<string, string>

it('gives each app its environment, and the secrets of no other', async () => {
  const gateway = await environmentAt(stack.origin)
  expect(gateway).toMatchObject({
    NODE_ID: 'gateway-1',
    NATS_USER: 'gateway',
    LEASE_WAIT_MS: '5',
    PUBLIC_URL: stack.origin,
    MASTER_KEY: stack.masterKey,
  })
  const billing = await environmentAt(stack.healthUrl('billing'))
  expect(billing.DATABASE_URL).toBe(stack.databases.billing)
  expect(gateway.DATABASE_URL ?? billing.MASTER_KEY).toBeUndefined()
  expect((await environmentAt(stack.healthUrl('admin-api'))).DATABASE_URL).toBe(stack.databases.admin)
})

it('runs gateways side by side, under one public origin', async () => {
  const environments = await Promise.all(stack.gateways.map(({ origin }) => environmentAt(origin)))
  expect(environments.map(({ NODE_ID }) => NODE_ID)).toEqual(['gateway-1', 'gateway-2'])
  expect(new Set(environments.map(({ PUBLIC_URL }) => PUBLIC_URL))).toEqual(new Set([stack.origin]))
  expect(new Set(environments.map(({ HEALTH_PORT }) => HEALTH_PORT)).size).toBe(2)
  expect(await readFile(join(stack.logDir, 'gateway-2.log'), 'utf8')).toBe('up as gateway-2\n')
})

it('kills a process and starts it again where it was, with more environment', async () => {
  const [, second] = stack.gateways
  if (second === undefined) throw new Error('no second gateway')
  const { pid } = second.app
  await second.app.kill()
  expect(second.app.isRunning).toBe(false)
  await expect(fetch(second.origin)).rejects.toThrow()
  await second.app.start({ env: { LEASE_WAIT_MS: '6' } })
  expect(second.app.pid).not.toBe(pid)
  expect(await environmentAt(second.origin)).toMatchObject({ NODE_ID: 'gateway-2', LEASE_WAIT_MS: '6' })
})

it('says what an app printed that does not start', async () => {
  const broken = join(folder, 'broken')
  await mkdir(join(broken, 'dist'), { recursive: true })
  await writeFile(join(broken, 'dist', 'main.js'), "console.error('MASTER_KEY is required'); process.exit(1)")
  await expect(startStack({ apps: ['gateway'], dirs: { gateway: broken } })).rejects.toThrow('MASTER_KEY is required')
})

it('leaves nothing behind', async () => {
  const pids = stack.gateways.map(({ app }) => app.pid)
  const isAlive = (pid: number) => existsSync(`/proc/${pid}`)
  expect(pids.map(isAlive)).toEqual([true, true])
  await stack.stop()
  expect(pids.map(isAlive)).toEqual([false, false])
  expect(existsSync(dirname(stack.logDir))).toBe(false)
  await expect(fetch(`http://127.0.0.1:${stack.nats.port}`)).rejects.toThrow()
})
