import type { BlockStart, StreamEvent } from '../../canonical/stream-event.js'
import { parseArguments } from './arguments.js'
import { isMadeCallId } from './new-call-id.js'
import { DIALECT, type Fields, isFields } from './wire.js'

type ToolCallStart = Extract<BlockStart, { kind: 'tool-call' }>

/** Fields of a block's residue that belong to the candidate, not to the part. */
const CANDIDATE_FIELDS = ['groundingMetadata', 'citationMetadata', 'logprobsResult'] as const

/** What a delta says of ours beside its text. */
export function splitResidue(event: Extract<StreamEvent, { type: 'block-delta' }>): {
  part: Fields
  candidate: Fields
} {
  const own = event.residue?.[DIALECT]
  if (own === undefined) return { part: {}, candidate: {} }
  const part: Fields = { ...own }
  const candidate: Fields = {}
  for (const name of CANDIDATE_FIELDS) {
    if (part[name] === undefined) continue
    candidate[name] = part[name]
    delete part[name]
  }
  return { part, candidate }
}

/** A refusal in words is a text here; why the candidate ended tells what it was. */
export const toTextPart = (kind: BlockStart['kind'], text: string, fields: Fields): Fields => ({
  text,
  ...(kind === 'reasoning' && { thought: true }),
  ...fields,
})

/** A call is one whole part: clients do not put pieces together. */
export function toCallPart({ callId, name }: ToolCallStart, argumentsText: string, fields: Fields): Fields {
  const { functionCall: others, ...rest } = fields
  return {
    functionCall: {
      ...(!isMadeCallId(callId) && { id: callId }),
      name,
      args: parseArguments(argumentsText).args,
      ...(isFields(others) ? others : {}),
    },
    ...rest,
  }
}
