import type { StreamEvent } from '../../canonical/stream-event.js'
import { type Fields, isFields, textOf } from './wire.js'

interface OpenCall {
  block: number
  callId: string
  /** Absent until the upstream tells it; the block opens then. */
  name: string | undefined
  /** Arguments that came before the name. */
  pending: string
}

export interface ToolCallTrackerOptions {
  choice: number
  newBlock: () => number
  /** For servers that leave ids out: two calls must never share one. */
  newCallId: () => string
}

/**
 * Puts deltas of tool calls together, by index as the vendor does it, and as others do: every call under index 0 with a
 * new id, no index, no id, the name repeated, the whole call at once. Blocks stay open until `end`, because arguments of
 * several calls may come in turns.
 */
export function createToolCallTracker({ choice, newBlock, newCallId }: ToolCallTrackerOptions) {
  const byIndex = new Map<number, OpenCall>()
  const calls: OpenCall[] = []

  return { push, end, hasCalls: () => calls.length > 0 }

  function push(delta: Fields): StreamEvent[] {
    const called = isFields(delta.function) ? delta.function : {}
    const id = textOf(delta.id)
    const name = textOf(called.name)
    const known = find(delta.index, id) ?? (id === undefined && name === undefined ? calls.at(-1) : undefined)
    if (known === undefined && id === undefined && name === undefined && !isTold(called.arguments)) return []
    // a new id under an index in use is a new call, if it has a name; some servers invent an id for every delta
    const isNew = known === undefined || (id !== undefined && name !== undefined && id !== known.callId)
    const call = isNew ? open(delta.index, id) : known
    return [...naming(call, name), ...argumentsOf(call, called.arguments)]
  }

  /** Ends all blocks; a call that never got a name is told with an empty one. */
  function end(): StreamEvent[] {
    return calls.flatMap((call) => [...naming(call, ''), { type: 'block-end', block: call.block } as const])
  }

  function find(index: unknown, id: string | undefined): OpenCall | undefined {
    if (typeof index === 'number') return byIndex.get(index)
    return id === undefined ? undefined : calls.find(({ callId }) => callId === id)
  }

  function open(index: unknown, id: string | undefined): OpenCall {
    const call: OpenCall = { block: newBlock(), callId: id ?? newCallId(), name: undefined, pending: '' }
    calls.push(call)
    if (typeof index === 'number') byIndex.set(index, call)
    return call
  }

  function naming(call: OpenCall, name: string | undefined): StreamEvent[] {
    if (call.name !== undefined || name === undefined) return []
    call.name = name
    const { block, callId, pending } = call
    const start: StreamEvent = { type: 'block-start', block, choice, kind: 'tool-call', callId, name }
    return pending === '' ? [start] : [start, { type: 'block-delta', block, text: pending }]
  }

  function argumentsOf(call: OpenCall, told: unknown): StreamEvent[] {
    const text = typeof told === 'string' ? told : isFields(told) ? JSON.stringify(told) : ''
    if (text === '') return []
    if (call.name !== undefined) return [{ type: 'block-delta', block: call.block, text }]
    call.pending += text
    return []
  }
}

const isTold = (told: unknown): boolean => (typeof told === 'string' && told !== '') || isFields(told)
