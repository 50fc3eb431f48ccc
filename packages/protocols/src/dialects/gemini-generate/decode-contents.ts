import type { Message } from '../../canonical/message.js'
import type { Part, ReasoningPart, TextPart } from '../../canonical/part.js'
import { residueOf } from '../../canonical/residue.js'
import { createCallMatcher } from './call-matcher.js'
import { type CallMatcher, decodePart } from './decode-parts.js'
import { DIALECT, present, type WireContent, type WireRequest } from './wire.js'

/** Turns → messages. A chat of the vendor's client stores each chunk as a turn of its own: those become one. */
export function decodeContents(contents: readonly WireContent[], path: string): Message[] {
  const calls = createCallMatcher()
  const messages: OpenMessage[] = []
  let isAfterModel = false
  contents.forEach((content, index) => {
    const decoded = decodeContent(content, { path: `${path}[${index}]`, calls })
    const last = messages.at(-1)
    const isModel = content.role === 'model'
    if (isModel && isAfterModel && last !== undefined) {
      for (const { parts } of decoded) appendParts(last.parts, parts)
    } else {
      messages.push(...decoded)
    }
    isAfterModel = isModel
  })
  return messages
}

interface OpenMessage extends Message {
  parts: Part[]
}

/** What the vendor is told first of all; its role says nothing. */
export function decodeSystem(system: NonNullable<WireRequest['systemInstruction']>, path: string): Message[] {
  const calls = createCallMatcher()
  const parts = system.parts.map((part, index) => decodePart(part, `${path}.parts[${index}]`, calls))
  return parts.length === 0 ? [] : [{ role: 'system', parts }]
}

function decodeContent(content: WireContent, { path, calls }: { path: string; calls: CallMatcher }): OpenMessage[] {
  const { role, parts: wireParts, ...rest } = content
  const parts = wireParts.map((part, index) => decodePart(part, `${path}.parts[${index}]`, calls))
  const residue = residueOf(DIALECT, present(rest))
  if (role === 'model') return [{ role: 'assistant', parts, ...residue }]
  const results = parts.filter(({ type }) => type === 'tool-result')
  const others = parts.filter(({ type }) => type !== 'tool-result')
  // results answer the turn before, so that they come first, whatever else was said
  return [
    ...(results.length === 0 ? [] : [{ role: 'tool', parts: results, ...residue } as const]),
    ...(others.length === 0 ? [] : [{ role: 'user', parts: others, ...residue } as const]),
  ]
}

/** Pieces of one text that arrived in chunks are one text again; what is signed stays as it was signed. */
function appendParts(earlier: Part[], chunk: readonly Part[]): void {
  const last = earlier.at(-1)
  // the last chunk of an answer says nothing more
  const later = chunk.filter((part) => !isText(part) || part.text !== '' || part.residue !== undefined)
  const [first, ...rest] = later
  if (last !== undefined && first !== undefined && isText(last) && isText(first)) {
    if (last.type === first.type && last.residue === undefined && first.residue === undefined) {
      earlier[earlier.length - 1] = { ...last, text: last.text + first.text }
      earlier.push(...rest)
      return
    }
  }
  earlier.push(...later)
}

const isText = (part: Part): part is TextPart | ReasoningPart => part.type === 'text' || part.type === 'reasoning'
