/** Named gates: calls wait at one until a test opens it. */
export interface Barriers {
  wait(name: string, signal: AbortSignal): Promise<void>
  waitingAt(name: string): number
  /** Opens the gate for who waits and who comes. */
  release(name: string): void
  releaseAll(): void
  /** Closes all gates again; who waits goes on waiting. */
  reset(): void
}

export function createBarriers(): Barriers {
  const open = new Set<string>()
  const waiting = new Map<string, Set<() => void>>()
  return {
    async wait(name, signal) {
      if (open.has(name) || signal.aborted) return
      const waiters = waiting.get(name) ?? new Set()
      waiting.set(name, waiters)
      await new Promise<void>((resolve) => {
        const goOn = (): void => {
          waiters.delete(goOn)
          signal.removeEventListener('abort', goOn)
          resolve()
        }
        waiters.add(goOn)
        signal.addEventListener('abort', goOn)
      })
    },
    waitingAt: (name) => waiting.get(name)?.size ?? 0,
    release,
    releaseAll() {
      for (const name of waiting.keys()) release(name)
    },
    reset: () => open.clear(),
  }

  function release(name: string): void {
    open.add(name)
    for (const goOn of [...(waiting.get(name) ?? [])]) goOn()
  }
}
