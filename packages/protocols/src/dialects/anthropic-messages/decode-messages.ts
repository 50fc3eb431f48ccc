import type { Message } from '../../canonical/message.js'
import type { MediaSource, Part, ToolResultPart } from '../../canonical/part.js'
import { residueOf, SPELLING } from '../../canonical/residue.js'
import { decodeCitations } from './citations.js'
import { fromGatewaySignature, isGatewaySignature } from './signature.js'
import {
  type Fields,
  isKnownBlock,
  type KnownBlock,
  present,
  type WireBlock,
  type WireMedia,
  type WireMessage,
  type WireResultBlock,
  type WireText,
  type WireToolResult,
} from './wire.js'

const DIALECT = 'anthropic-messages'

/** The top-level instructions: the first turn, or none. */
export function decodeSystem(system: string | readonly WireText[] | null | undefined): Message[] {
  const parts = decodeTexts(system ?? [])
  return parts.length === 0 ? [] : [{ role: 'system', parts }]
}

/** A checked message → ours: results of tools become a turn of their own, before what the user says beside them. */
export function decodeMessage(message: WireMessage): Message[] {
  switch (message.role) {
    case 'system': {
      const { role, content, ...rest } = message
      return [{ role, parts: decodeTexts(content), ...residueOf(DIALECT, present(rest)) }]
    }
    case 'assistant': {
      const { role, content, ...rest } = message
      return [{ role, parts: decodeContent(content), ...residueOf(DIALECT, present(rest)) }]
    }
    case 'user': {
      const { role, content, ...rest } = message
      const parts = decodeContent(content)
      const results = parts.filter((part) => part.type === 'tool-result')
      const others = parts.filter((part) => part.type !== 'tool-result')
      const residue = residueOf(DIALECT, present(rest))
      if (results.length === 0) return [{ role, parts, ...residue }]
      const answers: Message = { role: 'tool', parts: results, ...residue }
      return others.length === 0 ? [answers] : [answers, { role, parts: others }]
    }
  }
}

const decodeTexts = (content: string | readonly WireText[]): Part[] =>
  typeof content === 'string' ? textParts(content) : content.map(decodeText)

const decodeContent = (content: string | readonly WireBlock[]): Part[] =>
  typeof content === 'string' ? textParts(content) : content.map(decodeBlock)

/** Empty text is refused by the vendor, so it says nothing. */
const textParts = (text: string): Part[] => (text === '' ? [] : [{ type: 'text', text }])

function decodeBlock(block: WireBlock): Part {
  return isKnownBlock(block) ? decodeKnown(block) : opaque(block)
}

function decodeKnown(block: KnownBlock): Part {
  switch (block.type) {
    case 'text':
      return decodeText(block)
    case 'image':
    case 'document':
      return decodeMedia(block)
    case 'thinking': {
      const { type: _, thinking, signature, ...rest } = block
      return { type: 'reasoning', text: thinking, ...proofOf(signature ?? '', present(rest)) }
    }
    case 'redacted_thinking': {
      const { type: _, ...rest } = block
      return { type: 'reasoning', text: '', ...residueOf(DIALECT, present(rest)) }
    }
    case 'tool_use': {
      const { type: _, id, name, input, ...rest } = block
      const argumentsText = JSON.stringify(input)
      return { type: 'tool-call', callId: id, name, argumentsText, ...residueOf(DIALECT, present(rest)) }
    }
    case 'tool_result':
      return decodeResult(block)
  }
}

/** An empty signature, or one of ours, proves nothing to the vendor. */
function proofOf(signature: string, rest: Fields) {
  if (isGatewaySignature(signature)) return fromGatewaySignature(signature)
  return residueOf(DIALECT, signature === '' ? rest : { ...rest, signature })
}

function decodeText({ type, text, citations, ...rest }: WireText): Part {
  const cited = decodeCitations(citations ?? [])
  return {
    type,
    text,
    ...(cited.citations.length > 0 && { citations: cited.citations }),
    ...residueOf(DIALECT, present({ ...rest, ...(cited.raw.length > 0 && { citations: cited.raw }) })),
  }
}

function decodeResult({ type: _, tool_use_id: callId, content, is_error: isError, ...rest }: WireToolResult): Part {
  const parts = typeof content === 'string' ? textParts(content) : (content ?? []).map(decodeResultBlock)
  const result: ToolResultPart = { type: 'tool-result', callId, parts }
  return { ...result, ...(isError != null && { isError }), ...residueOf(DIALECT, present(rest)) }
}

const decodeResultBlock = (block: WireResultBlock): Part => decodeBlock(block as WireBlock)

function decodeMedia(block: WireMedia): Part {
  const { type, source: wireSource, title, ...rest } = block as Fields & WireMedia & { title?: string | null }
  if (wireSource.type === 'text' && typeof wireSource.data === 'string') {
    // a text is a text to every other vendor; that it was a document is how it was spelled
    const { type: _, data, media_type: mediaType, ...others } = wireSource
    const fields = present({ ...rest, title, source: Object.keys(others).length > 0 ? others : undefined })
    const spelling = { type: 'document', ...(mediaType != null && { media_type: mediaType }) }
    return { type: 'text', text: data, ...residueOf(DIALECT, { ...fields, [SPELLING]: spelling }) }
  }
  const source = decodeSource(wireSource as Fields)
  if (source === undefined) return opaque(block)
  const isFile = source.type === 'vendor-file'
  return {
    type: 'media',
    kind: type,
    source,
    ...(title != null && { filename: title }),
    ...residueOf(DIALECT, { ...present(rest), ...(isFile && { [SPELLING]: { source: 'file' } }) }),
  }
}

/** @returns `undefined` for a place that the canonical model does not have, such as a document made of blocks */
function decodeSource(source: Fields): MediaSource | undefined {
  switch (source.type) {
    case 'base64':
      return { type: 'base64', mediaType: normalType(String(source.media_type)), data: String(source.data) }
    case 'url':
      return { type: 'url', url: String(source.url) }
    case 'file':
      return { type: 'vendor-file', id: String(source.file_id) }
    default:
      return undefined
  }
}

const normalType = (mediaType: string): string => (mediaType === 'image/jpg' ? 'image/jpeg' : mediaType.toLowerCase())

const opaque = (value: unknown): Part => ({ type: 'opaque', dialect: DIALECT, value })
