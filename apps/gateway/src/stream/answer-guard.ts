import { type BlockStart, type ChoiceEnd, GatewayError, type StreamEvent } from '@tollgate/protocols/canonical'

/** Sees the events of one answer in their order, before they are written in another dialect. */
export type AnswerGuard = (events: readonly StreamEvent[]) => StreamEvent[]

/**
 * What no other dialect could tell its client is mended, or is no answer. Two calls of one answer never share an id: their
 * results could not be told apart. A choice that said nothing and ended for a reason of its vendor alone (a call that could
 * not be parsed) is an error, because elsewhere it would look like a model that had nothing to say. So is one that ended
 * well with a call whose arguments are no JSON object: half of the dialects could not write it, and whoever ran it would run
 * something else than was meant. Of an answer that was cut at its limit the arguments may be cut too.
 */
export function createAnswerGuard(): AnswerGuard {
  const callIds = new Set<string>()
  const spoken = new Set<number>()
  const calls = new Map<number, OpenCall>()
  const garbled = new Set<number>()
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
        if (event.kind !== 'tool-call') return event
        calls.set(event.block, { choice: event.choice, pieces: [] })
        return withOwnId(event)
      case 'block-delta':
        calls.get(event.block)?.pieces.push(event.text)
        return event
      case 'block-end':
        endCall(event.block)
        return event
      case 'choice-end':
        return endOf(event)
      case 'response-start':
      case 'usage':
      case 'opaque':
      case 'finish':
      case 'error':
        return event
    }
  }

  function endCall(block: number): void {
    const call = calls.get(block)
    if (call === undefined) return
    calls.delete(block)
    if (!areArguments(call.pieces.join(''))) garbled.add(call.choice)
  }

  function endOf(event: ChoiceEnd): StreamEvent {
    const { choice, reason } = event
    if (reason.unified === 'other' && !spoken.has(choice)) return { type: 'error', error: withoutAnswer() }
    const isWhole = reason.unified === 'stop' || reason.unified === 'tool'
    return isWhole && garbled.has(choice) ? { type: 'error', error: withoutArguments() } : event
  }

  function withOwnId(event: Extract<BlockStart, { kind: 'tool-call' }>): StreamEvent {
    let callId = event.callId
    for (let number = 2; callIds.has(callId); number++) callId = `${event.callId}_${number}`
    callIds.add(callId)
    return callId === event.callId ? event : { ...event, callId }
  }
}

interface OpenCall {
  choice: number
  pieces: string[]
}

/** An object, or nothing: some models write no text or `null` for a function that takes none. */
function areArguments(text: string): boolean {
  if (text.trim() === '') return true
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && !Array.isArray(value)
  } catch {
    return false
  }
}

const withoutArguments = (): GatewayError =>
  new GatewayError('upstream_error', { message: 'The model called a tool with arguments that are no JSON object.' })

const withoutAnswer = (): GatewayError =>
  new GatewayError('upstream_error', { message: 'The upstream ended its answer before it had said anything.' })
