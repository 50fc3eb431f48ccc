import type { StreamEvent } from './stream-event.js'

/** An event of an answer with the name of its call as the client knows it; all others are the same objects. */
export function withClientNames(event: StreamEvent, toolNames: ReadonlyMap<string, string>): StreamEvent {
  if (event.type !== 'block-start' || event.kind !== 'tool-call') return event
  const name = toolNames.get(event.name)
  return name === undefined ? event : { ...event, name }
}
