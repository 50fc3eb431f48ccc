import type { MediaPart, Part } from './part.js'
import type { CanonicalRequest } from './request.js'
import { type Residue, SPELLING, type VendorFields } from './residue.js'

/** How much a request holds: what an upper bound of its cost is made from. */
export interface RequestSize {
  /** UTF-8 bytes of all text that may reach the model: texts, calls, results, tools, schemas and unknown fields. */
  textBytes: number
  messageCount: number
  toolCount: number
  imageCount: number
  audioCount: number
  /** Files, and parts of a kind that we do not know: they may hold as much. */
  documentCount: number
}

/** Counts without a tokenizer, never too little: unknown fields count with all their JSON. */
export function measureRequest(request: CanonicalRequest): RequestSize {
  const size: RequestSize = {
    textBytes: residueBytes(request.residue),
    messageCount: request.messages.length,
    toolCount: request.tools.length,
    imageCount: 0,
    audioCount: 0,
    documentCount: 0,
  }
  for (const { parts, residue } of request.messages) {
    size.textBytes += residueBytes(residue)
    for (const part of parts) addPart(part, size)
  }
  for (const tool of request.tools) size.textBytes += jsonBytes(tool)
  const format = request.settings.responseFormat
  if (format?.type === 'json-schema') size.textBytes += jsonBytes(format)
  return size
}

function addPart(part: Part, size: RequestSize): void {
  switch (part.type) {
    case 'text':
    case 'reasoning':
    case 'refusal':
      size.textBytes += bytesOf(part.text) + residueBytes(part.residue)
      break
    case 'tool-call':
      size.textBytes += bytesOf(part.callId) + bytesOf(part.name) + bytesOf(part.argumentsText)
      size.textBytes += residueBytes(part.residue)
      break
    case 'tool-result':
      size.textBytes += bytesOf(part.callId) + residueBytes(part.residue)
      for (const inner of part.parts) addPart(inner, size)
      break
    case 'media':
      addMedia(part, size)
      break
    case 'opaque':
      size.documentCount++
      size.textBytes += jsonBytes(part.value)
      break
  }
}

function addMedia(part: MediaPart, size: RequestSize): void {
  size.textBytes += bytesOf(part.filename ?? '') + residueBytes(part.residue)
  if (part.kind === 'image') size.imageCount++
  else if (part.kind === 'audio') size.audioCount++
  else size.documentCount++
}

const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8')

const jsonBytes = (value: unknown): number => bytesOf(JSON.stringify(value) ?? '')

const residueBytes = (residue: Residue | undefined): number =>
  residue === undefined ? 0 : Object.values(residue).reduce((sum, fields) => sum + fieldBytes(fields), 0)

/** The spelling of what is counted already is our note, not the client's. */
function fieldBytes({ [SPELLING]: _, ...fields }: VendorFields): number {
  return Object.keys(fields).length === 0 ? 0 : jsonBytes(fields)
}
