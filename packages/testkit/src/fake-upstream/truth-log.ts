import { closeSync, openSync, writeSync } from 'node:fs'
import type { WireUsage } from './openai-chat.js'

const MAX_LOGGED_BODY_BYTES = 64 * 1024

/** What really happened in one upstream call, known to the tests and hidden from the product. */
export interface TruthEntry {
  /** Counts from 1 in the order of arrival. */
  callId: number
  /** `x-request-id` of the call, where the caller sent one. */
  requestId?: string
  method: string
  path: string
  model?: string
  isStreamed: boolean
  /** Of the bytes as they came. */
  bodySha256: string
  bodyBytes: number
  /** `undefined` where it was no JSON. */
  body: unknown
  /** Lower-case names; keys and cookies as `sha256:…`. */
  headers: Record<string, string>
  /** Milliseconds since the epoch. */
  startedAt: number
  endedAt?: number
  /** Absent until headers went out, and where none did. */
  status?: number
  /** What the answer said it cost; absent where it said nothing, or did not come so far. */
  usage?: WireUsage
  /** Text, reasoning and tool deltas that were sent. */
  chunksSent: number
  /** Of the response body. */
  bytesSent: number
  /** The whole answer went out: terminator included, and the caller had not gone. */
  isCompleted: boolean
  /** When the caller closed the connection before the end. Milliseconds since the epoch. */
  closedByClientAt?: number
}

export interface TruthLog {
  /** Written to the file before this returns: no answer goes out of which nothing is known. */
  begin(entry: TruthEntry): void
  end(entry: TruthEntry): void
  entries(): readonly TruthEntry[]
  reset(): void
  close(): void
}

/**
 * @param options.file one JSON line at the begin and one at the end of each call; absent: memory only
 * @param options.maxEntries kept in memory, the oldest go first; absent: all
 */
export function createTruthLog({ file, maxEntries }: { file?: string; maxEntries?: number } = {}): TruthLog {
  let entries: TruthEntry[] = []
  let descriptor = file === undefined ? undefined : openSync(file, 'a')
  return {
    begin(entry) {
      entries.push(entry)
      if (maxEntries !== undefined && entries.length > maxEntries) entries.shift()
      append({ type: 'begin', ...entry, body: entry.bodyBytes > MAX_LOGGED_BODY_BYTES ? undefined : entry.body })
    },
    end({ body: _body, headers: _headers, ...facts }) {
      append({ type: 'end', ...facts })
    },
    entries: () => entries,
    reset() {
      entries = []
    },
    close() {
      if (descriptor !== undefined) closeSync(descriptor)
      descriptor = undefined
    },
  }

  function append(line: object): void {
    if (descriptor !== undefined) writeSync(descriptor, `${JSON.stringify(line)}\n`)
  }
}
