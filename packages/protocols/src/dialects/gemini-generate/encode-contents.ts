import type { Message } from '../../canonical/message.js'
import type { Part, ToolResultPart } from '../../canonical/part.js'
import type { Warning } from '../../canonical/warning.js'
import type { TargetTraits } from '../../codec.js'
import { NO_SIGNATURE } from './decode-parts.js'
import { encodePart } from './encode-parts.js'
import { encodeResult, missingResult, type PendingCall, toPlainText } from './tool-results.js'
import { DIALECT, type Fields, isFields } from './wire.js'

export interface EncodeContentsOptions {
  traits: TargetTraits
  names: ReadonlyMap<string, string>
  warnings: Warning[]
}

export interface EncodedContents {
  systemInstruction?: Fields
  contents: Fields[]
}

/** One turn; `results` holds responses only, next to which nothing may stand. */
interface Turn {
  role: 'user' | 'model'
  kind: 'words' | 'results'
  parts: Fields[]
  fields: Fields
}

interface Answer {
  result: ToolResultPart
  field: string
}

const NOTHING = '(no content)'

/**
 * Messages → turns as the vendor wants them: what is said first of all apart, neighbours of one role together, and right
 * after a turn that calls, one with as many responses, in the order of the calls.
 */
export function encodeContents(messages: readonly Message[], options: EncodeContentsOptions): EncodedContents {
  const { traits, names, warnings } = options
  const turns: Turn[] = []
  let pending: PendingCall[] = []
  let answers: Answer[] = []
  const firstOther = messages.findIndex(({ role }) => role !== 'system')
  // instructions alone are no conversation: then they are what the user says
  const systemCount = firstOther < 0 ? 0 : firstOther
  const systemParts = messages.slice(0, systemCount).flatMap((message, index) => encodeParts(message, index))
  messages.slice(systemCount).forEach((message, index) => {
    addMessage(message, systemCount + index)
  })
  if (answers.length > 0) answerCalls()
  if (turns.length === 0) say('user', [{ text: NOTHING }], {}) // a call without turns is refused
  if (traits.thinking !== 'none') for (const turn of turns) if (turn.role === 'model') signFirstCall(turn.parts)
  return {
    ...(systemParts.length > 0 && { systemInstruction: { parts: systemParts } }),
    contents: turns.map(({ role, parts, fields }) => ({ ...fields, role, parts })),
  }

  function addMessage(message: Message, index: number): void {
    switch (message.role) {
      case 'system':
        warnings.push({ type: 'changed', field: `messages[${index}]`, how: 'as words of the user' })
        addUser(message, index)
        break
      case 'user':
        addUser(message, index)
        break
      case 'assistant':
        addModel(message, index)
        break
      case 'tool':
        addResults(message, index)
        break
    }
  }

  function addUser(message: Message, index: number): void {
    answerCalls()
    const parts = encodeParts(message, index)
    say('user', parts.length === 0 ? [{ text: NOTHING }] : parts, ownFields(message))
  }

  function addModel(message: Message, index: number): void {
    if (answers.length > 0) answerCalls()
    const parts = encodeParts(message, index)
    if (parts.length > 0) say('model', parts, ownFields(message))
    for (const part of message.parts) {
      if (part.type === 'tool-call') pending.push({ callId: part.callId, name: names.get(part.name) ?? part.name })
    }
  }

  function addResults(message: Message, index: number): void {
    message.parts.forEach((part, position) => {
      const field = `messages[${index}].parts[${position}]`
      if (part.type === 'tool-result') answers.push({ result: part, field })
      else warnings.push({ type: 'dropped', field })
    })
  }

  /** Responses to all calls of the last turn; those that were not called are told as words after them. */
  function answerCalls(): void {
    const parts: Fields[] = []
    const media: Fields[] = []
    const open = [...answers]
    for (const call of pending) {
      const at = open.findIndex(({ result }) => result.callId === call.callId)
      const [answer] = at < 0 ? [] : open.splice(at, 1)
      if (answer === undefined) {
        parts.push(missingResult(call))
        warnings.push({ type: 'changed', field: 'messages', how: `without a result of the call ${call.callId}` })
        continue
      }
      const encoded = encodeResult(answer.result, call, { field: answer.field, traits, names, warnings })
      parts.push(encoded.part)
      media.push(...encoded.media)
    }
    pending = []
    answers = []
    if (parts.length > 0) turns.push({ role: 'user', kind: 'results', parts, fields: {} })
    const strays = open.map(({ result, field }) => {
      warnings.push({ type: 'changed', field, how: 'as words of the user, because no call asked for it' })
      return { text: `Result of a tool: ${toPlainText(result.parts)}` }
    })
    if (media.length + strays.length > 0) say('user', [...media, ...strays], {})
  }

  function say(role: 'user' | 'model', parts: readonly Fields[], fields: Fields): void {
    const last = turns.at(-1)
    if (last?.role === role && last.kind === 'words') {
      last.parts.push(...parts)
      Object.assign(last.fields, fields)
    } else {
      turns.push({ role, kind: 'words', parts: [...parts], fields: { ...fields } })
    }
  }

  function encodeParts({ parts }: Message, index: number): Fields[] {
    return parts.flatMap((part: Part, position) => {
      const field = `messages[${index}].parts[${position}]`
      const encoded = encodePart(part, { field, traits, names, warnings })
      return encoded === undefined ? [] : [encoded]
    })
  }
}

const ownFields = ({ residue }: Message): Fields => residue?.[DIALECT] ?? {}

/** Thinking models refuse a turn whose first call is not signed; the vendor names what stands for a lost signature. */
function signFirstCall(parts: Fields[]): void {
  const at = parts.findIndex(({ functionCall }) => isFields(functionCall))
  const first = parts[at]
  if (first !== undefined && first.thoughtSignature === undefined) {
    parts[at] = { ...first, thoughtSignature: NO_SIGNATURE }
  }
}
