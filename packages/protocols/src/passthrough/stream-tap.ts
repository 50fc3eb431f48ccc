import type { StreamEvent } from '../canonical/stream-event.js'
import type { Machine } from '../machine.js'
import type { SseFrame } from '../sse/frame-sse.js'
import type { SseMessage } from '../sse/sse-message.js'

/**
 * What to do with the bytes of one event. `forward`: as they are. `hide`: never show them (usage that was not asked for,
 * an upstream's own error text, what cannot be read). `hold`: they end the answer; release them when its record is on disk.
 */
export type Visibility = 'forward' | 'hide' | 'hold'

export interface TapStep {
  visibility: Visibility
  bytes: Uint8Array
  /** What the bytes mean, for the meter; an `error` among them is to be encoded for the client. */
  events: StreamEvent[]
  /** True where the event tells usage and nothing else: the chunk that `x-tollgate-extras` is added to. */
  isUsageOnly: boolean
}

export interface TapOptions {
  decoder: Machine<SseMessage, StreamEvent>
  /** Whether the client asked for usage in the stream. */
  showUsage: boolean
  /** What the dialect ends a stream with; sent for an upstream that leaves it out after a complete answer. */
  terminator: string
}

/**
 * Meters a stream that passes through and never alters a byte. One step for each frame; after the terminal event
 * everything is hidden. `end` gives the missing terminator, or the error event of a stream that was cut.
 */
export function createPassthroughTap({ decoder, showUsage, terminator }: TapOptions): Machine<SseFrame, TapStep> {
  let isOver = false

  return {
    push({ bytes, message }) {
      if (message === undefined) return [stepOf(bytes, [], isOver ? 'hide' : 'forward')]
      return [decide(bytes, decoder.push(message))]
    },
    end: () => {
      const events = decoder.end()
      return events.length === 0 ? [] : [decide(Buffer.from(terminator, 'utf8'), events)]
    },
  }

  function decide(bytes: Uint8Array, events: StreamEvent[]): TapStep {
    if (isOver) return stepOf(bytes, events, 'hide')
    let hasOther = events.length === 0
    let visibility: Visibility = 'forward'
    for (const event of events) {
      if (event.type !== 'usage') hasOther = true
      if (event.type === 'error' || (event.type === 'opaque' && event.isUnreadable)) visibility = 'hide'
      else if (event.type === 'finish') visibility = 'hold'
      if (event.type === 'error' || event.type === 'finish') isOver = true
    }
    if (hasOther) return stepOf(bytes, events, visibility)
    return { visibility: showUsage ? 'forward' : 'hide', bytes, events, isUsageOnly: true }
  }
}

const stepOf = (bytes: Uint8Array, events: StreamEvent[], visibility: Visibility): TapStep => ({
  visibility,
  bytes,
  events,
  isUsageOnly: false,
})
