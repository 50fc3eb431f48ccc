import { isTokenCount, type Usage } from '../../canonical/usage.js'
import type { Fields } from './wire.js'

/**
 * The vendor's usage → ours. `promptTokenCount` includes what was read from a cache, prompts of its own tools stand apart;
 * `candidatesTokenCount` is without thoughts. Zeros are left out on this wire, so that at the end, and only there, a
 * missing count of the answer is none.
 * @param isFinal the answer is over
 * @returns no counts at all, `raw` alone, where any of them is negative, fractional, absurd or no number: a figure that
 * cannot be trusted is not billed, it is estimated
 */
export function decodeUsage(raw: Fields, isFinal: boolean): Usage {
  const counts = {
    prompt: raw.promptTokenCount,
    toolPrompt: raw.toolUsePromptTokenCount,
    cached: raw.cachedContentTokenCount,
    candidates: raw.candidatesTokenCount,
    thoughts: raw.thoughtsTokenCount,
    total: raw.totalTokenCount,
  }
  if (Object.values(counts).some((count) => count != null && !isTokenCount(count))) {
    return { input: {}, output: {}, raw }
  }
  const thoughts = known(counts.thoughts)
  const prompt = known(counts.prompt)
  const input = prompt === undefined ? undefined : prompt + (known(counts.toolPrompt) ?? 0)
  const answer = known(counts.candidates) ?? (isFinal ? restOf(known(counts.total), input, thoughts) : undefined)
  const cacheRead = known(counts.cached)
  return {
    input: { ...(input !== undefined && { total: input }), ...(cacheRead !== undefined && { cacheRead }) },
    output: {
      ...(answer !== undefined && { total: answer + (thoughts ?? 0) }),
      ...(thoughts !== undefined && { reasoning: thoughts }),
    },
    raw,
  }
}

const known = (count: unknown): number | undefined => (isTokenCount(count) ? count : undefined)

/** What the total holds beside the rest. @returns `undefined` where there is no usage to speak of */
function restOf(
  total: number | undefined,
  input: number | undefined,
  thoughts: number | undefined,
): number | undefined {
  if (input === undefined) return undefined
  return total === undefined ? 0 : Math.max(0, total - input - (thoughts ?? 0))
}

/** @returns `undefined` where a total is unknown: a client that adds up figures must not be told zero */
export function encodeUsage(usage: Usage | undefined): Fields | undefined {
  const prompt = usage?.input.total
  const output = usage?.output.total
  if (usage === undefined || prompt === undefined || output === undefined) return undefined
  const { cacheRead } = usage.input
  const thoughts = usage.output.reasoning
  return {
    promptTokenCount: prompt,
    ...(cacheRead !== undefined && { cachedContentTokenCount: cacheRead }),
    candidatesTokenCount: Math.max(0, output - (thoughts ?? 0)),
    ...(thoughts !== undefined && { thoughtsTokenCount: thoughts }),
    totalTokenCount: prompt + output,
  }
}
