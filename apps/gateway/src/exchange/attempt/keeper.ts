import type { StreamEvent } from '@tollgate/protocols/canonical'
import { createStashCollector } from '../../stash/collect-stash.js'
import type { StashEntry } from '../../stash/stash-entry.js'
import type { CallContext } from '../call-context.js'
import type { AttemptPlan } from '../plan.js'

/** Keeps what an upstream of another dialect wants back with the results of its calls. */
export interface StashWriter {
  save: (tenantId: string, entries: ReadonlyMap<string, StashEntry>) => void
}

/** Sees every event of an answer. */
export type Keeper = (event: StreamEvent) => void

/** State is kept once the answer is whole: of a broken one nobody goes on. */
export function keeperOf({ caller }: CallContext, { dialect }: AttemptPlan, stash: StashWriter): Keeper {
  const collector = createStashCollector(dialect)
  return (event) => {
    collector.observe(event)
    if (event.type === 'finish') stash.save(caller.record.userId, collector.entries())
  }
}
