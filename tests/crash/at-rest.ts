import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import type { Stack } from '@tollgate/testkit'

const STREAM = 'USAGE'
/** The relay tells of a new event within one turn of its loop; a second look shows that none came in between. */
const LOOK_TWICE_MS = 500

/**
 * Whether no usage event is on its way: none waits in the gateway, and billing has acknowledged all that the stream holds.
 * An event that a killed billing had taken comes again only after the 30 s of its acknowledgement.
 */
export function createRestCheck(stack: Stack): () => Promise<boolean> {
  const look = async (): Promise<boolean> =>
    (await waitingInGateway(stack)) === 0 && (await waitingInStream(stack)) === 0
  return async () => {
    if (!(await look())) return false
    await new Promise((resolve) => setTimeout(resolve, LOOK_TWICE_MS))
    return look()
  }
}

async function waitingInGateway(stack: Stack): Promise<number> {
  const text = await (await fetch(`${stack.healthUrl('gateway')}/metrics`)).text()
  const found = /^outbox_pending (\d+)/m.exec(text)?.[1]
  if (found === undefined) throw new Error('the gateway does not tell outbox_pending')
  return Number(found)
}

async function waitingInStream(stack: Stack): Promise<number> {
  const pass = stack.natsPasswords.operator
  const connection = await connect({ servers: stack.nats.url, user: 'operator', pass, inboxPrefix: '_INBOX_operator' })
  try {
    const manager = await jetstreamManager(connection)
    const counts: number[] = []
    for await (const { num_pending, num_ack_pending } of manager.consumers.list(STREAM)) {
      counts.push(num_pending + num_ack_pending)
    }
    if (counts.length === 0) throw new Error(`nobody consumes ${STREAM}`)
    return counts.reduce((sum, count) => sum + count, 0)
  } finally {
    await connection.close()
  }
}
