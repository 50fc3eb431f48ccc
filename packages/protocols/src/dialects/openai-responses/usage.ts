import { isTokenCount, type Usage } from '../../canonical/usage.js'
import { type Fields, isFields } from './wire.js'

/**
 * The vendor's usage → ours. `input_tokens` includes what was read from and written to a cache, `output_tokens` the
 * reasoning.
 * @returns no counts at all, `raw` alone, where any of them is negative, fractional, absurd or no number: a figure that
 * cannot be trusted is not billed, it is estimated
 */
export function decodeUsage(raw: Fields): Usage {
  const input = isFields(raw.input_tokens_details) ? raw.input_tokens_details : {}
  const output = isFields(raw.output_tokens_details) ? raw.output_tokens_details : {}
  const counts = {
    inputTotal: raw.input_tokens,
    cacheRead: input.cached_tokens,
    cacheWrite: input.cache_write_tokens,
    outputTotal: raw.output_tokens,
    reasoning: output.reasoning_tokens,
  }
  if (Object.values(counts).some((count) => count != null && !isTokenCount(count))) {
    return { input: {}, output: {}, raw }
  }
  return {
    input: {
      ...known('total', counts.inputTotal),
      ...known('cacheRead', counts.cacheRead),
      ...known('cacheWrite', counts.cacheWrite),
    },
    output: { ...known('total', counts.outputTotal), ...known('reasoning', counts.reasoning) },
    raw,
  }
}

const known = <Name extends string>(name: Name, count: unknown): Partial<Record<Name, number>> =>
  isTokenCount(count) ? ({ [name]: count } as Record<Name, number>) : {}

/**
 * All fields exist, because the vendor's types demand them: a class that nobody told is a part of its total.
 * @returns null where a total is unknown: a client that adds up figures must not be told zero
 */
export function encodeUsage(usage: Usage | undefined): Fields | null {
  const inputTotal = usage?.input.total
  const outputTotal = usage?.output.total
  if (usage === undefined || inputTotal === undefined || outputTotal === undefined) return null
  const { cacheRead = 0, cacheWrite = 0, cacheWrite1h = 0 } = usage.input
  return {
    input_tokens: inputTotal,
    input_tokens_details: { cached_tokens: cacheRead, cache_write_tokens: cacheWrite + cacheWrite1h },
    output_tokens: outputTotal,
    output_tokens_details: { reasoning_tokens: usage.output.reasoning ?? 0 },
    total_tokens: inputTotal + outputTotal,
  }
}
