/**
 * Usage as we understand it, plus what the vendor said. Totals are inclusive: `input.total` = fresh + cacheRead +
 * cacheWrite + cacheWrite1h, `output.total` contains `reasoning`. A field that the vendor did not tell is absent, never 0.
 */
export interface Usage {
  input: {
    total?: number
    /** Neither read from a cache nor written to one. */
    fresh?: number
    cacheRead?: number
    /** Written for 5 minutes, or of unknown life. */
    cacheWrite?: number
    cacheWrite1h?: number
  }
  output: {
    total?: number
    reasoning?: number
  }
  /** The vendor's own object: audits and money disputes read it, logic never does. */
  raw?: unknown
}

/**
 * What is priced: disjoint classes, each token in exactly one. The shape of `billableQuantitiesSchema` in the usage
 * event; `rateUsage` and `upperBound` of packages/pricing work on it.
 */
export interface BillableQuantities {
  inputTokens: number
  cacheReadTokens: number
  cacheWriteTokens: number
  cacheWrite1hTokens: number
  outputTokens: number
  reasoningTokens: number
}

export const NO_QUANTITIES: Readonly<BillableQuantities> = Object.freeze({
  inputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  cacheWrite1hTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
})

const MAX_TOKENS = 1_000_000_000

/** A count that can be billed: whole, not negative, not absurd. Anything else an upstream says is no usage at all. */
export const isTokenCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_TOKENS

/** Sum where both are known; unknown poisons the sum. */
export const addKnown = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : a + b

const maxKnown = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.max(a, b)

/** Two reports of one stream: they are cumulative, so the larger of each figure counts, never the sum. */
export function mergeUsage(earlier: Usage | undefined, later: Usage): Usage {
  const raw = later.raw ?? earlier?.raw
  return {
    input: mergeCounts(earlier?.input, later.input, INPUT_COUNTS),
    output: mergeCounts(earlier?.output, later.output, OUTPUT_COUNTS),
    ...(raw !== undefined && { raw }),
  }
}

const INPUT_COUNTS = ['total', 'fresh', 'cacheRead', 'cacheWrite', 'cacheWrite1h'] as const
const OUTPUT_COUNTS = ['total', 'reasoning'] as const

function mergeCounts<Name extends string>(
  earlier: Partial<Record<Name, number>> | undefined,
  later: Partial<Record<Name, number>>,
  names: readonly Name[],
): Partial<Record<Name, number>> {
  const merged: Partial<Record<Name, number>> = {}
  for (const name of names) {
    const most = maxKnown(earlier?.[name], later[name])
    if (most !== undefined) merged[name] = most
  }
  return merged
}

/**
 * Usage → disjoint classes. Parts that contradict their total (more cached than there was input) are cut to it, so that
 * no token is billed twice.
 * @returns `undefined` where the total of input or output is unknown: then the caller must estimate
 */
export function toBillableQuantities(usage: Usage | undefined): BillableQuantities | undefined {
  const inputTotal = usage?.input.total
  const outputTotal = usage?.output.total
  if (usage === undefined || inputTotal === undefined || outputTotal === undefined) return undefined
  const cacheReadTokens = Math.min(usage.input.cacheRead ?? 0, inputTotal)
  const cacheWriteTokens = Math.min(usage.input.cacheWrite ?? 0, inputTotal - cacheReadTokens)
  const cacheWrite1hTokens = Math.min(usage.input.cacheWrite1h ?? 0, inputTotal - cacheReadTokens - cacheWriteTokens)
  const reasoningTokens = Math.min(usage.output.reasoning ?? 0, outputTotal)
  return {
    inputTokens: inputTotal - cacheReadTokens - cacheWriteTokens - cacheWrite1hTokens,
    cacheReadTokens,
    cacheWriteTokens,
    cacheWrite1hTokens,
    outputTokens: outputTotal - reasoningTokens,
    reasoningTokens,
  }
}
