import type { Citation } from '../../canonical/part.js'
import type { Residue } from '../../canonical/residue.js'
import type { BlockStart } from '../../canonical/stream-event.js'
import { encodeCitation } from './citations.js'
import { toGatewaySignature } from './signature.js'
import { type Fields, isFields } from './wire.js'

const DIALECT = 'anthropic-messages'

/** The block as it is when it begins. */
export function startOfBlock(start: BlockStart, residue: Residue | undefined): Fields {
  const { signature: _, citations: __, data, ...fields } = residue?.[DIALECT] ?? {}
  switch (start.kind) {
    case 'text':
    case 'refusal':
      return { ...fields, type: 'text', text: '' }
    case 'reasoning':
      return typeof data === 'string'
        ? { ...fields, type: 'redacted_thinking', data }
        : { ...fields, type: 'thinking', thinking: '', signature: '' }
    case 'tool-call':
      return { ...fields, type: 'tool_use', id: start.callId, name: start.name, input: {} }
  }
}

export const isRedacted = (residue: Residue | undefined): boolean => typeof residue?.[DIALECT]?.data === 'string'

/** The vendor's own signature, or one of ours that carries what others need. */
export function signatureOf(residue: Residue | undefined): string {
  const signature = residue?.[DIALECT]?.signature
  return typeof signature === 'string' ? signature : toGatewaySignature(residue)
}

/** The vendor's citations as they came, else those of others that have a place. */
export function citationsOf(citations: readonly Citation[] | undefined, residue: Residue | undefined): Fields[] {
  const own = residue?.[DIALECT]?.citations
  if (Array.isArray(own)) return own.filter(isFields)
  return (citations ?? []).map(encodeCitation).filter((citation) => citation !== undefined)
}

/** What an opaque event of this dialect holds. */
export type OwnEvent =
  | { type: 'block'; content: Fields; deltas: Fields[] }
  | { type: 'ending'; delta: Fields; usage: Fields }
  | { type: 'event'; name: string }
  | { type: 'nothing' }

/** Events that have their own way through the canonical model: one that strayed is not for clients. */
const KNOWN_EVENTS = new Set([
  ...['message_start', 'message_delta', 'message_stop', 'ping', 'error'],
  ...['content_block_start', 'content_block_delta', 'content_block_stop'],
])

export function readOwnEvent(value: unknown): OwnEvent {
  if (!isFields(value)) return { type: 'nothing' }
  if (typeof value.type === 'string') {
    return KNOWN_EVENTS.has(value.type) ? { type: 'nothing' } : { type: 'event', name: value.type }
  }
  if (isFields(value.content_block)) {
    const deltas = Array.isArray(value.deltas) ? value.deltas.filter(isFields) : []
    return { type: 'block', content: value.content_block, deltas }
  }
  return { type: 'ending', delta: fieldsOf(value.delta), usage: fieldsOf(value.usage) }
}

const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {})
