import {
  startTestApp,
  startTestServers,
  type TestApp,
  type TestAppOptions,
  type TestServers,
  withClient,
} from './test-app.js'
import type { Json, TestClient } from './test-client.js'

export interface TestStack {
  servers: TestServers
  app: TestApp
  /** Logged in as the first administrator. */
  root: TestClient
  /** Rows of a statement that the owner of the tables makes. */
  sql(text: string, values?: readonly unknown[]): Promise<Json[]>
  /** Somebody whom the administrator made, and who then chose a password of his own. */
  addUser(username: string, role?: string): Promise<TestUser>
  close(): Promise<void>
}

export interface TestUser {
  id: string
  username: string
  walletId: string
  client: TestClient
}

/** What {@link TestStack.addUser} sets; the user's own begins with the same words. */
export const FIRST_PASSWORD = 'given by an admin'
const CREATE_USER =
  'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id wallet { id } } problems { code } } }'

/** What most tests of the API begin with: real servers, the API, and its first administrator. */
export async function startTestStack(options: TestAppOptions = {}): Promise<TestStack> {
  const servers = await startTestServers()
  try {
    const app = await startTestApp(servers, options)
    const root = await app.root()
    return {
      ...{ servers, app, root },
      sql: (text, values = []) =>
        withClient(servers.urls.owner, async (db) => (await db.query(text, [...values])).rows),
      async addUser(username, role = 'STUDENT') {
        const { user } = await root.done(CREATE_USER, { input: { username, role, password: FIRST_PASSWORD } })
        const client = await app.newcomer(username, FIRST_PASSWORD)
        return { id: user.id, username, walletId: user.wallet.id, client }
      },
      async close() {
        await app.close()
        await servers.close()
      },
    }
  } catch (error) {
    await servers.close() // or they outlive the test
    throw error
  }
}
