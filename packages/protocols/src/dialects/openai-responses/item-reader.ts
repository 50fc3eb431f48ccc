import type { StreamEvent } from '../../canonical/stream-event.js'
import { decodeLogprobs } from './annotations.js'
import { createBlockTeller } from './block-teller.js'
import { createItemTable, itemResidue, kindOfItem, type OpenBlock, type OpenItem, partText } from './open-items.js'
import { type Fields, isFields, textOf } from './wire.js'

const DIALECT = 'openai-responses'

type TextKind = 'text' | 'refusal'
type Place = 'summary' | 'content'

/**
 * Events of one answer's items → blocks. Nothing is taken for granted: items without a beginning, parts that come whole,
 * pieces that were left out are made good from what is told later. Written by hand, because it runs for every token.
 */
export function createItemReader({
  newCallId,
  write,
}: {
  newCallId: () => string
  write: (event: StreamEvent) => void
}) {
  const table = createItemTable()
  const callIds = new Set<string>()
  const { blockAt, newBlock, reasoningPart, tell, catchUp, annotate, endBlock } = createBlockTeller(write)

  return {
    readAdded,
    readDone,
    readTextDelta,
    readTextDone,
    readPartDone,
    readAnnotation,
    readReasoningDelta,
    readReasoningDone,
    readSummaryPart,
    readArgumentsDelta,
    readArgumentsDone,
    readRest,
    endAll: () => table.items.forEach(endItem),
    hasItems: () => table.items.length > 0,
    hasCalls: () => callIds.size > 0,
  }

  function readAdded(event: Fields): void {
    const { item: told, output_index: index } = event
    if (!isFields(told)) return
    const kind = kindOfItem(told)
    const id = textOf(told.id)
    const known = table.find(kind, { output_index: index, item_id: id })
    // a second item under a number in use is another one
    const isSame =
      known !== undefined && !known.isDone && (known.id === undefined || id === undefined || known.id === id)
    if (known !== undefined && !isSame) endItem(known)
    const item = isSame ? known : table.add(kind, index, id)
    item.id ??= id
    item.fields = told
    if (kind === 'other') writeOpaque(event)
    else if (kind === 'function_call') nameCall(item, told)
  }

  function readDone(event: Fields): void {
    const { item: told, output_index: index } = event
    if (!isFields(told)) return
    const kind = kindOfItem(told)
    const id = textOf(told.id)
    const known = table.find(kind, { output_index: index, item_id: id })
    if (known?.isDone === true && (id === undefined || known.id === id)) return
    const item = known === undefined || known.isDone ? table.add(kind, index, id) : known
    item.id ??= id
    if (kind === 'other') {
      writeOpaque(event)
      item.isDone = true
    } else complete(item, told, index)
  }

  /** Items of the whole answer that no event told. */
  function readRest(output: readonly unknown[]): void {
    for (const [index, told] of output.entries()) {
      if (!isFields(told) || table.has(index, textOf(told.id))) continue
      const item = table.add(kindOfItem(told), index, textOf(told.id))
      if (item.kind === 'other') {
        writePassing(told, told, index)
        item.isDone = true
      } else complete(item, told, index)
    }
  }

  function readTextDelta(kind: TextKind, event: Fields): void {
    if (typeof event.delta !== 'string') return
    const block = textBlock(kind, event)
    if (block === undefined) return
    const logprobs = decodeLogprobs(event.logprobs)
    tell(block, event.delta, logprobs.length === 0 ? {} : { logprobs })
  }

  function readTextDone(kind: TextKind, event: Fields): void {
    const text = textOf(kind === 'text' ? event.text : event.refusal)
    const block = text === undefined ? undefined : textBlock(kind, event)
    if (block === undefined || text === undefined) return
    const logprobs = block.length === 0 ? decodeLogprobs(event.logprobs) : []
    catchUp(block, text, logprobs.length === 0 ? {} : { logprobs })
  }

  function readPartDone(event: Fields): void {
    const { part } = event
    if (!isFields(part)) return
    if (part.type === 'reasoning_text') readReasoningDone('content', { ...event, text: part.text })
    else {
      const kind = part.type === 'refusal' ? 'refusal' : 'text'
      const item = itemOf('message', event)
      if (item !== undefined) completePart(item, { part, kind, index: event.content_index })
    }
  }

  function readAnnotation(event: Fields): void {
    const block = textBlock('text', event)
    if (block !== undefined) annotate(block, event.annotation)
  }

  function readReasoningDelta(place: Place, event: Fields): void {
    if (typeof event.delta !== 'string') return
    const block = reasoningBlock(place, event)
    if (block !== undefined) tell(block, event.delta)
  }

  /** Only of a summary's first part is it known how much was told before. */
  function readReasoningDone(place: Place, event: Fields): void {
    const text = textOf(event.text)
    if (text === undefined) return
    const block = reasoningBlock(place, event)
    if (block !== undefined && block.summaryIndex === 0) catchUp(block, text)
  }

  function readSummaryPart(event: Fields): void {
    if (event.summary_index !== 0) reasoningBlock('summary', event)
  }

  function readArgumentsDelta(event: Fields): void {
    const item = itemOf('function_call', event)
    const text = argumentsText(event.delta)
    if (item === undefined || text === '') return
    const block = item.blocks.get('call')
    if (block === undefined) item.pending += text
    else tell(block, text)
  }

  function readArgumentsDone(event: Fields): void {
    const item = itemOf('function_call', event)
    if (item === undefined) return
    const text = argumentsText(event.arguments)
    const block = item.blocks.get('call')
    if (block !== undefined) catchUp(block, text)
    else if (text.length > item.pending.length) item.pending = text
  }

  /** Everything about an item is known now. */
  function complete(item: OpenItem, told: Fields, index: unknown): void {
    const begun = item.fields
    item.fields = { ...begun, ...told }
    if (item.kind === 'message') completeMessage(item, told)
    else if (item.kind === 'function_call') {
      nameCall(item, told)
      const block = item.blocks.get('call')
      const text = argumentsText(told.arguments)
      if (block !== undefined) catchUp(block, text)
      else if (text.length > item.pending.length) item.pending = text
    } else completeReasoning(item, { told, begun, index })
    endItem(item)
  }

  function completeMessage(item: OpenItem, { content }: Fields): void {
    const parts = typeof content === 'string' ? [{ type: 'output_text', text: content }] : content
    if (!Array.isArray(parts)) return
    for (const [index, part] of parts.entries()) {
      if (!isFields(part)) continue
      completePart(item, { part, kind: part.type === 'refusal' ? 'refusal' : 'text', index })
    }
  }

  function completePart(item: OpenItem, { part, kind, index }: { part: Fields; kind: TextKind; index: unknown }): void {
    const key = keyOf(kind, index)
    const text = partText(part)
    if (text === '' && !item.blocks.has(key)) return
    const block = blockAt(item, key, kind)
    if (block === undefined) return
    const logprobs = block.length === 0 ? decodeLogprobs(part.logprobs) : []
    catchUp(block, text, logprobs.length === 0 ? {} : { logprobs })
    if (!block.hasAnnotations && Array.isArray(part.annotations)) {
      for (const annotation of part.annotations) annotate(block, annotation)
    }
    endBlock(block)
  }

  function completeReasoning(
    item: OpenItem,
    { told, begun, index }: { told: Fields; begun: Fields; index: unknown },
  ): void {
    for (const place of ['summary', 'content'] as const) {
      const parts = told[place]
      if (!Array.isArray(parts) || item.blocks.has(place)) continue
      for (const [at, part] of parts.entries()) {
        const text = partText(part)
        const block = at === 0 && text === '' && parts.length === 1 ? undefined : reasoningPart(item, place, at)
        if (block !== undefined) tell(block, text)
      }
    }
    const encrypted = textOf(told.encrypted_content)
    if (encrypted !== undefined) {
      const block = item.blocks.get('summary') ?? item.blocks.get('content') ?? blockAt(item, 'summary', 'reasoning')
      if (block !== undefined) tell(block, '', { residue: { [DIALECT]: { encrypted_content: encrypted } } })
    } else if (item.blocks.size === 0) {
      // a thought of which nothing is shown means something to its own dialect alone
      writePassing(Object.keys(begun).length === 0 ? told : begun, told, index)
    }
  }

  function nameCall(item: OpenItem, told: Fields): void {
    item.callId ??= textOf(told.call_id)
    item.name ??= textOf(told.name)
    if (item.name !== undefined) openCall(item, item.name)
  }

  function openCall(item: OpenItem, name: string): void {
    if (item.blocks.has('call')) return
    const callId = uniqueCallId(item.callId ?? item.id ?? newCallId())
    const block = newBlock('tool-call', itemResidue(item))
    item.blocks.set('call', block)
    write({ type: 'block-start', block: block.block, choice: 0, kind: 'tool-call', callId, name })
    if (item.pending !== '') tell(block, item.pending)
  }

  /** Two calls must never share an id. */
  function uniqueCallId(wanted: string): string {
    let callId = wanted
    for (let count = 2; callIds.has(callId); count++) callId = `${wanted}_${count}`
    callIds.add(callId)
    return callId
  }

  function endItem(item: OpenItem): void {
    if (item.isDone) return
    if (item.kind === 'function_call') openCall(item, item.name ?? '')
    for (const block of item.blocks.values()) endBlock(block)
    item.isDone = true
  }

  function textBlock(kind: TextKind, event: Fields): OpenBlock | undefined {
    const item = itemOf('message', event)
    return item === undefined ? undefined : blockAt(item, keyOf(kind, event.content_index), kind)
  }

  function reasoningBlock(place: Place, event: Fields): OpenBlock | undefined {
    const item = itemOf('reasoning', event)
    const index = place === 'summary' ? event.summary_index : event.content_index
    return item === undefined ? undefined : reasoningPart(item, place, index)
  }

  /** The item of an event, begun here if nobody told that it was; `undefined` where it is over. */
  function itemOf(kind: 'message' | 'function_call' | 'reasoning', event: Fields): OpenItem | undefined {
    const item = table.find(kind, event) ?? table.add(kind, event.output_index, textOf(event.item_id))
    return item.isDone ? undefined : item
  }

  function writePassing(begun: Fields, done: Fields, index: unknown): void {
    const at = typeof index === 'number' ? { output_index: index } : {}
    writeOpaque({ type: 'response.output_item.added', ...at, item: begun })
    writeOpaque({ type: 'response.output_item.done', ...at, item: done })
  }

  function writeOpaque({ sequence_number: _, ...value }: Fields): void {
    write({ type: 'opaque', dialect: DIALECT, value })
  }
}

const keyOf = (kind: TextKind, index: unknown): string => `${kind} ${typeof index === 'number' ? index : 0}`

/** Some servers give the arguments as the object that they stand for. */
const argumentsText = (told: unknown): string =>
  typeof told === 'string' ? told : isFields(told) ? JSON.stringify(told) : ''
