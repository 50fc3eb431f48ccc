import { isTokenCount, type Usage } from '../../canonical/usage.js'
import { type Fields, isFields } from './wire.js'

/**
 * The vendor's usage → ours. `input_tokens` is what was neither read from a cache nor written to one: the three are
 * disjoint; `output_tokens` includes thinking.
 * @returns no counts at all, `raw` alone, where any of them is negative, fractional, absurd or no number: a figure that
 * cannot be trusted is not billed, it is estimated. The dialect has no word for "not known", so that no input at all,
 * and no output of an answer that says something, are read so
 */
export function decodeUsage(raw: Fields, { hasContent }: { hasContent: boolean }): Usage {
  const creation = isFields(raw.cache_creation) ? raw.cache_creation : {}
  const details = isFields(raw.output_tokens_details) ? raw.output_tokens_details : {}
  const told = {
    fresh: raw.input_tokens,
    read: raw.cache_read_input_tokens,
    written: raw.cache_creation_input_tokens,
    written5m: creation.ephemeral_5m_input_tokens,
    written1h: creation.ephemeral_1h_input_tokens,
    output: raw.output_tokens,
    reasoning: details.thinking_tokens,
  }
  if (Object.values(told).some((count) => count != null && !isTokenCount(count))) return { input: {}, output: {}, raw }
  const hasInput = [told.fresh, told.read, told.written].some((count) => isTokenCount(count) && count > 0)
  const fresh = hasInput ? countOf(told.fresh) : undefined
  const cacheRead = countOf(told.read)
  const cacheWrite1h = countOf(told.written1h)
  const written5m = countOf(told.written5m)
  const parts =
    written5m === undefined && cacheWrite1h === undefined ? undefined : (written5m ?? 0) + (cacheWrite1h ?? 0)
  const written = countOf(told.written) ?? parts
  return {
    input: {
      ...known('total', fresh === undefined ? undefined : fresh + (cacheRead ?? 0) + (written ?? 0)),
      ...known('fresh', fresh),
      ...known('cacheRead', cacheRead),
      ...known('cacheWrite', written === undefined ? undefined : Math.max(0, written - (cacheWrite1h ?? 0))),
      ...known('cacheWrite1h', cacheWrite1h),
    },
    output: {
      ...known('total', told.output === 0 && hasContent ? undefined : countOf(told.output)),
      ...known('reasoning', countOf(told.reasoning)),
    },
    raw,
  }
}

const countOf = (count: unknown): number | undefined => (isTokenCount(count) ? count : undefined)

const known = <Name extends string>(name: Name, count: number | undefined): Partial<Record<Name, number>> =>
  count === undefined ? {} : ({ [name]: count } as Record<Name, number>)

/**
 * Ours → the counts of a message. Clients read `output_tokens` without asking, so that what nobody told is 0 here; the
 * cost that we bill does not come from it, and {@link decodeUsage} takes it for unknown again.
 */
export function encodeUsage(usage: Usage | undefined): Fields {
  const { total, fresh, cacheRead, cacheWrite, cacheWrite1h } = usage?.input ?? {}
  const written = cacheWrite === undefined ? cacheWrite1h : cacheWrite + (cacheWrite1h ?? 0)
  const rest = total === undefined ? fresh : Math.max(0, total - (cacheRead ?? 0) - (written ?? 0))
  const { reasoning } = usage?.output ?? {}
  return {
    input_tokens: rest ?? 0,
    ...(written !== undefined && { cache_creation_input_tokens: written }),
    ...(cacheRead !== undefined && { cache_read_input_tokens: cacheRead }),
    output_tokens: usage?.output.total ?? 0,
    ...(reasoning !== undefined && { output_tokens_details: { thinking_tokens: reasoning } }),
  }
}

/** How long what was written to the cache lives; told in whole messages, not in `message_delta`. */
export const encodeCacheCreation = (usage: Usage | undefined): Fields =>
  usage?.input.cacheWrite1h === undefined
    ? {}
    : {
        cache_creation: {
          ephemeral_5m_input_tokens: usage.input.cacheWrite ?? 0,
          ephemeral_1h_input_tokens: usage.input.cacheWrite1h,
        },
      }

/** Figures that change while the answer is written: at its start the vendor tells a token or so of output. */
const RUNNING = new Set(['output_tokens', 'output_tokens_details', 'server_tool_use'])
const COUNTS = new Set([
  ...['input_tokens', 'cache_creation_input_tokens', 'cache_read_input_tokens', 'cache_creation'],
  ...['output_tokens', 'output_tokens_details'],
])

/** What is known of usage when an answer begins; the same at its end. */
export const startingUsage = (raw: Fields): Fields =>
  Object.fromEntries(
    Object.entries(raw).filter(([name, value]) => !(RUNNING.has(name) || value == null || isUnknown(name, value))),
  )

const isUnknown = (name: string, value: unknown): boolean => name === 'input_tokens' && value === 0

/** What else the end of an answer tells under the name of usage, such as calls of the vendor's own tools. */
export const endingExtras = (raw: Fields, start: Fields): Fields =>
  Object.fromEntries(
    Object.entries(raw).filter(([name, value]) => !COUNTS.has(name) && value != null && start[name] === undefined),
  )
