import type { Message } from './message.js'
import type { Residue } from './residue.js'
import type { Tool, ToolChoice } from './tool.js'

export const REASONING_EFFORTS = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const
export type ReasoningEffort = (typeof REASONING_EFFORTS)[number]

/** The form that the answer must have. */
export type ResponseFormat =
  | { type: 'text' }
  | { type: 'json-object' }
  | { type: 'json-schema'; name: string; schema?: unknown; description?: string; strict?: boolean }

/** What the client set; absent means "not said", never a default. */
export interface RequestSettings {
  /** Output tokens of one choice, reasoning included. */
  maxOutputTokens?: number
  temperature?: number
  topP?: number
  topK?: number
  stop?: readonly string[]
  seed?: number
  frequencyPenalty?: number
  presencePenalty?: number
  /** Answers wanted; absent: one. */
  choiceCount?: number
  logprobs?: { isWanted: boolean; top?: number }
  responseFormat?: ResponseFormat
  reasoningEffort?: ReasoningEffort
  /** Tokens that the model may think, for dialects that count instead of naming an effort; -1: as many as it likes. */
  reasoningBudgetTokens?: number
  /** Whether thinking, or a summary of it, is to be part of the answer. */
  isReasoningShown?: boolean
  /** The caller's own name for its user, for abuse reports. */
  endUserId?: string
  /** Under which the vendor may find again what it read before. */
  promptCacheKey?: string
  /** How soon, and for which price, in the vendor's words. */
  serviceTier?: string
  /** How wordy the answer should be, in the vendor's words. */
  verbosity?: string
  /** Notes that the vendor keeps with the call. */
  metadata?: Readonly<Record<string, unknown>>
  toolChoice?: ToolChoice
  mayCallToolsInParallel?: boolean
}

/** Settings that two dialects have and that change the answer little; where there is no place for them they are named. */
const SERVICE_SETTINGS = ['promptCacheKey', 'serviceTier', 'verbosity', 'metadata'] as const

/** The class of service that everybody gets who names none: to leave it out is no loss. */
export const DEFAULT_SERVICE_TIER = 'auto'

/** Names of service settings that say something, for dialects that have no place for them. */
export const toldServiceSettings = (settings: RequestSettings): (typeof SERVICE_SETTINGS)[number][] =>
  SERVICE_SETTINGS.filter((name) => settings[name] !== undefined && settings[name] !== DEFAULT_SERVICE_TIER)

/** What routing needs to know without reading the messages again. */
export interface RequestFacts {
  /** Images are shown to the model. */
  vision: boolean
  /** Sound is given to the model or asked of it. */
  audio: boolean
  document: boolean
  /** Tools are offered or their calls are in the history. */
  tools: boolean
  /** JSON mode or a schema is asked for. */
  json: boolean
  /** A reasoning effort above none is asked for. */
  reasoning: boolean
  /** Fields that only an upstream of the client's own dialect can carry, by path; empty: any upstream will do. */
  nativeOnly: readonly string[]
}

/** One call in our words: what every dialect's request decodes to and encodes from. */
export interface CanonicalRequest {
  /** The name as the client wrote it. */
  model: string
  messages: readonly Message[]
  tools: readonly Tool[]
  settings: RequestSettings
  isStreamed: boolean
  /** Whether the client wants to see the usage at the end of a stream; true in dialects that always tell it. */
  wantsStreamUsage: boolean
  facts: RequestFacts
  residue?: Residue
}
