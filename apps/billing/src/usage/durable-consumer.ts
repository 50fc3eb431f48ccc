import {
  AckPolicy,
  type ConsumerInfo,
  DeliverPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  type JetStreamManager,
} from '@nats-io/jetstream'
import { nanos } from '@nats-io/transport-node'
import { CONSUMERS, STREAM_SUBJECTS, STREAMS } from '@tollgate/messaging'

/**
 * What a killed billing had in hand is delivered again after this: well within the 30 s that L4 gives. A long batch is
 * announced to the server meanwhile.
 */
export const ACK_WAIT_MS = 10_000
const MAX_ACK_PENDING = 1_000

/** Where a consumer that does not exist yet begins, and the epoch of the ledger that it is made for. */
export interface ConsumerStart {
  fromSeq: number
  epoch: bigint
}

/** Says which epoch of the ledger a consumer was made for: several billings see by it whether one has rebuilt it. */
const describe = (epoch: bigint): string => `ledger epoch ${epoch}`

export const isMadeFor = (info: ConsumerInfo, epoch: bigint): boolean => info.config.description === describe(epoch)

/** The members' one durable consumer: left where it is, or begun behind what the database has. */
export async function ensureDurable(manager: JetStreamManager, start: ConsumerStart): Promise<void> {
  try {
    await manager.consumers.info(STREAMS.usage, CONSUMERS.usage)
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.code !== JetStreamApiCodes.ConsumerNotFound) throw error
    await addDurable(manager, start)
  }
}

/** Deletes it and begins again: what was acked on another database is delivered once more. */
export async function rebuildDurable(manager: JetStreamManager, start: ConsumerStart): Promise<void> {
  try {
    await manager.consumers.delete(STREAMS.usage, CONSUMERS.usage)
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.code !== JetStreamApiCodes.ConsumerNotFound) throw error
  }
  await addDurable(manager, start)
}

async function addDurable(manager: JetStreamManager, start: ConsumerStart): Promise<void> {
  const { epoch } = start
  const { state } = await manager.streams.info(STREAMS.usage)
  // a stream that ends before what is settled came back from an older disk: its next events have numbers that were used
  const fromSeq = state.last_seq + 1 < start.fromSeq ? 1 : start.fromSeq
  await manager.consumers.add(STREAMS.usage, {
    durable_name: CONSUMERS.usage,
    description: describe(epoch),
    filter_subject: STREAM_SUBJECTS[STREAMS.usage],
    ack_policy: AckPolicy.Explicit,
    ...(fromSeq > 1
      ? { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: fromSeq }
      : { deliver_policy: DeliverPolicy.All }),
    ack_wait: nanos(ACK_WAIT_MS),
    max_deliver: -1, // we count ourselves: at the server's own limit a message silently stops being delivered
    max_ack_pending: MAX_ACK_PENDING,
  })
}
