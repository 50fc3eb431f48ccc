import { NO_QUANTITIES } from '@tollgate/protocols/canonical'
import { USAGE_EVENT_VERSION, type UsageEventMessage } from '@tollgate/protocols/events'
import type { Frame, FramePlace, FrameType } from './frame.js'
import type { AckRecord, CompletionRecord, IntentRecord, ProgressRecord } from './journal-records.js'

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
  intents: Map<string, IntentRecord>
  progress: Map<string, ProgressRecord>
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
      const value = parse(frame.text)
      if (value === undefined) fold.unreadable++
      else READERS[frame.type](fold, value, { segment, frame })
    },
    end({ nodeId }) {
      const orphans = [...fold.intents.values()]
        // its completion is damaged, and billing has it: another one would contradict it
        .filter(({ requestId }) => !fold.acknowledged.has(requestId))
        .map((intent) => toOrphan(intent, fold.progress.get(intent.requestId), nodeId))
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

type Reader = (fold: Fold, value: unknown, place: { segment: number; frame: Frame }) => void

// the checksum vouches for the form: these texts were written by this program
const READERS: Record<FrameType, Reader> = {
  I: (fold, value) => {
    const intent = value as IntentRecord
    if (!fold.completions.has(intent.requestId)) fold.intents.set(intent.requestId, intent)
  },
  P: (fold, value) => {
    const progress = value as ProgressRecord
    fold.progress.set(progress.requestId, progress)
  },
  C: readCompletion,
  V: readCompletion,
  A: (fold, value) => {
    for (const id of (value as AckRecord).ids) fold.acknowledged.add(id)
  },
}

function readCompletion(fold: Fold, value: unknown, { segment, frame }: { segment: number; frame: Frame }): void {
  const { event, costNanos } = value as CompletionRecord
  const { requestId } = event
  fold.intents.delete(requestId)
  fold.progress.delete(requestId)
  if (!fold.completions.has(requestId)) addSpent(fold, event.leaseId, costNanos)
  const place = { requestId, segment, offset: frame.offset, length: frame.length }
  fold.completions.set(requestId, { place, leaseId: event.leaseId })
}

function addSpent(fold: Fold, leaseId: string, costNanos: string): void {
  fold.spentByLease.set(leaseId, (fold.spentByLease.get(leaseId) ?? 0n) + BigInt(costNanos))
}

/** Died before a byte of the answer was forwarded: nothing is charged. After it: what the last progress says. */
function toOrphan(intent: IntentRecord, progress: ProgressRecord | undefined, nodeId: string): CompletionRecord {
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

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
