import { setTimeout as sleep } from 'node:timers/promises'
import type { ChatOutcome } from '../support/chat.js'

export interface SteadyCall {
  outcome: ChatOutcome
  /** Since the load began. */
  beganAtMs: number
}

export interface SteadyLoad {
  /** Ended so far. */
  readonly calls: readonly SteadyCall[]
  /** Begins no more and waits for those under way. */
  stop(): Promise<readonly SteadyCall[]>
}

/** Begins a call so many times a second, whatever becomes of those before: a slow answer does not slow the load. */
export function startSteadyLoad(perSecond: number, call: (index: number) => Promise<ChatOutcome>): SteadyLoad {
  const stopped = new AbortController()
  const loadBeganAt = performance.now()
  const calls: SteadyCall[] = []
  const underWay = new Set<Promise<void>>()
  const begin = async (index: number): Promise<void> => {
    const startedAt = performance.now()
    const outcome = await call(index)
    calls.push({ outcome, beganAtMs: startedAt - loadBeganAt })
  }
  const pacing = (async () => {
    for (let index = 0; !stopped.signal.aborted; index++) {
      const one = begin(index).finally(() => underWay.delete(one))
      underWay.add(one)
      await sleep(1_000 / perSecond, undefined, { signal: stopped.signal }).catch(() => {})
    }
  })()
  return {
    calls,
    async stop() {
      stopped.abort()
      await pacing
      await Promise.all(underWay)
      return calls
    },
  }
}
