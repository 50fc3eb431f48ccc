import { type FakeBilling, startFakeBilling } from './fake-billing.js'
import { NATS_PASSWORDS } from './test-app.js'
import { startTestStack, type TestStack } from './test-stack.js'

export interface AppWithBilling extends TestStack {
  billing: FakeBilling
}

/** The API with real servers behind it and a billing that answers by its contracts. */
export async function startAppWithBilling(): Promise<AppWithBilling> {
  const stack = await startTestStack()
  try {
    const { url } = stack.servers.nats
    const billing = await startFakeBilling({ url, password: NATS_PASSWORDS.billing })
    return {
      ...stack,
      billing,
      async close() {
        await billing.close()
        await stack.close()
      },
    }
  } catch (error) {
    await stack.close() // or it outlives the test
    throw error
  }
}
