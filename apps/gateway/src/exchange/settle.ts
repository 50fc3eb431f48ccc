import {
  type CallBounds,
  isPlausibleInput,
  maxInputTokens,
  type PriceVersion,
  type Ratio,
  rateUsage,
  upperBound,
} from '@tollgate/pricing'
import { type BillableQuantities, NO_QUANTITIES, toBillableQuantities, type Usage } from '@tollgate/protocols/canonical'
import type { UsageProvenance, UsageStatus } from '@tollgate/protocols/events'

/** How a call ended. */
export interface Ending {
  status: UsageStatus
  /** False where nothing of an answer is to be billed: no byte of it was forwarded, or it was cancelled for free. */
  isBillable: boolean
  /** The client had gone and the answer was read to its end for the bill. */
  isDrained?: boolean
}

export interface TokenEstimate {
  inputTokens: number
  outputTokens: number
}

/** What the cost of one attempt is reckoned with. */
export interface BillingTerms {
  bounds: CallBounds
  /** Absent: free. */
  price: PriceVersion | undefined
  ratio: Ratio
}

export interface SettledUsage {
  quantities: BillableQuantities
  provenance: UsageProvenance
  costNanos: bigint
}

/** A report as far as it can be true: an input that the request cannot have made is no report of it. */
export const believedUsage = (usage: Usage | undefined, bounds: CallBounds): Usage | undefined =>
  usage?.input.total === undefined || isPlausibleInput(usage.input.total, bounds) ? usage : { ...usage, input: {} }

/**
 * Whether the upstream's report cannot stand alone: there is none, the answer was cut, so that the report may be older
 * than its last bytes, or it says that nothing was written where `outputLength` characters were.
 */
export function needsEstimate(ending: Ending, usage: Usage | undefined, outputLength: number): boolean {
  if (!ending.isBillable) return false
  const reported = toBillableQuantities(usage)
  if (reported === undefined) return true
  const isWhole = ending.status === 'completed' || ending.isDrained === true
  return !isWhole || (totalOutput(reported) === 0 && outputLength > 0)
}

/**
 * What a call is billed for: what the upstream reported, or where that cannot stand alone at least a bounded estimate,
 * marked as such. The estimate never makes it cost more than the reservation, because it is cut to the bounds that the
 * reservation was made from.
 * @param measured `estimate` only where {@link needsEstimate} says so
 */
export function settleUsage(
  ending: Ending,
  measured: { usage: Usage | undefined; estimate: TokenEstimate | undefined },
  terms: BillingTerms,
): SettledUsage {
  if (!ending.isBillable) return { quantities: { ...NO_QUANTITIES }, provenance: 'void', costNanos: 0n }
  const reported = toBillableQuantities(measured.usage)
  if (reported !== undefined && measured.estimate === undefined) {
    const provenance = ending.isDrained ? 'drained' : 'reported'
    return { quantities: reported, provenance, costNanos: costOf(reported, terms) }
  }
  return { ...billedSoFar(reported, measured.estimate, terms), provenance: 'estimated' }
}

/** Report and estimate of an unfinished answer → the larger of both, class by class of the report. */
export function billedSoFar(
  reported: BillableQuantities | undefined,
  estimate: TokenEstimate | undefined,
  terms: BillingTerms,
): { quantities: BillableQuantities; costNanos: bigint } {
  const bounded = boundedEstimate(estimate, terms.bounds)
  const quantities = reported === undefined ? bounded : raised(reported, bounded)
  const costNanos = costOf(quantities, terms)
  if (reported === undefined || terms.price === undefined) return { quantities, costNanos }
  // a report beyond the bounds is the upstream's word; no guess of ours is added on top of it
  if (costNanos <= upperBound(terms.bounds, terms.price, terms.ratio)) return { quantities, costNanos }
  return { quantities: reported, costNanos: costOf(reported, terms) }
}

export function boundedEstimate(estimate: TokenEstimate | undefined, bounds: CallBounds): BillableQuantities {
  const { inputTokens = 0, outputTokens = 0 } = estimate ?? {}
  return {
    ...NO_QUANTITIES,
    inputTokens: Math.min(inputTokens, maxInputTokens(bounds)),
    outputTokens: Math.min(outputTokens, bounds.outputLimitTokens * bounds.choiceCount),
  }
}

/** An input that was reported is final, because a prompt does not grow; an output is only as new as its report. */
function raised(reported: BillableQuantities, estimate: BillableQuantities): BillableQuantities {
  const missingInput = totalInput(reported) === 0 ? estimate.inputTokens : 0
  return {
    ...reported,
    inputTokens: reported.inputTokens + missingInput,
    outputTokens: reported.outputTokens + Math.max(0, estimate.outputTokens - totalOutput(reported)),
  }
}

const costOf = (quantities: BillableQuantities, { price, ratio }: BillingTerms): bigint =>
  price === undefined ? 0n : rateUsage(quantities, price, ratio).totalNanos

const totalInput = (quantities: BillableQuantities): number =>
  quantities.inputTokens + quantities.cacheReadTokens + quantities.cacheWriteTokens + quantities.cacheWrite1hTokens

const totalOutput = ({ outputTokens, reasoningTokens }: BillableQuantities): number => outputTokens + reasoningTokens
