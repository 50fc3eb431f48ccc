import { mergeResidue, type Residue } from '../../canonical/residue.js'
import type { BlockDelta, BlockStart } from '../../canonical/stream-event.js'
import type { SseMessage } from '../../sse/sse-message.js'
import { citationsOf, isRedacted, signatureOf, startOfBlock } from './answer-blocks.js'
import type { Fields } from './wire.js'

/** A block that waits until those before it have ended. */
interface Waiting {
  start: BlockStart | undefined
  /** A whole block of the vendor's own kind. */
  own: { content: Fields; deltas: readonly Fields[] } | undefined
  deltas: BlockDelta[]
  isEnded: boolean
  /** Whether its start was written. */
  isWritten: boolean
  residue: Residue | undefined
}

/**
 * Blocks → events of the wire, one block open at a time and in the order in which they began: others may write into
 * several at once, and then the later ones wait. A block that says nothing is not written.
 */
export function createBlockWriter() {
  const queue: Waiting[] = []
  const byNumber = new Map<number, Waiting>()
  let first = 0
  let index = 0
  let isRefusal = false

  return { start, delta, end, endAll, whole, hasRefusal: () => isRefusal }

  function start(event: BlockStart): SseMessage[] {
    if (event.kind === 'refusal') isRefusal = true
    const block = waiting(event, undefined)
    byNumber.set(event.block, block)
    queue.push(block)
    return []
  }

  function whole(content: Fields, deltas: readonly Fields[]): SseMessage[] {
    queue.push({ ...waiting(undefined, { content, deltas }), isEnded: true })
    return flush()
  }

  function delta(event: BlockDelta): SseMessage[] {
    const block = byNumber.get(event.block)
    if (block === undefined) return []
    if (queue[first] === block) return write(block, event)
    block.deltas.push(event)
    return []
  }

  function end(number: number): SseMessage[] {
    const block = byNumber.get(number)
    if (block === undefined) return []
    byNumber.delete(number)
    block.isEnded = true
    return queue[first] === block ? flush() : []
  }

  /** For events whose blocks were never ended. */
  function endAll(): SseMessage[] {
    for (const block of queue) block.isEnded = true
    byNumber.clear()
    return flush()
  }

  /** Writes what may be written now: ended blocks, and what the first open one has said so far. */
  function flush(): SseMessage[] {
    const messages: SseMessage[] = []
    for (let block = queue[first]; block !== undefined; block = queue[first]) {
      if (block.own !== undefined) messages.push(...writeOwn(block.own))
      for (const event of block.deltas) messages.push(...write(block, event))
      block.deltas = []
      if (!block.isEnded) break
      messages.push(...close(block))
      first++
    }
    if (first === queue.length) {
      queue.length = 0
      first = 0
    }
    return messages
  }

  function write(block: Waiting, event: BlockDelta): SseMessage[] {
    const { start: opening } = block
    if (opening === undefined) return []
    if (event.residue !== undefined) block.residue = mergeResidue(block.residue, event.residue)
    const citations = opening.kind === 'text' ? citationsOf(event.citations, event.residue) : []
    const isSilent = event.text === '' && citations.length === 0
    // a note alone opens a block that it changes the start of, and thinking that it proves
    if (isSilent && (event.residue === undefined || opening.kind === 'text')) return []
    const messages = opened(block, opening)
    if (event.text !== '') messages.push(piece(textDelta(opening, event.text)))
    for (const citation of citations) messages.push(piece({ type: 'citations_delta', citation }))
    return messages
  }

  function opened(block: Waiting, opening: BlockStart): SseMessage[] {
    if (block.isWritten) return []
    block.isWritten = true
    return [message({ type: 'content_block_start', index, content_block: startOfBlock(opening, block.residue) })]
  }

  function close(block: Waiting): SseMessage[] {
    const { start: opening } = block
    if (opening === undefined || (!block.isWritten && opening.kind !== 'tool-call')) return []
    const messages = opened(block, opening)
    if (opening.kind === 'reasoning' && !isRedacted(block.residue)) {
      messages.push(piece({ type: 'signature_delta', signature: signatureOf(block.residue) }))
    }
    messages.push(message({ type: 'content_block_stop', index }))
    index++
    return messages
  }

  /** Input of the vendor's own calls comes as JSON, as that of all calls does. */
  function writeOwn({ content, deltas }: { content: Fields; deltas: readonly Fields[] }): SseMessage[] {
    const isCall = typeof content.type === 'string' && content.type.endsWith('tool_use') && 'input' in content
    const head = isCall ? { ...content, input: {} } : content
    const pieces = isCall ? [{ type: 'input_json_delta', partial_json: JSON.stringify(content.input) }] : []
    const messages = [
      message({ type: 'content_block_start', index, content_block: head }),
      ...[...pieces, ...deltas].map(piece),
      message({ type: 'content_block_stop', index }),
    ]
    index++
    return messages
  }

  function piece(content: Fields): SseMessage {
    return message({ type: 'content_block_delta', index, delta: content })
  }
}

const waiting = (start: BlockStart | undefined, own: Waiting['own']): Waiting => ({
  start,
  own,
  deltas: [],
  isEnded: false,
  isWritten: false,
  residue: undefined,
})

function textDelta({ kind }: BlockStart, text: string): Fields {
  switch (kind) {
    case 'text':
    case 'refusal':
      return { type: 'text_delta', text }
    case 'reasoning':
      return { type: 'thinking_delta', thinking: text }
    case 'tool-call':
      return { type: 'input_json_delta', partial_json: text }
  }
}

const message = (body: Fields & { type: string }): SseMessage => ({ event: body.type, data: JSON.stringify(body) })
