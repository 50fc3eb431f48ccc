/** The steps of DESIGN 3 whose duration is told. */
export type StepName =
  | 'identify'
  | 'understand'
  | 'authorise'
  | 'limit'
  | 'route'
  | 'plan'
  | 'reserve'
  | 'intent'
  | 'attempt'
  | 'deliver'

/** How long each step took: in `server-timing` and in the usage event, so that "why slow" has an answer. */
export function createSteps(startedAtMs: number, nowMs: () => number = () => performance.now()) {
  const durations: [StepName, number][] = []
  let lastMs = startedAtMs
  return {
    /** Ends a step; the next one begins. */
    end(name: StepName): void {
      const now = nowMs()
      durations.push([name, now - lastMs])
      lastMs = now
    },
    elapsedMs: (): number => nowMs() - startedAtMs,
    header: (): string => durations.map(([name, ms]) => `${name};dur=${ms.toFixed(2)}`).join(', '),
    toRecord(): Record<string, number> {
      const record: Record<string, number> = {}
      for (const [name, ms] of durations) record[name] = Math.max(0, Math.round(ms * 1_000) / 1_000)
      return record
    },
  }
}
export type Steps = ReturnType<typeof createSteps>
