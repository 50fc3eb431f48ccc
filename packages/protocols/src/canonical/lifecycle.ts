import type { StreamEvent } from './stream-event.js'

/**
 * Law W1: one response-start, first; deltas only for open blocks; numbers never reopened; all blocks of a choice ended
 * before it, all choices before the one terminal event; after that only usage. A stream that failed before it began is
 * its error alone.
 * @returns the first breach in words, or `undefined`
 */
export function checkLifecycle(events: readonly StreamEvent[]): string | undefined {
  const state: LifecycleState = { isStarted: false, isOver: false, open: new Map(), used: new Set(), ended: new Set() }
  for (const event of events) {
    const breach = breachOf(event, state)
    if (breach !== undefined) return breach
  }
  return state.isOver ? undefined : 'no terminal event'
}

interface LifecycleState {
  isStarted: boolean
  isOver: boolean
  /** Open block → its choice. */
  open: Map<number, number>
  used: Set<number>
  /** Choices that ended. */
  ended: Set<number>
}

function breachOf(event: StreamEvent, state: LifecycleState): string | undefined {
  if (state.isOver && event.type !== 'usage') return `${event.type} after the terminal event`
  if (!state.isStarted && event.type !== 'response-start' && event.type !== 'error' && event.type !== 'opaque') {
    return `${event.type} before response-start`
  }
  switch (event.type) {
    case 'response-start':
      if (state.isStarted) return 'a second response-start'
      state.isStarted = true
      return undefined
    case 'block-start':
      if (state.used.has(event.block)) return `block ${event.block} opened again`
      if (state.ended.has(event.choice)) return `block ${event.block} opened in an ended choice`
      state.used.add(event.block)
      state.open.set(event.block, event.choice)
      return undefined
    case 'block-delta':
      return state.open.has(event.block) ? undefined : `delta for block ${event.block}, which is not open`
    case 'block-end':
      return state.open.delete(event.block) ? undefined : `block ${event.block} ended, but is not open`
    case 'choice-end':
      if (state.ended.has(event.choice)) return `choice ${event.choice} ended twice`
      if ([...state.open.values()].includes(event.choice)) return `choice ${event.choice} ended with an open block`
      state.ended.add(event.choice)
      return undefined
    case 'finish':
    case 'error':
      if (state.open.size > 0) return `${event.type} with open blocks`
      state.isOver = true
      return undefined
    case 'usage':
    case 'opaque':
      return undefined
  }
}
