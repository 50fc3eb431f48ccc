import { isTokenCount, type Usage } from '../../canonical/usage.js'
import { type Fields, isFields } from './wire.js'

/**
 * The vendor's usage → ours. `prompt_tokens` includes what was read from and written to a cache, `completion_tokens`
 * the reasoning; DeepSeek names its cache hits otherwise.
 * @returns no counts at all, `raw` alone, where any of them is negative, fractional, absurd or no number: a figure that
 * cannot be trusted is not billed, it is estimated
 */
export function decodeUsage(raw: Fields): Usage {
  const input = isFields(raw.prompt_tokens_details) ? raw.prompt_tokens_details : {}
  const output = isFields(raw.completion_tokens_details) ? raw.completion_tokens_details : {}
  const counts = {
    inputTotal: raw.prompt_tokens,
    cacheRead: input.cached_tokens ?? raw.prompt_cache_hit_tokens,
    cacheWrite: input.cache_write_tokens,
    outputTotal: raw.completion_tokens,
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

/** @returns `undefined` where a total is unknown: a client that adds up figures must not be told zero */
export function encodeUsage(usage: Usage | undefined): Fields | undefined {
  const prompt = usage?.input.total
  const completion = usage?.output.total
  if (usage === undefined || prompt === undefined || completion === undefined) return undefined
  const { cacheRead, cacheWrite, cacheWrite1h } = usage.input
  const written = cacheWrite === undefined ? cacheWrite1h : cacheWrite + (cacheWrite1h ?? 0)
  const inputDetails = {
    ...(cacheRead !== undefined && { cached_tokens: cacheRead }),
    ...(written !== undefined && { cache_write_tokens: written }),
  }
  const { reasoning } = usage.output
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    ...(Object.keys(inputDetails).length > 0 && { prompt_tokens_details: inputDetails }),
    ...(reasoning !== undefined && { completion_tokens_details: { reasoning_tokens: reasoning } }),
  }
}
