import type { FakeUpstream, TruthEntry } from '@tollgate/testkit'
import type { Truth } from './observation.js'

const REF = /ref=([^;]+);/
const HARVEST_MS = 500

/** What the upstream did, kept short: a long run has a hundred thousand calls. */
export interface TruthBook {
  /** Including calls that are under way. */
  truths(): Truth[]
  stop(): void
}

/** @param upstream one that remembers many more calls than come in a second */
export function keepTruthBook(upstream: FakeUpstream): TruthBook {
  const byRequestId = new Map<string, Truth>()
  let open: TruthEntry[] = []
  let lastCallId = 0
  const harvest = (): void => {
    for (const entry of upstream.truth()) if (entry.callId > lastCallId) open.push(entry)
    lastCallId = Math.max(lastCallId, upstream.truth().at(-1)?.callId ?? 0)
    for (const entry of open) note(byRequestId, entry)
    open = open.filter(({ endedAt }) => endedAt === undefined)
  }
  const timer = setInterval(harvest, HARVEST_MS)
  return {
    truths() {
      harvest()
      return [...byRequestId.values()]
    },
    stop: () => clearInterval(timer),
  }
}

function note(byRequestId: Map<string, Truth>, entry: TruthEntry): void {
  const known = byRequestId.get(entry.requestId ?? '')
  if (known !== undefined) {
    known.chunksSent = Math.max(known.chunksSent, entry.chunksSent)
    known.bytesSent = Math.max(known.bytesSent, entry.bytesSent)
    return
  }
  const ref = REF.exec(JSON.stringify(entry.body))?.[1]
  if (entry.requestId === undefined || ref === undefined) return
  const { requestId, isStreamed, chunksSent, bytesSent } = entry
  byRequestId.set(requestId, { requestId, ref, isStreamed, chunksSent, bytesSent })
}
