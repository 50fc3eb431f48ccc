import type { Stack } from '@tollgate/testkit'
import type {} from 'vitest'

/** What a test file needs to know of the running stack: plain data, so that it can cross to another process. */
export interface StackFacts {
  origin: string
  healthUrls: Record<'gateway' | 'billing' | 'admin-api', string>
  /** SQL as billing's role, which may read the audit views. */
  auditUrl: string
  superuserUrl: string
  natsDir: string
  natsUrl: string
  natsPasswords: Stack['natsPasswords']
  /** Processes, for what /proc tells of them. */
  pids: Record<'gateway' | 'billing' | 'admin-api', number>
  outboxDir: string
  logDir: string
  /** Personal access token of the first administrator. */
  adminToken: string
}

declare module 'vitest' {
  interface ProvidedContext {
    stack: StackFacts
  }
}

/** @param adminToken from `createAdminToken` */
export const factsOf = (stack: Stack, adminToken: string): StackFacts => ({
  origin: stack.origin,
  healthUrls: {
    gateway: stack.healthUrl('gateway'),
    billing: stack.healthUrl('billing'),
    'admin-api': stack.healthUrl('admin-api'),
  },
  auditUrl: stack.databases.billing,
  superuserUrl: stack.databases.superuser,
  natsDir: stack.nats.dir,
  natsUrl: stack.nats.url,
  natsPasswords: stack.natsPasswords,
  pids: {
    gateway: stack.apps.gateway.pid,
    billing: stack.apps.billing.pid,
    'admin-api': stack.apps['admin-api'].pid,
  },
  outboxDir: stack.outboxDir,
  logDir: stack.logDir,
  adminToken,
})
