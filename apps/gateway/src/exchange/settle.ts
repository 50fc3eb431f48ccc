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
import type { UsageProvenance, UsageReason, UsageStatus } from '@tollgate/protocols/events'

/** How a call ended. */
export interface Ending {
  status: UsageStatus
  /** False where nothing of an answer is to be billed: no byte of it was forwarded, or it was cancelled for free. */
  isBillable: boolean
  /** The client had gone and the answer was read to its end for the bill. */
  isDrained?: boolean
  /** The client had gone, and reading on was given up. */
  isDrainBound?: boolean
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
  reason: UsageReason
  costNanos: bigint
}

/** Beyond this many times the limit, and this many tokens, an output is no overrun but no count at all. */
const MAX_OVERRUN = 10
const MAX_OVERRUN_TOKENS = 65_536

/** A report as far as it can be true: figures that the request cannot have made are no report of it. */
export function believedUsage(usage: Usage | undefined, bounds: CallBounds): Usage | undefined {
  if (usage === undefined) return undefined
  const { input, output } = usage
  const isInputOdd = input.total !== undefined && !isPlausibleInput(input.total, bounds)
  const isOutputOdd = output.total !== undefined && output.total > mostOutputTokens(bounds)
  return { ...usage, ...(isInputOdd && { input: {} }), ...(isOutputOdd && { output: {} }) }
}

/** Some vendors do not count what a model thinks against its limit. */
const mostOutputTokens = ({ outputLimitTokens, choiceCount }: CallBounds): number =>
  MAX_OVERRUN * outputLimitTokens * choiceCount + MAX_OVERRUN_TOKENS

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
  if (!ending.isBillable) {
    return { quantities: { ...NO_QUANTITIES }, provenance: 'void', reason: reasonOfVoid(ending), costNanos: 0n }
  }
  const reported = toBillableQuantities(measured.usage)
  if (reported !== undefined && measured.estimate === undefined) {
    const provenance = ending.isDrained ? 'drained' : 'reported'
    return { quantities: reported, provenance, reason: provenance, costNanos: costOf(reported, terms) }
  }
  const reason = reasonOfEstimate(ending, measured.usage)
  return { ...billedSoFar(reported, measured.estimate, terms), provenance: 'estimated', reason }
}

function reasonOfVoid({ status, isDrainBound }: Ending): UsageReason {
  if (isDrainBound) return 'drain_bound'
  return status === 'aborted' ? 'client_left' : 'no_answer'
}

function reasonOfEstimate({ status, isDrained, isDrainBound }: Ending, usage: Usage | undefined): UsageReason {
  if (isDrainBound) return 'drain_bound'
  const isWhole = status === 'completed' || isDrained === true
  if (isWhole) return usage?.raw === undefined ? 'no_usage' : 'odd_usage'
  return status === 'aborted' ? 'client_left' : 'cut'
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

/**
 * What is billed if the gateway dies now: never more than the reservation, also where the upstream claims more, because
 * nobody can ask it again.
 */
export function billedIfInterrupted(
  usage: Usage | undefined,
  estimate: TokenEstimate,
  terms: BillingTerms,
): { quantities: BillableQuantities; costNanos: bigint } {
  const reported = toBillableQuantities(believedUsage(usage, terms.bounds))
  const billed = billedSoFar(reported, estimate, terms)
  if (reported === undefined) return billed // an estimate is cut to the bounds
  const { bounds, price, ratio } = terms
  const isWithin = price === undefined || billed.costNanos <= upperBound(bounds, price, ratio)
  return isWithin ? billed : billedSoFar(undefined, estimate, terms)
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
