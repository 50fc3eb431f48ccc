import type { Message } from './message.js'
import type { Part } from './part.js'

/** What kinds of parts a conversation has, those within results of tools included. */
export interface PartFacts {
  image: boolean
  audio: boolean
  document: boolean
  video: boolean
  /** Calls or results of tools. */
  tools: boolean
}

/** One walk without a copy: conversations have thousands of parts. */
export function partFactsOf(messages: readonly Message[]): PartFacts {
  const facts: PartFacts = { image: false, audio: false, document: false, video: false, tools: false }
  for (const { parts } of messages) for (const part of parts) note(part, facts)
  return facts
}

function note(part: Part, facts: PartFacts): void {
  if (part.type === 'media') facts[part.kind] = true
  else if (part.type === 'tool-call') facts.tools = true
  else if (part.type === 'tool-result') {
    facts.tools = true
    for (const inner of part.parts) note(inner, facts)
  }
}
