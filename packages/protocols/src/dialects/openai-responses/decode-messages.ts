import type { Message } from '../../canonical/message.js'
import type { Part, ReasoningPart } from '../../canonical/part.js'
import { mergeResidue } from '../../canonical/residue.js'
import { fromEncryptedContent, isCarriedState } from './carried-state.js'
import { decodeContent } from './decode-content.js'
import { parseWith, typeOf } from './invalid-request.js'
import { readResidue, residueFrom } from './spelling.js'
import { joinSummary } from './summary.js'
import { type Fields, ITEM_SCHEMAS, isEmpty, isKnownItem, type WireItem, type WireRequest } from './wire.js'

const DIALECT = 'openai-responses'

/** Items that a client adds itself; any other unknown item was the model's. */
const CLIENT_ITEM = /_output$|^(item_reference|compaction|compaction_trigger|mcp_approval_response|additional_tools)$/

type Path = readonly PropertyKey[]

/** The instructions and the input → turns. Items of the model that follow each other are one turn, in their order. */
export function decodeMessages({ instructions, input }: WireRequest): Message[] {
  const messages: Message[] = []
  if (instructions != null) {
    const parts: Part[] = [{ type: 'text', text: instructions }]
    messages.push({ role: 'system', parts, ...residueFrom({}, { isInstructions: true }) })
  }
  if (typeof input === 'string') return [...messages, { role: 'user', parts: [{ type: 'text', text: input }] }]
  let turn: Part[] | undefined
  for (const [index, item] of input.entries()) {
    const decoded = decodeItem(item, ['input', index])
    if (Array.isArray(decoded)) {
      if (turn === undefined) {
        turn = []
        messages.push({ role: 'assistant', parts: turn })
      }
      turn.push(...decoded)
    } else {
      turn = undefined
      messages.push(decoded)
    }
  }
  return messages
}

/** @returns parts of the model's turn, or a message of somebody else */
function decodeItem(item: unknown, at: Path): Part[] | Message {
  const type = typeOf(item, at) ?? 'message'
  if (!isKnownItem(type)) {
    const part: Part = { type: 'opaque', dialect: DIALECT, value: { item } }
    return CLIENT_ITEM.test(type) ? { role: 'user', parts: [part] } : [part]
  }
  switch (type) {
    case 'message':
      return decodeMessage(parseWith(ITEM_SCHEMAS.message, item, at), at)
    case 'function_call': {
      const {
        type: _,
        call_id: callId,
        name,
        arguments: argumentsText,
        id,
        status,
        ...rest
      } = parseWith(ITEM_SCHEMAS.function_call, item, at)
      return [{ type: 'tool-call', callId, name, argumentsText, ...residueFrom(rest, { id, status }) }]
    }
    case 'function_call_output': {
      const {
        type: _,
        call_id: callId,
        output,
        id,
        status,
        ...rest
      } = parseWith(ITEM_SCHEMAS.function_call_output, item, at)
      const parts = decodeContent(output, [...at, 'output'])
      return { role: 'tool', parts: [{ type: 'tool-result', callId, parts, ...residueFrom(rest, { id, status }) }] }
    }
    case 'reasoning':
      return [decodeReasoning(parseWith(ITEM_SCHEMAS.reasoning, item, at))]
  }
}

function decodeMessage(item: WireItem<'message'>, at: Path): Part[] | Message {
  const { type: _, role, content, id, status, phase, ...rest } = item
  const parts = decodeContent(content, [...at, 'content'])
  if (role === 'assistant') return withItem(parts, { fields: rest, spelling: { id, status, phase } })
  const spelling = { id, status, phase, role: role === 'user' ? undefined : role, isItem: true }
  return { role: role === 'user' ? 'user' : 'system', parts, ...residueFrom(rest, spelling) }
}

/** Where an item of several begins is noted at its first part; an item without parts says nothing. */
function withItem(parts: Part[], item: { fields: Fields; spelling: Fields }): Part[] {
  const [first, ...others] = parts
  if (first === undefined || first.type === 'opaque') return parts
  const { fields, spelling } = readResidue(first)
  const lost = isEmpty(item.fields) ? undefined : item.fields
  const begun = { ...first, ...residueFrom({ ...fields, item: lost }, { ...spelling, item: item.spelling }) }
  return [begun, ...others]
}

function decodeReasoning(item: WireItem<'reasoning'>): ReasoningPart {
  const { type: _, id, status, summary, content, encrypted_content: encrypted, ...rest } = item
  const place = (summary ?? []).length === 0 && content != null && content.length > 0 ? 'content' : 'summary'
  const texts = (place === 'content' ? content : summary) ?? []
  const { text, breaks } = joinSummary(texts.map((part) => part.text))
  const isCarried = encrypted != null && isCarriedState(encrypted)
  const own = residueFrom(
    {
      ...rest,
      encrypted_content: isCarried ? undefined : encrypted,
      content: place === 'content' ? undefined : content,
    },
    {
      id,
      status,
      place: place === 'content' ? place : undefined,
      breaks: breaks.length === 0 ? undefined : breaks,
    },
  )
  const residue = mergeResidue(isCarried ? fromEncryptedContent(encrypted) : undefined, own.residue)
  return { type: 'reasoning', text, ...(residue !== undefined && { residue }) }
}
