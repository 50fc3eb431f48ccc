import type { Part } from './part.js'
import type { Residue } from './residue.js'

/** Instructions are messages of their own and keep their place: hoisting them changes caching and meaning. */
export type Role = 'system' | 'user' | 'assistant' | 'tool'

/** One turn. Results of tools are messages of role `tool` that hold tool-result parts only. */
export interface Message {
  role: Role
  parts: readonly Part[]
  residue?: Residue
}
