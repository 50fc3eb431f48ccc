import type { Logger } from 'pino'
import type { Journal } from './journal.js'
import type { FoundJournal } from './journal-folder.js'
import type { CompletionRecord } from './journal-records.js'
import type { Relay } from './relay.js'

export interface RecoveryTools {
  journal: Journal
  relay: Pick<Relay, 'enqueue'>
  logger: Logger
}

/**
 * Finishes what earlier processes of this node had begun: orphans are settled, completions published again. On a full disk
 * the orphans that find no room wait for it; the gateway is RED and takes no calls meanwhile.
 */
export async function finishRecovery(tools: RecoveryTools, recovered: FoundJournal): Promise<void> {
  const { journal, relay, logger } = tools
  for (const place of recovered.unacknowledged) relay.enqueue(place)
  const written = await Promise.all(recovered.orphans.map((orphan) => settleOrphan(tools, orphan)))
  const late = recovered.orphans.filter((_, index) => written[index] === false)
  if (late.length > 0) {
    logger.error({ orphans: late.length }, 'the journal has no room for what earlier processes left: waiting for it')
    void settleLate(tools, late)
  }
  const { corruptStretches, tornBytes, unreadable } = recovered
  const { incarnation } = journal
  if (corruptStretches + unreadable > 0) logger.error({ corruptStretches, unreadable }, 'the journal is damaged')
  const found = { unacknowledged: recovered.unacknowledged.length, orphans: recovered.orphans.length, tornBytes }
  if (found.unacknowledged + found.orphans + tornBytes > 0) {
    logger.info({ ...found, incarnation }, 'the journal was recovered')
  }
}

/** @returns false where there is no room for its record */
async function settleOrphan({ journal, relay }: RecoveryTools, record: CompletionRecord): Promise<boolean> {
  const { requestId, provenance } = record.event
  try {
    const type = provenance === 'void' ? 'V' : 'C'
    const place = await journal.appendCompletion(type, requestId, JSON.stringify(record))
    relay.enqueue(place, JSON.stringify(record.event))
    return true
  } catch {
    return false
  }
}

async function settleLate(tools: RecoveryTools, orphans: readonly CompletionRecord[]): Promise<void> {
  for (const orphan of orphans) {
    do await tools.journal.whenOpen()
    while (!(await settleOrphan(tools, orphan)))
  }
  tools.logger.info({ orphans: orphans.length }, 'the journal has room again: what earlier processes left is settled')
}
