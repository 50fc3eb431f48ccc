import { mergeResidue, SPELLING } from '../../canonical/residue.js'
import type { BlockDelta, StreamEvent } from '../../canonical/stream-event.js'
import { decodeAnnotation } from './annotations.js'
import { itemResidue, type OpenBlock, type OpenItem } from './open-items.js'
import { SUMMARY_BREAK } from './summary.js'
import { isFields } from './wire.js'

const DIALECT = 'openai-responses'

type Extras = Pick<BlockDelta, 'citations' | 'logprobs' | 'residue'>

/** Blocks of one answer: what an item is called is told with the first delta of each. */
export function createBlockTeller(write: (event: StreamEvent) => void) {
  let blockCount = 0

  return { blockAt, newBlock, reasoningPart, tell, catchUp, annotate, endBlock }

  /** The open block of an item under a key; `undefined` where it was ended. */
  function blockAt(item: OpenItem, key: string, kind: Exclude<OpenBlock['kind'], 'tool-call'>): OpenBlock | undefined {
    const known = item.blocks.get(key)
    if (known !== undefined) return known.isEnded ? undefined : known
    const block = newBlock(kind, itemResidue(item, key === 'content' ? key : undefined))
    item.blocks.set(key, block)
    write({ type: 'block-start', block: block.block, choice: 0, kind })
    return block
  }

  function newBlock(kind: OpenBlock['kind'], residue: OpenBlock['residue']): OpenBlock {
    const block = blockCount++
    return { block, kind, length: 0, residue, summaryIndex: 0, hasAnnotations: false, isEnded: false }
  }

  /** What was told whole, as far as its pieces left it out. */
  function catchUp(block: OpenBlock, text: string, extras: Extras = {}): void {
    if (text.length > block.length) tell(block, text.slice(block.length), extras)
  }

  function annotate(block: OpenBlock, annotation: unknown): void {
    const citation = decodeAnnotation(annotation)
    block.hasAnnotations = true
    if (citation !== undefined) tell(block, '', { citations: [citation] })
    else if (isFields(annotation)) tell(block, '', { residue: { [DIALECT]: { annotations: [annotation] } } })
  }

  function tell(block: OpenBlock, text: string, extras: Extras = {}): void {
    block.length += text.length
    if (block.residue === undefined) {
      if (text !== '' || Object.keys(extras).length > 0)
        write({ type: 'block-delta', block: block.block, text, ...extras })
      return
    }
    const residue = mergeResidue({ [DIALECT]: block.residue }, extras.residue)
    block.residue = undefined
    write({ type: 'block-delta', block: block.block, text, ...extras, ...(residue !== undefined && { residue }) })
  }

  function endBlock(block: OpenBlock): void {
    if (block.isEnded) return
    if (block.residue !== undefined) tell(block, '')
    block.isEnded = true
    write({ type: 'block-end', block: block.block })
  }

  /** Parts of a summary are one text of ours; what parts them is told when the next one begins. */
  function reasoningPart(item: OpenItem, place: 'summary' | 'content', index: unknown): OpenBlock | undefined {
    const block = blockAt(item, place, 'reasoning')
    if (block === undefined || typeof index !== 'number' || index <= block.summaryIndex) return block
    block.summaryIndex = index
    tell(block, SUMMARY_BREAK, { residue: { [DIALECT]: { [SPELLING]: { breaks: [block.length] } } } })
    return block
  }
}
