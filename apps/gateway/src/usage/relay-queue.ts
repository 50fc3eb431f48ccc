import type { CompletionPlace } from './recover.js'

/** An event that is to be published. */
export interface Queued {
  place: CompletionPlace
  /** Absent: it is read at its place when its turn comes. */
  eventText: string | undefined
  queuedAtMs: number
}

const MAX_RUN = 256
const MAX_RUN_BYTES = 1024 * 1024
const COMPACT_FROM = 1_024

/** Events that wait for their turn, oldest first; what failed goes before all others. */
export function createRelayQueue() {
  let failed: Queued[] = []
  let waiting: Queued[] = []
  let head = 0
  const first = (): Queued | undefined => failed[0] ?? waiting[head]
  return {
    first,
    count: (): number => failed.length + waiting.length - head,
    add: (queued: Queued): void => void waiting.push(queued),
    putBack: (queued: Queued): void => void failed.push(queued),
    takeFirst(): void {
      if (failed.shift() !== undefined) return
      head++
      if (head > COMPACT_FROM && head * 2 > waiting.length) compact()
    },
    /** Those at the front that have no text and lie close together in one segment. */
    firstUnread(): Queued[] {
      const source = failed.length > 0 ? failed : waiting
      const from = failed.length > 0 ? 0 : head
      const start = source[from]?.place
      const run: Queued[] = []
      for (let index = from; index < source.length && run.length < MAX_RUN; index++) {
        const queued = source[index]
        if (queued === undefined || start === undefined || queued.eventText !== undefined) break
        const { segment, offset, length } = queued.place
        const isNear = offset >= start.offset && offset + length - start.offset <= MAX_RUN_BYTES
        if (segment !== start.segment || (run.length > 0 && !isNear)) break
        run.push(queued)
      }
      return run
    },
    drop: (gone: Queued): void => keep((queued) => queued !== gone),
    dropSegment: (segment: number | undefined): void =>
      keep(({ place, eventText }) => eventText !== undefined || place.segment !== segment),
  }

  function compact(): void {
    waiting = waiting.slice(head)
    head = 0
  }

  function keep(isKept: (queued: Queued) => boolean): void {
    compact()
    waiting = waiting.filter(isKept)
    failed = failed.filter(isKept)
  }
}
