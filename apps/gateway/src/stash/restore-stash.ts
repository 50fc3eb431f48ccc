import {
  type CanonicalRequest,
  type DialectId,
  type Message,
  mergeResidue,
  type Part,
  type ReasoningPart,
  type ToolCallPart,
} from '@tollgate/protocols/canonical'
import type { StashEntry } from './stash-entry.js'

const callsOf = ({ role, parts }: Message): ToolCallPart[] =>
  role === 'assistant' ? parts.filter((part): part is ToolCallPart => part.type === 'tool-call') : []

/** Whether the client itself brought what the upstream wants. */
const isComplete = (message: Message, dialect: DialectId): boolean =>
  message.parts.some(
    (part) => (part.type === 'reasoning' || part.type === 'tool-call') && part.residue?.[dialect] !== undefined,
  )

/** Calls in the history about which the client told nothing that `dialect` could use. */
export const callsWithoutState = (request: CanonicalRequest, dialect: DialectId): string[] =>
  request.messages.flatMap((message) =>
    isComplete(message, dialect) ? [] : callsOf(message).map(({ callId }) => callId),
  )

/** The request with the kept state in its place: thinking at the head of its turn, signatures on their calls. */
export function restoreStash(
  request: CanonicalRequest,
  dialect: DialectId,
  entries: ReadonlyMap<string, StashEntry>,
): CanonicalRequest {
  if (entries.size === 0) return request
  return { ...request, messages: request.messages.map((message) => restoreMessage(message, dialect, entries)) }
}

function restoreMessage(message: Message, dialect: DialectId, entries: ReadonlyMap<string, StashEntry>): Message {
  const found = callsOf(message).flatMap(({ callId }) => {
    const entry = entries.get(callId)
    return entry?.dialect === dialect ? [entry] : []
  })
  if (found.length === 0 || isComplete(message, dialect)) return message
  const reasoning = found.flatMap((entry) =>
    entry.reasoning.map(
      ({ text, residue }): ReasoningPart => ({
        type: 'reasoning',
        text,
        ...(residue !== undefined && { residue }),
      }),
    ),
  )
  const rest = message.parts.filter((part) => reasoning.length === 0 || part.type !== 'reasoning')
  return { ...message, parts: [...reasoning, ...rest.map((part) => restoreCall(part, entries))] }
}

function restoreCall(part: Part, entries: ReadonlyMap<string, StashEntry>): Part {
  if (part.type !== 'tool-call') return part
  const residue = mergeResidue(part.residue, entries.get(part.callId)?.callResidue)
  return residue === undefined ? part : { ...part, residue }
}
