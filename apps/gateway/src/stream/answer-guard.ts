import { type BlockStart, GatewayError, type StreamEvent } from '@tollgate/protocols/canonical'

/** Sees the events of one answer in their order, before they are written in another dialect. */
export type AnswerGuard = (events: readonly StreamEvent[]) => StreamEvent[]

/**
 * What no other dialect could tell its client is mended, or is no answer. Two calls of one answer never share an id: their
 * results could not be told apart. A choice that said nothing and ended for a reason of its vendor alone (a call that could
 * not be parsed) is an error, because elsewhere it would look like a model that had nothing to say.
 */
export function createAnswerGuard(): AnswerGuard {
  const callIds = new Set<string>()
  const spoken = new Set<number>()
  let isOver = false
  return (events) => {
    const guarded: StreamEvent[] = []
    for (const event of events) {
      if (isOver) break
      const told = guard(event)
      isOver = told.type === 'error'
      guarded.push(told)
    }
    return guarded
  }

  function guard(event: StreamEvent): StreamEvent {
    switch (event.type) {
      case 'block-start':
        spoken.add(event.choice)
        return event.kind === 'tool-call' ? withOwnId(event) : event
      case 'choice-end':
        return event.reason.unified === 'other' && !spoken.has(event.choice)
          ? { type: 'error', error: withoutAnswer() }
          : event
      case 'response-start':
      case 'block-delta':
      case 'block-end':
      case 'usage':
      case 'opaque':
      case 'finish':
      case 'error':
        return event
    }
  }

  function withOwnId(event: Extract<BlockStart, { kind: 'tool-call' }>): StreamEvent {
    let callId = event.callId
    for (let number = 2; callIds.has(callId); number++) callId = `${event.callId}_${number}`
    callIds.add(callId)
    return callId === event.callId ? event : { ...event, callId }
  }
}

const withoutAnswer = (): GatewayError =>
  new GatewayError('upstream_error', { message: 'The upstream ended its answer before it had said anything.' })
