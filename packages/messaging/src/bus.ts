import { connect, type NatsConnection } from '@nats-io/transport-node'
import { connectionOptions, type NatsAccess } from './connection-options.js'

export interface Bus {
  readonly connection: NatsConnection
  /** False from a disconnect until the reconnect: a request then would only run into its time-out. */
  isConnected(): boolean
  /** Sends what is buffered and closes for good. */
  close(): Promise<void>
}

/**
 * One connection under the service's own user, kept up for ever. While NATS is away the promise stays open: whoever must
 * be alive without NATS does not await it at boot.
 * @throws on a wrong user or password
 */
export async function connectBus(access: NatsAccess): Promise<Bus> {
  const connection = await connect(connectionOptions(access))
  let isConnected = true
  void followStatus()
  return {
    connection,
    isConnected: () => isConnected && !connection.isClosed(),
    async close() {
      if (!connection.isClosed()) await connection.drain()
    },
  }

  async function followStatus(): Promise<void> {
    for await (const status of connection.status()) {
      if (status.type === 'disconnect') isConnected = false
      if (status.type === 'reconnect') isConnected = true
    }
  }
}
