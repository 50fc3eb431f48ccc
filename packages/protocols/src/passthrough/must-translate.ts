import type { DialectId } from '../canonical/dialect-id.js'
import { foreignFields } from '../canonical/foreign-fields.js'
import type { Message } from '../canonical/message.js'
import type { Part } from '../canonical/part.js'
import type { CanonicalRequest } from '../canonical/request.js'

/** Dialects whose vendors refuse thinking that they did not sign. */
const SIGNED: readonly DialectId[] = ['anthropic-messages']
/** Dialects in which state of other vendors can ride along (PROTOCOLS 6). */
const CARRIERS: readonly DialectId[] = ['anthropic-messages', 'openai-responses']

/**
 * Whether a body may not pass as it is, though the upstream speaks its dialect: it holds thinking of another vendor, from
 * the time when another channel answered this conversation, lacks what the vendor demands and older clients of it do not
 * know, shows calls without the thinking that must stand before them, or more or fewer results than calls. Encoding it anew
 * leaves the one out, puts the other in, and turns thinking off where it cannot go on.
 */
export function mustTranslate(request: CanonicalRequest, dialect: DialectId): boolean {
  if (dialect === 'gemini-generate') return hasUnsignedCall(request) || hasOddResults(request)
  if (!CARRIERS.includes(dialect)) return false
  if (foreignFields(request, dialect).length > 0) return true
  if (!SIGNED.includes(dialect)) return false
  return request.messages.some((message) => hasThinking(message, false, dialect)) || hasLostThinking(request, dialect)
}

const hasThinking = ({ parts }: Message, isSigned: boolean, dialect: DialectId): boolean =>
  parts.some((part) => part.type === 'reasoning' && (part.residue?.[dialect] !== undefined) === isSigned)

/** A loop of tools under way, asked to think within a budget, whose turns show none of the thinking that began it. */
function hasLostThinking({ messages, settings }: CanonicalRequest, dialect: DialectId): boolean {
  if ((settings.reasoningBudgetTokens ?? 0) <= 0 || messages.at(-1)?.role !== 'tool') return false
  const from = messages.findLastIndex(({ role }) => role === 'user') + 1
  return !messages.slice(from).some((message) => hasThinking(message, true, dialect))
}

/** Since the last words of the user, the first call of each turn must be signed (PROTOCOLS 6). */
function hasUnsignedCall({ messages }: CanonicalRequest): boolean {
  const last = messages.findLastIndex(({ role, parts }) => role === 'user' && parts.some(({ type }) => type === 'text'))
  return messages.slice(last + 1).some(({ role, parts }) => {
    const call = role === 'assistant' ? parts.find(({ type }) => type === 'tool-call') : undefined
    return call?.type === 'tool-call' && call.residue?.['gemini-generate']?.thoughtSignature === undefined
  })
}

/**
 * The vendor wants as many results as calls, together in the turn after them. Its own command line sends some twice when it
 * resumes a conversation, and frameworks send each in a turn of its own.
 */
function hasOddResults({ messages }: CanonicalRequest): boolean {
  const count = (message: Message | undefined, type: Part['type']): number =>
    message?.parts.filter((part) => part.type === type).length ?? 0
  return messages.some(
    (message, index) =>
      message.role === 'tool' && count(message, 'tool-result') !== count(messages[index - 1], 'tool-call'),
  )
}
