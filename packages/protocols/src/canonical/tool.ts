import type { DialectId } from './dialect-id.js'
import type { Residue } from './residue.js'

/** A function that the client offers; `parameters` is a JSON Schema as the client wrote it. */
export interface FunctionTool {
  type: 'function'
  name: string
  description?: string
  parameters?: unknown
  strict?: boolean
  residue?: Residue
}

/** A tool of a vendor's own kind (search, custom grammars): only its dialect can offer it. */
export interface OpaqueTool {
  type: 'opaque'
  dialect: DialectId
  value: unknown
}

export type Tool = FunctionTool | OpaqueTool

/** Which tools the model may or must call. */
export type ToolChoice =
  | { type: 'auto' }
  | { type: 'none' }
  | { type: 'required' }
  | { type: 'tool'; name: string }
  | { type: 'allowed'; mode: 'auto' | 'required'; names: readonly string[] }
