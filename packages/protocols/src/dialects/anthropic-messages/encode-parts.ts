import type { Part, TextPart, ToolCallPart, ToolResultPart } from '../../canonical/part.js'
import { SPELLING } from '../../canonical/residue.js'
import type { Warning } from '../../canonical/warning.js'
import { encodeMedia, type MediaContext } from './encode-media.js'
import { toolName } from './tool-name.js'
import { type Fields, isFields } from './wire.js'

const DIALECT = 'anthropic-messages'
/** Whole numbers that may have more digits than a number keeps on its way through us. */
const LONG_NUMBERS = /(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g
const STRINGS = /"(?:[^"\\]|\\.)*"/g

export type PartContext = MediaContext

/** Text blocks without a visible character are refused. */
export const isBlank = (text: string): boolean => text.trim() === ''

/** A text, a text document, or nothing. */
export function encodeText(part: TextPart, { path, warnings }: PartContext): Fields[] {
  if (isBlank(part.text)) return []
  const { [SPELLING]: spelling, ...noted } = part.residue?.[DIALECT] ?? {}
  if (isFields(spelling) && spelling.type === 'document') return [textDocument(part.text, spelling, noted)]
  const { citations, ...fields } = noted
  // a citation goes back to the vendor only as the vendor wrote it
  if (part.citations !== undefined && citations === undefined) {
    warnings.push({ type: 'dropped', field: `${path}.citations` })
  }
  return [{ ...fields, type: 'text', text: part.text, ...(citations !== undefined && { citations }) }]
}

function textDocument(data: string, spelling: Fields, { source, ...fields }: Fields): Fields {
  const { media_type: mediaType } = spelling
  const held = {
    ...(isFields(source) ? source : {}),
    type: 'text',
    ...(mediaType !== undefined && { media_type: mediaType }),
  }
  return { ...fields, type: 'document', source: { ...held, data } }
}

/** Thinking that this vendor signed; all other thinking is refused by it. */
export function encodeReasoning(part: Extract<Part, { type: 'reasoning' }>, { path, warnings }: PartContext): Fields[] {
  const { signature, data, ...fields } = part.residue?.[DIALECT] ?? {}
  if (typeof data === 'string') return [{ ...fields, type: 'redacted_thinking', data }]
  if (typeof signature === 'string') return [{ ...fields, type: 'thinking', thinking: part.text, signature }]
  warnings.push({ type: 'dropped', field: path })
  return []
}

export function encodeCall(part: ToolCallPart, id: string, context: PartContext): Fields {
  return {
    ...part.residue?.[DIALECT],
    type: 'tool_use',
    id,
    name: toolName(part.name),
    input: toInput(part.argumentsText, context),
  }
}

/** Arguments are an object here; what is none rides in one, so that the model sees what it wrote. */
function toInput(text: string, { path, warnings }: PartContext): Fields {
  if (text.trim() === '') return {}
  const value = parse(text)
  if (value === null) return {}
  if (!isFields(value)) {
    warnings.push({ type: 'changed', field: `${path}.argumentsText`, how: 'as text, because it is no JSON object' })
    return { _raw: text }
  }
  if (hasLongNumber(text)) {
    warnings.push({ type: 'changed', field: `${path}.argumentsText`, how: 'long numbers are rounded' })
  }
  return value
}

function hasLongNumber(text: string): boolean {
  if (!/\d{16}/.test(text)) return false
  const numbers = text.replace(STRINGS, '').match(LONG_NUMBERS) ?? []
  return numbers.some((digits) => String(Number(digits)) !== digits)
}

export interface EncodedResult {
  block: Fields
  /** Pictures and documents that the target does not take in a result; shown beside it. */
  beside: Fields[]
}

export function encodeResult(part: ToolResultPart, id: string, context: PartContext): EncodedResult {
  const beside: Fields[] = []
  const content = part.parts.flatMap((inner, index) => {
    const innerContext = { ...context, path: `${context.path}.parts[${index}]` }
    if (inner.type !== 'media') return encodeResultPart(inner, innerContext)
    const block = encodeMedia(inner, innerContext)
    // a failed tool may tell text only
    if (part.isError !== true && context.traits.takesMediaInToolResults !== false) return [block]
    context.warnings.push({ type: 'changed', field: innerContext.path, how: 'shown beside the result' })
    beside.push(block)
    return []
  })
  const block = {
    ...part.residue?.[DIALECT],
    type: 'tool_result',
    tool_use_id: id,
    ...(content.length > 0 && { content: compact(content) }),
    ...(part.isError !== undefined && { is_error: part.isError }),
  }
  return { block, beside }
}

function encodeResultPart(part: Exclude<Part, { type: 'media' }>, context: PartContext): Fields[] {
  switch (part.type) {
    case 'text':
      return encodeText(part, context)
    case 'refusal':
      return isBlank(part.text) ? [] : [{ type: 'text', text: part.text }]
    case 'opaque':
      return encodeOpaque(part, context)
    case 'reasoning':
    case 'tool-call':
    case 'tool-result':
      context.warnings.push({ type: 'dropped', field: context.path })
      return []
  }
}

export function encodeOpaque({ dialect, value }: Extract<Part, { type: 'opaque' }>, context: PartContext): Fields[] {
  if (dialect === DIALECT && isFields(value)) return [value]
  context.warnings.push({ type: 'dropped', field: context.path })
  return []
}

/** One plain text is a string. */
export function compact(content: readonly Fields[]): string | readonly Fields[] {
  const [only] = content
  const isPlain = content.length === 1 && only?.type === 'text' && Object.keys(only).length === 2
  return isPlain && typeof only.text === 'string' ? only.text : content
}

export const changed = (field: string, how: string): Warning => ({ type: 'changed', field, how })

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
