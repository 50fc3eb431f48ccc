import type { GatewayError } from '../../canonical/error.js'
import type { FinishReason } from '../../canonical/finish-reason.js'
import type { BlockDelta, BlockStart, StreamEvent } from '../../canonical/stream-event.js'
import { mergeUsage, type Usage } from '../../canonical/usage.js'
import type { ResponseIdentity } from '../../codec.js'
import { FINAL_FIELDS } from './answer-reader.js'
import { toErrorEventFields, toResponseError } from './encode-error.js'
import {
  type BlockWriter,
  createCallWriter,
  createReasoningWriter,
  createRefusalWriter,
  createTextWriter,
  type Emit,
  headOfItem,
} from './item-writer.js'
import { responseAtEnd, responseInProgress, toItemId } from './response-object.js'
import { encodeUsage } from './usage.js'
import { type Fields, isFields, textOf } from './wire.js'

const DIALECT = 'openai-responses'

/** An item that was begun and is not yet told as done. */
interface OpenItem {
  outputIndex: number
  id: string
  /** The item as it will be; its status is known when it is told. */
  item: Fields
  hasStatus: boolean
  openBlocks: number
}

interface OpenMessage extends OpenItem {
  content: Fields[]
}

/**
 * Events of an answer → events of the wire, and the whole response at the end. An item is told as done when something
 * else follows: only then is it known whether it was cut.
 */
export function createAnswerWriter(identity: ResponseIdentity, emit: Emit) {
  const blocks = new Map<number, { writer: BlockWriter; owner: OpenItem }>()
  const output: Fields[] = []
  const outputIndexes = new Map<unknown, number>()
  const usedIds = new Set<string>()
  let begun: Fields | undefined
  let pending: BlockStart | undefined
  let message: OpenMessage | undefined
  /** Ended, but not yet told. */
  let ending: OpenItem | undefined
  let usage: Usage | undefined
  let changed: Fields = {}
  let reason: FinishReason = { unified: 'other' }
  let outputCount = 0

  return { push }

  /** @returns the whole response, at the end of an answer that has one */
  function push(event: StreamEvent): Fields | undefined {
    switch (event.type) {
      case 'response-start':
        begun = responseInProgress(identity, event.residue?.[DIALECT] ?? {})
        emit?.('response.created', { response: begun })
        emit?.('response.in_progress', { response: begun })
        return undefined
      case 'block-start':
        // one answer is all that this dialect holds
        if (event.choice !== 0) return undefined
        openPending(undefined)
        pending = event
        return undefined
      case 'block-delta':
        openPending(event)
        blocks.get(event.block)?.writer.write(event)
        return undefined
      case 'block-end':
        openPending(undefined)
        endBlock(event.block)
        return undefined
      case 'choice-end':
        if (event.choice === 0) reason = event.reason
        return undefined
      case 'usage':
        usage = mergeUsage(usage, event.usage)
        return undefined
      case 'opaque':
        if (event.dialect === DIALECT && !event.isUnreadable && isFields(event.value)) passOn(event.value)
        return undefined
      case 'finish':
        return finish()
      case 'error':
        fail(event.error)
        return undefined
    }
  }

  /** A block is opened by its first delta, which tells what its item is called. */
  function openPending(delta: BlockDelta | undefined): void {
    if (pending === undefined) return
    const start = pending
    pending = undefined
    const { spelling, fields } = headOfItem(delta?.block === start.block ? delta.residue : undefined)
    const own = { spelling, fields }
    if (start.kind === 'tool-call') openCall(start, own)
    else if (start.kind === 'reasoning') openReasoning(start, own)
    else openPart(start, own)
  }

  function openPart({ block, kind }: BlockStart, { spelling, fields }: OwnFields): void {
    const head = isFields(spelling.item) ? spelling.item : {}
    const owner = joinable(head) ?? beginMessage(head, isFields(fields.item) ? fields.item : {})
    if (ending === owner) ending = undefined
    owner.openBlocks++
    const contentIndex = owner.content.length
    owner.content.push({})
    const place = { itemId: owner.id, outputIndex: owner.outputIndex, contentIndex }
    const done = (part: Fields) => {
      owner.content[contentIndex] = part
    }
    const writer = kind === 'refusal' ? createRefusalWriter(place, emit, done) : createTextWriter(place, emit, done)
    blocks.set(block, { writer, owner })
  }

  /** Texts that follow each other are parts of one message, unless their upstream told that they are not. */
  function joinable({ id }: Fields): OpenMessage | undefined {
    if (message === undefined) return undefined
    return id === undefined || id === message.id ? message : undefined
  }

  function beginMessage(head: Fields, fields: Fields): OpenMessage {
    const { phase } = head
    const content: Fields[] = []
    const more = { ...fields, ...(phase !== undefined && { phase }) }
    const item = { ...more, type: 'message', content, role: 'assistant' }
    message = { ...begin('msg', item, { id: head.id, hasStatus: true, added: { content: [] } }), content }
    return message
  }

  function openCall(start: CallStart, { spelling, fields }: OwnFields): void {
    const { callId, name } = start
    const item: Fields = { ...fields, type: 'function_call', arguments: '', call_id: callId, name }
    const owner = begin('fc', item, { id: spelling.id, hasStatus: true, added: {} })
    const place = { itemId: owner.id, outputIndex: owner.outputIndex, name }
    const writer = createCallWriter(place, emit, (argumentsText) => {
      owner.item.arguments = argumentsText
    })
    blocks.set(start.block, { writer, owner })
  }

  function openReasoning({ block }: BlockStart, { spelling, fields }: OwnFields): void {
    const item: Fields = { ...fields, type: 'reasoning', summary: [] }
    const owner = begin('rs', item, { id: spelling.id, hasStatus: false, added: {} })
    const place = { itemId: owner.id, outputIndex: owner.outputIndex }
    const writer = createReasoningWriter(place, emit, (told) => Object.assign(owner.item, told))
    blocks.set(block, { writer, owner })
  }

  interface Begin {
    id: unknown
    hasStatus: boolean
    /** What differs in the item as it is told at its beginning. */
    added: Fields
  }

  function begin(prefix: 'msg' | 'fc' | 'rs', item: Fields, { id: told, hasStatus, added }: Begin): OpenItem {
    tellEnding()
    if (message?.openBlocks === 0) message = undefined
    const outputIndex = outputCount++
    const known = textOf(told)
    const id = known === undefined || usedIds.has(known) ? toItemId(prefix, identity.id, outputIndex) : known
    usedIds.add(id)
    Object.assign(item, { id })
    const status = hasStatus ? { status: 'in_progress' } : {}
    emit?.('response.output_item.added', { output_index: outputIndex, item: { ...item, ...added, ...status } })
    return { outputIndex, id, item, hasStatus, openBlocks: prefix === 'msg' ? 0 : 1 }
  }

  function endBlock(block: number): void {
    const open = blocks.get(block)
    if (open === undefined) return
    blocks.delete(block)
    open.writer.end()
    open.owner.openBlocks--
    if (open.owner.openBlocks > 0) return
    tellEnding()
    ending = open.owner
  }

  function tellEnding(status: 'completed' | 'incomplete' = 'completed'): void {
    if (ending === undefined) return
    const { outputIndex, item, hasStatus } = ending
    const done = hasStatus ? { ...item, status } : item
    if (ending === message) message = undefined
    ending = undefined
    output[outputIndex] = done
    emit?.('response.output_item.done', { output_index: outputIndex, item: done })
  }

  /** Events of items that this dialect alone knows; their numbers become ours. */
  function passOn(value: Fields): void {
    const type = textOf(value.type)
    if (type === FINAL_FIELDS) {
      if (isFields(value.fields)) changed = value.fields
      return
    }
    if (type === undefined || !type.startsWith('response.')) return
    openPending(undefined)
    const { type: _, output_index: index, ...fields } = value
    if (type === 'response.output_item.added') {
      tellEnding()
      outputIndexes.set(index, outputCount++)
    }
    const outputIndex = outputIndexes.get(index)
    if (type === 'response.output_item.done' && outputIndex !== undefined && isFields(value.item)) {
      output[outputIndex] = value.item
    }
    const told = outputIndex ?? index
    emit?.(type, { ...fields, ...(told !== undefined && { output_index: told }) })
  }

  /** What was told stays told, with what it cost; the client of the vendor throws at the second event. */
  function fail(error: GatewayError): void {
    if (begun !== undefined) {
      tellEnding('incomplete')
      const told = { output: output.filter((item) => item !== undefined), usage: encodeUsage(usage) }
      emit?.('response.failed', { response: { ...begun, ...told, status: 'failed', error: toResponseError(error) } })
    }
    emit?.('error', toErrorEventFields(error))
  }

  function finish(): Fields | undefined {
    if (begun === undefined) return undefined
    const isCut = reason.unified === 'length' || reason.unified === 'filter'
    tellEnding(isCut ? 'incomplete' : 'completed')
    const whole = output.filter((item) => item !== undefined)
    const response = responseAtEnd(begun, { changed, output: whole, usage: encodeUsage(usage), reason })
    emit?.(`response.${response.status}`, { response })
    return response
  }
}

type CallStart = Extract<BlockStart, { kind: 'tool-call' }>

interface OwnFields {
  spelling: Fields
  fields: Fields
}
