import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTestNatsServer, type TestNatsServer } from '@tollgate/messaging/testing'
import pg from 'pg'
import { databaseUrls } from '../../../../tools/infra/database-urls.mjs'
import type { RunningPostgres } from '../../../../tools/infra/postgres.mjs'
import { startMigratedPostgres } from '../../../../tools/test/migrated-postgres.mjs'
import { type AppConfig, defaultConfig } from '../config.js'
import { readEnv } from '../env.js'
import { type RunningApp, startApp } from '../start-app.js'
import { createTestClient, type TestClient } from './test-client.js'

const POSTGRES_PASSWORDS = { postgres: 'p', tollgate_owner: 'o', tollgate_billing: 'b', tollgate_admin: 'a' }
export const NATS_PASSWORDS = { gateway: 'g', billing: 'b', 'admin-api': 'a', operator: 'o' }
export const PUBLIC_URL = 'http://localhost:8080'
export const ROOT = { username: 'chief', password: 'a long enough password' }

export interface TestServers {
  nats: TestNatsServer
  postgres: RunningPostgres
  urls: { owner: string; billing: string; admin: string }
  masterKey: string
  close(): Promise<void>
}

/** Real PostgreSQL, migrated and seeded, and a real nats-server with the permissions of the installation. */
export async function startTestServers(): Promise<TestServers> {
  const folder = await mkdtemp(join(tmpdir(), 'tollgate-admin-'))
  const [postgres, nats] = await Promise.all([
    startMigratedPostgres({ dir: join(folder, 'pg'), passwords: POSTGRES_PASSWORDS, survivesPowerCuts: false }),
    startTestNatsServer(NATS_PASSWORDS),
  ])
  const urls = databaseUrls(postgres.ownerUrl, {}, POSTGRES_PASSWORDS)
  await seedDefaultGroup(urls.owner)
  return {
    nats,
    postgres,
    urls,
    masterKey: randomBytes(32).toString('base64'),
    async close() {
      await Promise.all([nats.close(), postgres.stop()])
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** As packages/db's seed, whose module production code of ours may not reach. */
const seedDefaultGroup = (url: string): Promise<unknown> =>
  withClient(url, (client) =>
    client.query(`INSERT INTO access_group (id, name, is_default) VALUES (gen_random_uuid(), 'default', true)`),
  )

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

export interface TestApp extends RunningApp {
  config: AppConfig
  /** A browser without a session. */
  visitor(options?: { address?: string }): TestClient
  /** Logged in as the first administrator. */
  root(): Promise<TestClient>
  /** Logged in as somebody whom an admin made, who then chose a password of his own. */
  newcomer(username: string, firstPassword: string): Promise<TestClient>
}

export interface TestAppOptions {
  env?: Record<string, string>
  config?: Partial<AppConfig>
}

/** The API on free ports, as PORT says. Password hashing is cheap and the projector is quick, by explicit options. */
export async function startTestApp(servers: TestServers, options: TestAppOptions = {}): Promise<TestApp> {
  const env = readEnv({
    NATS_URL: servers.nats.url,
    NATS_USER: 'admin-api',
    NATS_PASSWORD: NATS_PASSWORDS['admin-api'],
    PORT: '0',
    LOG_LEVEL: 'fatal',
    DATABASE_URL: servers.urls.admin,
    PUBLIC_URL,
    MASTER_KEY: servers.masterKey,
    ADMIN_USERNAME: ROOT.username,
    ADMIN_PASSWORD: ROOT.password,
    ...options.env,
  })
  const config: AppConfig = {
    ...defaultConfig(env),
    passwordCost: { memoryKib: 1_024, iterations: 1 },
    projector: { pollMs: 50, heartbeatMs: 200, compareMs: 60_000, retryMs: 50 },
    billingTimeoutMs: 500,
    ...options.config,
  }
  const running = await startApp(config)
  const visitor: TestApp['visitor'] = (clientOptions = {}) =>
    createTestClient(running.url, { origin: env.publicUrl, ...clientOptions })
  return {
    ...running,
    config,
    visitor,
    async root() {
      const client = visitor()
      await client.logIn(ROOT.username, ROOT.password)
      return client
    },
    async newcomer(username, firstPassword) {
      const client = visitor()
      await client.logIn(username, firstPassword)
      const input = { currentPassword: firstPassword, newPassword: `${firstPassword}, his own` }
      await client.done(CHANGE_PASSWORD, { input })
      return client
    },
  }
}

const CHANGE_PASSWORD =
  'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { problems { code } } }'
