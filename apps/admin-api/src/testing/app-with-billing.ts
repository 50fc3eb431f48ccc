import { type FakeBilling, startFakeBilling } from './fake-billing.js'
import { NATS_PASSWORDS, startTestApp, startTestServers, type TestApp, type TestServers } from './test-app.js'
import type { TestClient } from './test-client.js'

export interface AppWithBilling {
  servers: TestServers
  app: TestApp
  billing: FakeBilling
  /** Logged in as the first administrator. */
  root: TestClient
  close(): Promise<void>
}

/** The API with real servers behind it and a billing that answers by its contracts. */
export async function startAppWithBilling(): Promise<AppWithBilling> {
  const servers = await startTestServers()
  try {
    const app = await startTestApp(servers)
    const billing = await startFakeBilling({ url: servers.nats.url, password: NATS_PASSWORDS.billing })
    return {
      ...{ servers, app, billing, root: await app.root() },
      async close() {
        await billing.close()
        await app.close()
        await servers.close()
      },
    }
  } catch (error) {
    await servers.close() // or they outlive the test
    throw error
  }
}
