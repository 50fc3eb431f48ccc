import type { AnswerFacts } from './conversation'

/** Below this the clock says more about the network than about the model. */
const SHORTEST_MS = 50

/** Tokens written per second after the first one. @returns `undefined` where tokens or times were not told */
export function tokensPerSecond({ usage, firstTokenMs, durationMs }: AnswerFacts): number | undefined {
  if (usage?.outputTokens === undefined || firstTokenMs === undefined || durationMs === undefined) return undefined
  const writingMs = durationMs - firstTokenMs
  return writingMs < SHORTEST_MS ? undefined : (usage.outputTokens * 1_000) / writingMs
}
