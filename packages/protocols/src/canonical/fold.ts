import type { GatewayError } from './error.js'
import type { FinishReason } from './finish-reason.js'
import type { Part, ReasoningPart, RefusalPart, TextPart, ToolCallPart } from './part.js'
import { mergeResidue, type Residue } from './residue.js'
import type { BlockStart, OpaqueEvent, StreamEvent } from './stream-event.js'
import { mergeUsage, type Usage } from './usage.js'

/** One choice of a whole answer. */
export interface FoldedChoice {
  choice: number
  parts: Part[]
  /** Absent: the answer failed before the choice ended. */
  reason?: FinishReason
}

/** An answer that is over. */
export interface FoldedResponse {
  id?: string
  model?: string
  createdAtSeconds?: number
  residue?: Residue
  /** By number. */
  choices: FoldedChoice[]
  usage?: Usage
  opaque: OpaqueEvent[]
  /** Present: the answer is not whole. */
  error?: GatewayError
}

type BlockPart = TextPart | ReasoningPart | RefusalPart | ToolCallPart

/** The events of a stream → the answer as a whole. */
export function foldEvents(events: readonly StreamEvent[]): FoldedResponse {
  const folded: FoldedResponse = { choices: [], opaque: [] }
  const choices = new Map<number, FoldedChoice>()
  const blocks = new Map<number, { part: BlockPart; pieces: string[] }>()
  for (const event of events) {
    switch (event.type) {
      case 'response-start': {
        const { type: _, ...head } = event
        Object.assign(folded, head)
        break
      }
      case 'block-start': {
        const part = emptyPart(event)
        blocks.set(event.block, { part, pieces: [] })
        choiceOf(event.choice).parts.push(part)
        break
      }
      case 'block-delta': {
        const block = blocks.get(event.block)
        block?.pieces.push(event.text)
        const residue = mergeResidue(block?.part.residue, event.residue)
        if (block !== undefined && residue !== undefined) block.part.residue = residue
        if (block?.part.type === 'text' && event.citations !== undefined) {
          block.part.citations = [...(block.part.citations ?? []), ...event.citations]
        }
        break
      }
      case 'choice-end':
        choiceOf(event.choice).reason = event.reason
        break
      case 'usage':
        folded.usage = mergeUsage(folded.usage, event.usage)
        break
      case 'opaque':
        folded.opaque.push(event)
        break
      case 'error':
        folded.error = event.error
        break
      case 'block-end':
      case 'finish':
        break
    }
  }
  for (const { part, pieces } of blocks.values()) setText(part, pieces.join(''))
  folded.choices = [...choices.values()].sort((a, b) => a.choice - b.choice)
  return folded

  function choiceOf(choice: number): FoldedChoice {
    const known = choices.get(choice) ?? { choice, parts: [] }
    choices.set(choice, known)
    return known
  }
}

function emptyPart(start: BlockStart): BlockPart {
  return start.kind === 'tool-call'
    ? { type: 'tool-call', callId: start.callId, name: start.name, argumentsText: '' }
    : { type: start.kind, text: '' }
}

function setText(part: BlockPart, text: string): void {
  if (part.type === 'tool-call') part.argumentsText = text
  else part.text = text
}
