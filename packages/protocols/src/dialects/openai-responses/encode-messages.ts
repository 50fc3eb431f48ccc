import type { Message } from '../../canonical/message.js'
import type { Part, ReasoningPart, ToolCallPart, ToolResultPart } from '../../canonical/part.js'
import type { Warning } from '../../canonical/warning.js'
import type { TargetTraits } from '../../codec.js'
import { arrangeItems, CALL, type Item, MEDIA_MESSAGE, RESULT } from './arrange-items.js'
import { encodePart, type Speaker } from './encode-content.js'
import { toCallId } from './names.js'
import { readResidue } from './spelling.js'
import { splitSummary } from './summary.js'
import { type Fields, isFields, present } from './wire.js'

const DIALECT = 'openai-responses'
const ERROR_PREFIX = 'Error: '

export interface EncodeMessagesOptions {
  nameOf: (name: string) => string
  traits: TargetTraits
  /** The upstream keeps what it answered, so that a thought may be named by its id alone. */
  isStored: boolean
  /** The turns go on from others that the upstream keeps. */
  isContinued: boolean
  warnings: Warning[]
}

/** Turns → instructions and input items in order; a turn of several calls or thoughts becomes as many items. */
export function encodeMessages(
  messages: readonly Message[],
  options: EncodeMessagesOptions,
): { instructions?: string; input: Fields[] } {
  const first = messages.findIndex((message) => !isInstruction(message))
  // a body without input is refused
  const count = first === -1 ? 0 : first
  const instructions = messages.slice(0, count).map(({ parts }) => joinTexts(parts))
  const text = instructions.filter((told) => told !== '').join('\n\n')
  const items: Item[] = []
  for (const [index, message] of messages.entries()) {
    if (index >= count) encodeMessage(message, { path: `messages[${index}]`, items, ...options })
  }
  return { ...(text !== '' && { instructions: text }), input: arrangeItems(items, options) }
}

/** System turns at the beginning; a client of this dialect tells which of them it meant as instructions. */
function isInstruction(message: Message): boolean {
  if (message.role !== 'system' || !message.parts.every(({ type }) => type === 'text')) return false
  const { spelling, isOwn } = readResidue(message)
  return spelling.isInstructions === true || !isOwn
}

const joinTexts = (parts: readonly Part[]): string =>
  parts.flatMap((part) => (part.type === 'text' && part.text !== '' ? [part.text] : [])).join('\n\n')

interface OpenMessage {
  item: Fields
  content: Fields[]
}

interface EncodeMessageOptions extends EncodeMessagesOptions {
  path: string
  /** What the message becomes is added here. */
  items: Item[]
}

function encodeMessage(message: Message, options: EncodeMessageOptions): void {
  const { path, items } = options
  let open: OpenMessage | undefined
  const speaker: Speaker = message.role === 'assistant' ? 'model' : 'client'
  for (const [index, part] of message.parts.entries()) {
    const at = `${path}.parts[${index}]`
    const own = encodeItem(part, at)
    if (own !== undefined) {
      flush()
      items.push(...own)
    } else if (message.role === 'tool') options.warnings.push({ type: 'dropped', field: at })
    else append(part, at)
  }
  if (message.parts.length === 0 && message.role !== 'assistant' && message.role !== 'tool') open = begin(undefined, {})
  flush()

  /** @returns `undefined` for what is part of a message */
  function encodeItem(part: Part, at: string): Item[] | undefined {
    switch (part.type) {
      case 'reasoning':
        return encodeReasoning(part, at, options)
      case 'tool-call':
        return [encodeCall(part, options)]
      case 'tool-result':
        return encodeResult(part, at, options)
      case 'opaque':
        return part.dialect === DIALECT && isFields(part.value) && isFields(part.value.item)
          ? [part.value.item]
          : undefined
      default:
        return undefined
    }
  }

  function append(part: Part, at: string): void {
    const { fields, spelling } = readResidue(part.type === 'opaque' ? {} : part)
    const item = isFields(spelling.item) ? spelling.item : undefined
    // an empty text beside calls says nothing, and a list of nothing is refused
    if (speaker === 'model' && item === undefined && part.type === 'text' && part.text === '') return
    const encoded = encodePart(part, { speaker, path: at, warnings: options.warnings })
    if (encoded.length === 0) return
    if (open === undefined || item !== undefined) open = begin(item, isFields(fields.item) ? fields.item : {})
    open.content.push(...encoded)
  }

  /** An item of the model's turn is told by its first part, any other by its message. */
  function begin(item: Fields | undefined, more: Fields): OpenMessage {
    flush()
    const { fields, spelling, isOwn } = readResidue(message)
    const role = roleOf(message, spelling.role, options)
    // most come from other dialects and have nothing to add
    if (!isOwn && item === undefined) return { item: { type: 'message', role }, content: [] }
    const head = speaker === 'model' ? { ...more, ...headOf(item ?? {}) } : { ...fields, ...headOf(spelling) }
    return { item: { ...head, type: 'message', role }, content: [] }
  }

  function flush(): void {
    if (open === undefined) return
    open.item.content = plainContent(open.content, speaker)
    items.push(open.item)
    open = undefined
  }
}

const NOTHING: Fields = Object.freeze({})

const headOf = ({ id, status, phase }: Fields): Fields =>
  id == null && status == null && phase == null ? NOTHING : present({ id, status, phase })

function roleOf({ role }: Message, spelled: unknown, { traits, path, warnings }: EncodeMessageOptions): string {
  if (role !== 'system') return role
  if (traits.takesSystemAmidMessages === false) {
    warnings.push({ type: 'changed', field: path, how: 'instructions amid the conversation go as words of the user' })
    return 'user'
  }
  return spelled === 'developer' && traits.takesDeveloperRole !== false ? 'developer' : 'system'
}

/** A list of one plain text is that text, which every server of this dialect takes. */
function plainContent(content: readonly Fields[], speaker: Speaker): string | readonly Fields[] {
  if (content.length === 0) return ''
  const [only] = content
  if (speaker === 'model' || content.length > 1 || only?.type !== 'input_text') return content
  return Object.keys(only).length === 2 && typeof only.text === 'string' ? only.text : content
}

function encodeCall(part: ToolCallPart, { nameOf }: EncodeMessagesOptions): Item {
  const { fields, spelling } = readResidue(part)
  return {
    ...fields,
    ...headOf(spelling),
    type: CALL,
    call_id: toCallId(part.callId),
    name: nameOf(part.name),
    // what is no JSON at all is refused, and no arguments are no JSON
    arguments: part.argumentsText === '' ? '{}' : part.argumentsText,
  }
}

function encodeResult(part: ToolResultPart, path: string, options: EncodeMessagesOptions): Item[] {
  const { fields, spelling } = readResidue(part)
  const isMediaApart = options.traits.takesMediaInToolResults === false
  const content: Fields[] = []
  const media: Fields[] = []
  for (const [index, inner] of part.parts.entries()) {
    const at = `${path}.parts[${index}]`
    const encoded = encodePart(inner, { speaker: 'client', path: at, warnings: options.warnings })
    if (isMediaApart && inner.type === 'media') media.push(...encoded)
    else content.push(...encoded)
  }
  if (media.length > 0) {
    content.push({ type: 'input_text', text: 'The content follows in the next message.' })
    options.warnings.push({ type: 'changed', field: path, how: 'media of a tool result go as a message of the user' })
  }
  if (part.isError === true) {
    markFailed(content)
    options.warnings.push({ type: 'changed', field: `${path}.isError`, how: 'a failed tool is told in its text' })
  }
  const output = plainContent(content, 'client')
  const callId = toCallId(part.callId)
  const item = { ...fields, ...headOf(spelling), type: RESULT, call_id: callId, output }
  if (media.length === 0) return [item]
  const note = { type: 'input_text', text: `Content that the tool call ${callId} gave:` }
  return [item, { [MEDIA_MESSAGE]: true, content: [note, ...media] }]
}

function markFailed(content: Fields[]): void {
  const [first] = content
  if (first?.type === 'input_text' && typeof first.text === 'string') {
    if (!/^error\b/i.test(first.text)) content[0] = { ...first, text: ERROR_PREFIX + first.text }
  } else content.unshift({ type: 'input_text', text: ERROR_PREFIX.trim() })
}

/** A thought goes back to the vendor that can prove it to be its own, and to no other. */
function encodeReasoning(part: ReasoningPart, path: string, { isStored, warnings }: EncodeMessagesOptions): Item[] {
  const { fields, spelling } = readResidue(part)
  const isContent = spelling.place === 'content'
  const isKnown = fields.encrypted_content !== undefined || (isStored && typeof spelling.id === 'string')
  if (!isKnown && !isContent) {
    warnings.push({ type: 'dropped', field: path })
    return []
  }
  const texts = part.text === '' && spelling.breaks === undefined ? [] : splitSummary(part.text, spelling.breaks)
  const summary = isContent ? [] : texts.map((text) => ({ type: 'summary_text', text }))
  const content = isContent ? { content: texts.map((text) => ({ type: 'reasoning_text', text })) } : {}
  return [{ ...fields, ...headOf(spelling), type: 'reasoning', summary, ...content }]
}
