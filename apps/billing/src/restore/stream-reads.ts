import { JetStreamApiCodes, JetStreamApiError, type JetStreamManager, type StoredMsg } from '@nats-io/jetstream'
import { STREAMS } from '@tollgate/messaging'
import { ledgerSubject } from '@tollgate/protocols/events'
import { z } from 'zod'

const MESSAGE_NOT_FOUND = 10037

/** A stream or consumer that is not there (yet). */
export const isMissing = (error: unknown): boolean =>
  error instanceof JetStreamApiError &&
  (error.code === JetStreamApiCodes.StreamNotFound || error.code === JetStreamApiCodes.ConsumerNotFound)

/** @returns `undefined` where it was deleted or purged */
export async function findMessage(
  manager: JetStreamManager,
  stream: string,
  seq: number,
): Promise<StoredMsg | undefined> {
  try {
    return (await manager.streams.getMessage(stream, { seq })) ?? undefined
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === MESSAGE_NOT_FOUND) return undefined
    throw error
  }
}

const epochRecord = z.object({ record: z.string() })
const epochText = z.object({ ledger_epoch: z.string().regex(/^\d{1,18}$/) })

/** The highest epoch of the ledger that stream LEDGER has seen; 0: none. */
export async function readBusEpoch(manager: JetStreamManager): Promise<bigint> {
  try {
    const message = await manager.streams.getMessage(STREAMS.ledger, { last_by_subj: ledgerSubject('epoch') })
    if (message === null) return 0n
    const { record } = epochRecord.parse(message.json())
    return BigInt(epochText.parse(JSON.parse(record)).ledger_epoch)
  } catch (error) {
    if (isMissing(error) || (error instanceof JetStreamApiError && error.code === MESSAGE_NOT_FOUND)) return 0n
    throw error
  }
}
