import { JetStreamApiError, jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import type { Stack } from '@tollgate/testkit'

const STREAM = 'USAGE'
const NOT_FOUND = 404

/** What an operator can do to the bus by hand. What is not there yet, after the last fault, he leaves alone. */
export interface Bus {
  deleteConsumers(): Promise<void>
  deleteStream(): Promise<void>
}

export const openBus = (stack: Stack): Bus => ({
  deleteConsumers: () =>
    asOperator(stack, async (manager) => {
      for await (const { name } of manager.consumers.list(STREAM)) await manager.consumers.delete(STREAM, name)
    }),
  deleteStream: () =>
    asOperator(stack, async (manager) => {
      await manager.streams.delete(STREAM)
    }),
})

type Manager = Awaited<ReturnType<typeof jetstreamManager>>

async function asOperator(stack: Stack, work: (manager: Manager) => Promise<void>): Promise<void> {
  const pass = stack.natsPasswords.operator
  const connection = await connect({ servers: stack.nats.url, user: 'operator', pass, inboxPrefix: '_INBOX_operator' })
  try {
    await work(await jetstreamManager(connection))
  } catch (error) {
    if (!(error instanceof JetStreamApiError && error.status === NOT_FOUND)) throw error
  } finally {
    await connection.close()
  }
}
