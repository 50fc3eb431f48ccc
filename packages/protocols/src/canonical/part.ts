import type { DialectId } from './dialect-id.js'
import type { Residue } from './residue.js'

/** What a media part holds; each has its own price of attention in {@link measureRequest}. */
export type MediaKind = 'image' | 'audio' | 'document' | 'video'

/** Where the bytes are. `vendor-file` is an id that only the account that issued it can read. */
export type MediaSource =
  | { type: 'base64'; mediaType: string; data: string }
  | { type: 'url'; url: string }
  | { type: 'vendor-file'; id: string }

/** Where a statement comes from. Indices are UTF-16 units of the text they stand in; what the vendor did not tell is absent. */
export interface Citation {
  url?: string
  title?: string
  startIndex?: number
  endIndex?: number
  /** The words of the source. */
  citedText?: string
}

export interface TextPart {
  type: 'text'
  text: string
  citations?: readonly Citation[]
  residue?: Residue
}

export interface MediaPart {
  type: 'media'
  kind: MediaKind
  source: MediaSource
  /** How closely to look at an image; absent: the upstream decides. */
  detail?: 'auto' | 'low' | 'high'
  filename?: string
  residue?: Residue
}

/** A model's wish to call a tool. */
export interface ToolCallPart {
  type: 'tool-call'
  callId: string
  name: string
  /** JSON as the model wrote it, possibly broken or empty; never parsed here, so that numbers keep their digits. */
  argumentsText: string
  residue?: Residue
}

/** What a tool answered. */
export interface ToolResultPart {
  type: 'tool-result'
  callId: string
  parts: readonly Part[]
  /** The tool failed; `parts` say how. */
  isError?: boolean
  residue?: Residue
}

/**
 * Thinking. What proves it to its vendor (a signature, an encrypted or redacted text) is residue of that vendor's dialect: no
 * other may carry it.
 */
export interface ReasoningPart {
  type: 'reasoning'
  text: string
  residue?: Residue
}

/** A model's refusal in words. */
export interface RefusalPart {
  type: 'refusal'
  text: string
  residue?: Residue
}

/** A part that only its own dialect understands. */
export interface OpaquePart {
  type: 'opaque'
  dialect: DialectId
  value: unknown
}

export type Part = TextPart | MediaPart | ToolCallPart | ToolResultPart | ReasoningPart | RefusalPart | OpaquePart
