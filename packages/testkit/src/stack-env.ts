import { randomBytes } from 'node:crypto'
import { systemEnv } from './env.js'
import { randomPassword } from './random-password.js'
import type { StackDatabases } from './start-postgres.js'

export const LOOPBACK = '127.0.0.1'
export type StackAppName = 'billing' | 'admin-api' | 'gateway' | 'console'

/** Random, for one installation. */
export const createStackSecrets = () => ({
  masterKey: randomBytes(32).toString('base64'),
  admin: { username: 'admin', password: randomPassword() },
  nats: {
    gateway: randomPassword(),
    billing: randomPassword(),
    'admin-api': randomPassword(),
    operator: randomPassword(),
  },
  postgres: {
    postgres: randomPassword(),
    tollgate_owner: randomPassword(),
    tollgate_billing: randomPassword(),
    tollgate_admin: randomPassword(),
  },
})
export type StackSecrets = ReturnType<typeof createStackSecrets>

export interface AppPorts {
  port: number
  healthPort: number
}

/** The first gateway's and billing's are also in their lists. */
export type StackPorts = Record<StackAppName, AppPorts> & {
  gateways: readonly AppPorts[]
  billings: readonly AppPorts[]
}

export const originOf = (port: number): string => `http://${LOOPBACK}:${port}`

/** The same distribution of secrets as the launcher's: gateway and console never see a database. */
export function stackEnv(given: {
  ports: Record<StackAppName, AppPorts>
  natsUrl: string
  secrets: StackSecrets
  databases: StackDatabases
  outboxDir: string
}): Record<StackAppName, Record<string, string>> {
  const { ports, natsUrl, secrets, databases, outboxDir } = given
  const system = systemEnv()
  const publicUrl = { PUBLIC_URL: originOf(ports.gateway.port) }
  const graphql = { ADMIN_API_URL: `${originOf(ports['admin-api'].port)}/graphql` }
  const listen = (name: StackAppName) => ({
    ...system,
    NODE_ENV: 'production',
    LOG_LEVEL: 'info',
    HOST: LOOPBACK,
    PORT: String(ports[name].port),
    HEALTH_PORT: String(ports[name].healthPort),
  })
  const bus = (user: 'gateway' | 'billing' | 'admin-api') => ({
    NATS_URL: natsUrl,
    NATS_USER: user,
    NATS_PASSWORD: secrets.nats[user],
  })
  return {
    billing: { ...listen('billing'), ...bus('billing'), NODE_ID: 'billing-1', DATABASE_URL: databases.billing },
    'admin-api': {
      ...listen('admin-api'),
      ...bus('admin-api'),
      ...publicUrl,
      DATABASE_URL: databases.admin,
      MASTER_KEY: secrets.masterKey,
      ADMIN_USERNAME: secrets.admin.username,
      ADMIN_PASSWORD: secrets.admin.password,
    },
    gateway: {
      ...listen('gateway'),
      ...bus('gateway'),
      ...publicUrl,
      ...graphql,
      NODE_ID: 'gateway-1',
      OUTBOX_DIR: outboxDir,
      MASTER_KEY: secrets.masterKey,
      CONSOLE_URL: originOf(ports.console.port),
    },
    console: { ...listen('console'), ...publicUrl, ...graphql, NEXT_TELEMETRY_DISABLED: '1' },
  }
}
