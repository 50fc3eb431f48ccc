import type { MediaPart, Part, ToolResultPart } from '../../canonical/part.js'
import { SPELLING } from '../../canonical/residue.js'
import { parse } from './arguments.js'
import { encodeMedia } from './encode-media.js'
import type { EncodePartOptions } from './encode-parts.js'
import { isMadeCallId } from './new-call-id.js'
import { DIALECT, type Fields, isFields } from './wire.js'

/** A call that waits for its result. */
export interface PendingCall {
  callId: string
  /** As the vendor takes it. */
  name: string
}

export interface EncodedResult {
  part: Fields
  /** Pictures and the like that the model does not take within a result: they follow in a turn of their own. */
  media: Fields[]
}

/** What a tool said → one part; its texts become one. */
export function encodeResult(result: ToolResultPart, call: PendingCall, options: EncodePartOptions): EncodedResult {
  const { [SPELLING]: spelling, functionResponse: others, ...fields } = result.residue?.[DIALECT] ?? {}
  const { text, parts, media } = splitResult(result, options)
  const said = media.length > 0 && text === '' ? 'The content follows as a message of the user.' : text
  const functionResponse = {
    ...(isFields(others) ? others : {}),
    ...idOf(call),
    name: call.name,
    response: toResponse(said, result.isError === true, isFields(spelling) ? spelling.response : undefined),
    ...(parts.length > 0 && { parts }),
  }
  return { part: { ...fields, functionResponse }, media }
}

/** For a call that nobody answered: the vendor wants as many responses as there were calls. */
export const missingResult = (call: PendingCall): Fields => ({
  functionResponse: { ...idOf(call), name: call.name, response: { error: 'There is no result.' } },
})

const idOf = ({ callId }: PendingCall): Fields => (isMadeCallId(callId) ? {} : { id: callId })

function splitResult(result: ToolResultPart, options: EncodePartOptions) {
  const texts: string[] = []
  const parts: unknown[] = []
  const media: Fields[] = []
  result.parts.forEach((part, index) => {
    const field = `${options.field}.parts[${index}]`
    if (part.type === 'media') placeMedia(part, { ...options, field }, { parts, media })
    else if (part.type === 'text' || part.type === 'refusal' || part.type === 'reasoning') texts.push(part.text)
    else if (part.type === 'opaque' && part.dialect === DIALECT) parts.push(part.value)
    else options.warnings.push({ type: 'dropped', field })
  })
  return { text: texts.join('\n'), parts, media }
}

function placeMedia(part: MediaPart, options: EncodePartOptions, to: { parts: unknown[]; media: Fields[] }): void {
  const encoded = encodeMedia(part, options)
  if (options.traits.takesMediaInToolResults !== false) {
    to.parts.push(encoded)
    return
  }
  to.media.push(encoded)
  options.warnings.push({ type: 'changed', field: options.field, how: 'as a message of the user after the results' })
}

/**
 * A response is an object: a text that is one goes as it is, any other is wrapped.
 * @param spelling how the vendor's own client wrote it, see `decode-parts.ts`
 */
function toResponse(text: string, isError: boolean, spelling: unknown): Fields {
  const value = typeof spelling === 'string' || !isError ? objectOf(text, spelling) : undefined
  if (spelling === 'whole') return isFields(value) ? value : { output: text }
  if (typeof spelling === 'string') {
    const [wrapper = 'output', ...asJson] = spelling.split(' ')
    return { [wrapper]: asJson.length > 0 ? (parse(text) ?? text) : text }
  }
  if (isError) return { error: text }
  return value ?? { output: text }
}

/** Alone in an object, these say that their value is all that the tool said, or that it failed. */
const WRAPPERS = ['output', 'result', 'content', 'error']
/** Longer numbers would be rounded, so that their text is kept. */
const LONG_NUMBER = /\d{16}/

function objectOf(text: string, spelling: unknown): Fields | undefined {
  if (!text.startsWith('{') || (spelling === undefined && LONG_NUMBER.test(text))) return undefined
  const value = parse(text)
  if (!isFields(value)) return undefined
  const [name, ...others] = Object.keys(value)
  const isWrapped = others.length === 0 && name !== undefined && WRAPPERS.includes(name)
  return isWrapped && spelling === undefined ? undefined : value
}

/** What no call asked for is told as words, because the vendor refuses a response to nothing. */
export const toPlainText = (parts: readonly Part[]): string =>
  parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n')
