import type { Logger } from 'pino'
import type { Journal, OpenedJournal } from './journal.js'
import type { Relay } from './relay.js'

/** Finishes what earlier processes of this node had begun: orphans are settled, completions published again. */
export async function finishRecovery(
  { journal, relay, logger }: { journal: Journal; relay: Relay; logger: Logger },
  recovered: OpenedJournal['recovered'],
): Promise<void> {
  for (const place of recovered.unacknowledged) relay.enqueue(place)
  await Promise.all(
    recovered.orphans.map(async (record) => {
      const type = record.event.provenance === 'void' ? 'V' : 'C'
      const place = await journal.appendCompletion(type, record.event.requestId, JSON.stringify(record))
      relay.enqueue(place, JSON.stringify(record.event))
    }),
  )
  const { corruptStretches, tornBytes, unreadable } = recovered
  if (corruptStretches + unreadable > 0) logger.error({ corruptStretches, unreadable }, 'the journal is damaged')
  const found = { unacknowledged: recovered.unacknowledged.length, orphans: recovered.orphans.length, tornBytes }
  if (found.unacknowledged + found.orphans + tornBytes > 0) logger.info(found, 'the journal was recovered')
}
