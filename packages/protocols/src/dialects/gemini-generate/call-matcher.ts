import { historyCallId } from './new-call-id.js'

interface OpenCall {
  callId: string
  isAnswered: boolean
}

/**
 * Says which call a response answers: ids may be absent on either side, so that responses are matched by id, else by name
 * in the order of the calls. A call without an id, or with one that an earlier call has, gets ours.
 */
export function createCallMatcher() {
  const byWireId = new Map<string, OpenCall[]>()
  const byName = new Map<string, OpenCall[]>()
  const used = new Set<string>()
  let callCount = 0

  return { addCall, addResponse }

  /** @returns the call's id, unique in the conversation */
  function addCall(wireId: string | undefined, name: string): string {
    const call = { callId: uniqueId(wireId), isAnswered: false }
    if (wireId !== undefined) enqueue(byWireId, wireId, call)
    enqueue(byName, name, call)
    return call.callId
  }

  /** @returns the id of the call that is answered; one of its own where nothing was called */
  function addResponse(wireId: string | undefined, name: string): string {
    const call = (wireId === undefined ? undefined : dequeue(byWireId, wireId)) ?? dequeue(byName, name)
    if (call === undefined) return uniqueId(wireId)
    call.isAnswered = true
    return call.callId
  }

  function uniqueId(wireId: string | undefined): string {
    const callId = wireId === undefined || used.has(wireId) ? historyCallId(callCount) : wireId
    callCount++
    used.add(callId)
    return callId
  }
}

function enqueue(queues: Map<string, OpenCall[]>, key: string, call: OpenCall): void {
  const queue = queues.get(key)
  if (queue === undefined) queues.set(key, [call])
  else queue.push(call)
}

/** The earliest that is not answered; those that are, are forgotten. */
function dequeue(queues: Map<string, OpenCall[]>, key: string): OpenCall | undefined {
  const queue = queues.get(key) ?? []
  const open = queue.findIndex(({ isAnswered }) => !isAnswered)
  const [call] = open < 0 ? [] : queue.splice(0, open + 1).slice(-1)
  return call
}
