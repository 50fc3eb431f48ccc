import type { Message } from '../canonical/message.js'
import type { Part } from '../canonical/part.js'
import type { CanonicalRequest } from '../canonical/request.js'

// Short words for conversations, for tests of what encoders make of them.

export const text = (words: string): Part => ({ type: 'text', text: words })
export const system = (words: string): Message => ({ role: 'system', parts: [text(words)] })
export const user = (...parts: Part[]): Message => ({ role: 'user', parts })
export const assistant = (...parts: Part[]): Message => ({ role: 'assistant', parts })

/** A call of `f`. */
export const call = (callId: string, argumentsText = '{}'): Part => ({
  type: 'tool-call',
  callId,
  name: 'f',
  argumentsText,
})

export const answer = (callId: string, words: string): Message => ({
  role: 'tool',
  parts: [{ type: 'tool-result', callId, parts: [text(words)] }],
})

/** A request that says nothing but these turns, and `more`. */
export const requestOf = (messages: readonly Message[], more: Partial<CanonicalRequest> = {}): CanonicalRequest => ({
  model: 'm',
  messages,
  tools: [],
  settings: {},
  isStreamed: false,
  wantsStreamUsage: false,
  facts: { vision: false, audio: false, document: false, tools: false, json: false, reasoning: false, nativeOnly: [] },
  ...more,
})
