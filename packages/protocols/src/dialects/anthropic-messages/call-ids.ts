import { shortHash } from './short-hash.js'

/** An id in the letters that this vendor takes, `^[a-zA-Z0-9_-]+$`; the same id always gives the same. */
export function toWireId(id: string): string {
  if (/^[a-zA-Z0-9_-]+$/.test(id)) return id
  return `${id.replace(/[^a-zA-Z0-9_-]/g, '_')}_${shortHash(id)}`
}

/**
 * Ids of the calls of a conversation, in order: the vendor wants each to be used once, some servers use them again in
 * every turn.
 */
export function createCallIds() {
  const used = new Set<string>()
  let ofTurn = new Map<string, string[]>()

  return { startTurn, add, take, open: () => [...ofTurn.values()].flat() }

  function startTurn(): void {
    ofTurn = new Map()
  }

  /** A call of this turn. */
  function add(callId: string): string {
    const base = toWireId(callId)
    let id = base
    for (let count = 2; used.has(id); count++) id = `${base}_${count}`
    used.add(id)
    ofTurn.set(callId, [...(ofTurn.get(callId) ?? []), id])
    return id
  }

  /** The call of this turn that a result answers; `undefined`: there is none, or it was answered already. */
  function take(callId: string): string | undefined {
    const [id, ...rest] = ofTurn.get(callId) ?? []
    if (rest.length === 0) ofTurn.delete(callId)
    else ofTurn.set(callId, rest)
    return id
  }
}
