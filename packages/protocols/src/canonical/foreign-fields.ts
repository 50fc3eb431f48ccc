import { DIALECT_IDS, type DialectId } from './dialect-id.js'
import type { Part } from './part.js'
import type { CanonicalRequest } from './request.js'
import { type Residue, SPELLING } from './residue.js'
import type { Warning } from './warning.js'

/**
 * Fields of other dialects, which an encoder of `dialect` has no place for; each is named once, wherever it stands. How
 * something was spelled is no loss.
 */
export function foreignFields(request: CanonicalRequest, dialect: DialectId): Warning[] {
  const names = new Set<string>()
  const add = (residue: Residue | undefined): void => {
    if (residue === undefined) return
    for (const other of DIALECT_IDS) {
      if (other === dialect) continue
      for (const name of Object.keys(residue[other] ?? {})) if (name !== SPELLING) names.add(name)
    }
  }
  const addPart = (part: Part): void => {
    if (part.type === 'opaque') return
    add(part.residue)
    if (part.type === 'tool-result') part.parts.forEach(addPart)
  }
  add(request.residue)
  for (const message of request.messages) {
    add(message.residue)
    message.parts.forEach(addPart)
  }
  for (const tool of request.tools) if (tool.type === 'function') add(tool.residue)
  return [...names].map((field) => ({ type: 'dropped', field }))
}
