// Stream LEDGER, read from its first record to its last: what happened beside usage, whatever became of the database.
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { inboxPrefixOf } from '../infra/nats-config.mjs'
import { Problem, sentenceOf } from '../infra/problem.mjs'
import { findRunning } from '../infra/running.mjs'
import { readSecrets } from '../infra/secrets.mjs'

const STREAM = 'LEDGER'
const STREAM_NOT_FOUND = 10059
const TIMEOUT_MS = 5_000
const AT_ONCE = 500

/**
 * @returns an async iterable of arrays of { seq, kind, outboxId, record }; `record` is JSON text for PostgreSQL: its numbers
 *   may exceed what JSON.parse keeps
 */
export async function* readLedgerStream() {
  const connection = await open()
  try {
    const manager = await jetstreamManager(connection, { checkAPI: false })
    const { state } = await manager.streams.info(STREAM).catch((error) => {
      throw error.code === STREAM_NOT_FOUND
        ? new Problem('the bus has no stream LEDGER: billing makes it when it starts')
        : error
    })
    if (state.messages === 0) return
    const consumer = await jetstream(connection).consumers.get(STREAM)
    for (let last = 0; last < state.last_seq; ) {
      const batch = []
      for await (const message of await consumer.fetch({ max_messages: AT_ONCE, expires: TIMEOUT_MS })) {
        last = message.seq
        batch.push({ seq: message.seq, ...JSON.parse(message.string()) })
        if (message.info.pending === 0 || last >= state.last_seq) break
      }
      if (batch.length === 0) throw new Problem(`reading stream LEDGER stopped at record ${last} of ${state.last_seq}`)
      yield batch
    }
  } finally {
    await connection.close()
  }
}

/** As the operator beside the installation, as billing, whose stream it is, elsewhere. */
async function open() {
  const external = process.env.NATS_URL
  const url = external ?? findRunning()?.natsUrl
  if (!url) throw new Problem('nothing runs here: start Tollgate, or set NATS_URL and BILLING_NATS_PASSWORD')
  const user = external ? 'billing' : 'operator'
  const pass = external ? process.env.BILLING_NATS_PASSWORD : readSecrets().nats.operator
  try {
    return await connect({
      servers: url,
      ...(pass && { user, pass, inboxPrefix: inboxPrefixOf(user) }),
      timeout: TIMEOUT_MS,
      reconnect: false,
    })
  } catch (error) {
    throw new Problem(`the bus at ${url} does not let us in: ${sentenceOf(error)}`)
  }
}
