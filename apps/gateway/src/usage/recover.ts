import { NO_QUANTITIES } from '@tollgate/protocols/canonical'
import { USAGE_EVENT_VERSION, type UsageEventMessage } from '@tollgate/protocols/events'
import type { Frame, FramePlace, FrameType } from './frame.js'
import {
  type AckRecord,
  type CompletionRecord,
  type IntentRecord,
  leaseIdOf,
  type ProgressRecord,
  requestIdOf,
} from './journal-records.js'

/** Where the completion of a call lies. */
export interface CompletionPlace extends FramePlace {
  requestId: string
}

export interface RecoveredJournal {
  /** Completions without an acknowledgement, in the order of writing: to be published again. */
  unacknowledged: CompletionPlace[]
  /** Calls that were under way when the process died: to be settled now. */
  orphans: CompletionRecord[]
  /** All that was spent of each lease of which billing does not know every call yet, orphans included. */
  spentByLease: Map<string, bigint>
  /** Frames whose checksum is right and whose text is none of ours. */
  unreadable: number
}

interface Fold {
  /** Texts, because few of them are ever read. */
  intents: Map<string, string>
  progress: Map<string, string>
  completions: Map<string, { place: CompletionPlace; leaseId: string }>
  spentByLease: Map<string, bigint>
  acknowledged: Set<string>
  unreadable: number
}

/**
 * Frames of all segments, oldest first → what is left to do. A call has one completion however often it is named;
 * publishing it twice is harmless, because its id is its identity everywhere.
 */
export function createRecovery(): {
  push(segment: number, frame: Frame): void
  end(now: { nodeId: string }): RecoveredJournal
} {
  const fold: Fold = {
    intents: new Map(),
    progress: new Map(),
    completions: new Map(),
    spentByLease: new Map(),
    acknowledged: new Set(),
    unreadable: 0,
  }
  return {
    push(segment, frame) {
      if (!READERS[frame.type](fold, frame.text, { segment, frame })) fold.unreadable++
    },
    end({ nodeId }) {
      const orphans = [...fold.intents]
        // its completion is damaged, and billing has it: another one would contradict it
        .filter(([requestId]) => !fold.acknowledged.has(requestId))
        .map(([requestId, intent]) => toOrphan(intent, fold.progress.get(requestId), nodeId))
      for (const { event, costNanos } of orphans) addSpent(fold, event.leaseId, costNanos)
      const unacknowledged = [...fold.completions.values()].filter(
        ({ place }) => !fold.acknowledged.has(place.requestId),
      )
      const unsettled = new Set([...unacknowledged, ...orphans.map(({ event }) => event)].map(({ leaseId }) => leaseId))
      return {
        unacknowledged: unacknowledged.map(({ place }) => place),
        orphans,
        spentByLease: new Map([...fold.spentByLease].filter(([leaseId]) => unsettled.has(leaseId))),
        unreadable: fold.unreadable,
      }
    },
  }
}

/** @returns false where the text is none of ours */
type Reader = (fold: Fold, text: string, place: { segment: number; frame: Frame }) => boolean

// The checksum vouches for the form: these texts were written by this program.
const COST = /"costNanos":"(\d+)"\}$/

const readCompletion: Reader = (fold, text, { segment, frame }) => {
  const [requestId, leaseId, costNanos] = [requestIdOf(text), leaseIdOf(text), COST.exec(text)?.[1]]
  if (requestId === undefined || leaseId === undefined || costNanos === undefined) return false
  fold.intents.delete(requestId)
  fold.progress.delete(requestId)
  if (!fold.completions.has(requestId)) addSpent(fold, leaseId, costNanos)
  const place = { requestId, segment, offset: frame.offset, length: frame.length }
  fold.completions.set(requestId, { place, leaseId })
  return true
}

const READERS: Record<FrameType, Reader> = {
  I: (fold, text) => {
    const requestId = requestIdOf(text)
    if (requestId === undefined) return false
    if (!fold.completions.has(requestId)) fold.intents.set(requestId, text)
    return true
  },
  P: (fold, text) => {
    const requestId = requestIdOf(text)
    if (requestId === undefined) return false
    if (!fold.completions.has(requestId)) fold.progress.set(requestId, text)
    return true
  },
  C: readCompletion,
  V: readCompletion,
  A: (fold, text) => {
    const ids = parseAck(text)
    for (const id of ids ?? []) fold.acknowledged.add(id)
    return ids !== undefined
  },
}

function addSpent(fold: Fold, leaseId: string, costNanos: string): void {
  fold.spentByLease.set(leaseId, (fold.spentByLease.get(leaseId) ?? 0n) + BigInt(costNanos))
}

/** Died before a byte of the answer was forwarded: nothing is charged. After it: what the last progress says. */
function toOrphan(intentText: string, progressText: string | undefined, nodeId: string): CompletionRecord {
  const intent = JSON.parse(intentText) as IntentRecord
  const progress = progressText === undefined ? undefined : (JSON.parse(progressText) as ProgressRecord)
  const event: UsageEventMessage = {
    ...intent,
    v: USAGE_EVENT_VERSION,
    nodeId,
    channelId: progress?.channelId ?? null,
    channelKeyId: progress?.channelKeyId ?? null,
    priceVersionId: progress?.priceVersionId ?? null,
    quantities: progress?.quantities ?? { ...NO_QUANTITIES },
    provenance: progress === undefined ? 'void' : 'interrupted',
    reason: 'gateway_died',
    status: 'interrupted',
    attempts: progress?.attempts ?? 0,
    durationMs: 0,
  }
  return { event, costNanos: progress?.costNanos ?? '0' }
}

function parseAck(text: string): string[] | undefined {
  try {
    const { ids } = JSON.parse(text) as AckRecord
    return Array.isArray(ids) ? ids : undefined
  } catch {
    return undefined
  }
}
