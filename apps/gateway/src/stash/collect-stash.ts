import { type DialectId, mergeResidue, type Residue, type StreamEvent } from '@tollgate/protocols/canonical'
import type { StashEntry } from './stash-entry.js'

interface OpenBlock {
  choice: number
  callId: string | undefined
  pieces: string[]
  residue: Residue | undefined
}

/** Watches an answer go by and keeps what its upstream will want back with each call of a tool. */
export interface StashCollector {
  observe(event: StreamEvent): void
  /** By call id; only calls around which there is something to keep. */
  entries(): Map<string, StashEntry>
}

export function createStashCollector(dialect: DialectId): StashCollector {
  const blocks = new Map<number, OpenBlock>()
  return { observe, entries }

  function observe(event: StreamEvent): void {
    if (event.type === 'block-start' && (event.kind === 'reasoning' || event.kind === 'tool-call')) {
      const callId = event.kind === 'tool-call' ? event.callId : undefined
      blocks.set(event.block, { choice: event.choice, callId, pieces: [], residue: undefined })
    } else if (event.type === 'block-delta') {
      const block = blocks.get(event.block)
      if (block === undefined) return
      if (block.callId === undefined) block.pieces.push(event.text)
      block.residue = mergeResidue(block.residue, event.residue)
    }
  }

  /** The first call of a step carries the thinking before it; the calls beside it only what is their own. */
  function entries(): Map<string, StashEntry> {
    const kept = new Map<string, StashEntry>()
    const thinking = new Map<number, StashEntry['reasoning']>()
    for (const { choice, callId, pieces, residue } of blocks.values()) {
      const before = thinking.get(choice) ?? []
      if (callId === undefined) {
        thinking.set(choice, [...before, { text: pieces.join(''), ...(residue !== undefined && { residue }) }])
        continue
      }
      if (before.length > 0 || residue !== undefined) {
        kept.set(callId, { v: 1, dialect, reasoning: before, ...(residue !== undefined && { callResidue: residue }) })
      }
      thinking.delete(choice)
    }
    return kept
  }
}
