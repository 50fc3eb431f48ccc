import type { ServerResponse } from 'node:http'
import type { ClientPresence } from './client-call.js'

/** Watches the connection that an answer goes to. A client that has taken the whole answer has not gone, it has finished. */
export function watchPresence(response: ServerResponse): ClientPresence {
  const listeners = new Set<() => void>()
  let isGone = response.destroyed
  response.once('close', () => {
    if (response.writableFinished) return
    isGone = true
    for (const listener of listeners) listener()
    listeners.clear()
  })
  return {
    isGone: () => isGone,
    onGone(listener) {
      if (isGone) {
        listener()
        return () => {}
      }
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
