import { type CallBounds, maxInputTokens, type PriceVersion, type Ratio, rateUsage } from '@tollgate/pricing'
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

export interface SettledUsage {
  quantities: BillableQuantities
  provenance: UsageProvenance
  costNanos: bigint
}

/**
 * What a call is billed for: what the upstream reported, or a bounded estimate, marked as such. The estimate never costs
 * more than the reservation, because it is cut to the bounds that the reservation was made from.
 */
export function settleUsage(
  ending: Ending,
  measured: { usage: Usage | undefined; estimate: TokenEstimate | undefined },
  terms: { bounds: CallBounds; price: PriceVersion | undefined; ratio: Ratio },
): SettledUsage {
  if (!ending.isBillable) return { quantities: { ...NO_QUANTITIES }, provenance: 'void', costNanos: 0n }
  const reported = toBillableQuantities(measured.usage)
  const quantities = reported ?? boundedEstimate(measured.estimate, terms.bounds)
  const provenance = reported === undefined ? 'estimated' : ending.isDrained ? 'drained' : 'reported'
  const costNanos = terms.price === undefined ? 0n : rateUsage(quantities, terms.price, terms.ratio).totalNanos
  return { quantities, provenance, costNanos }
}

export function boundedEstimate(estimate: TokenEstimate | undefined, bounds: CallBounds): BillableQuantities {
  const { inputTokens = 0, outputTokens = 0 } = estimate ?? {}
  return {
    ...NO_QUANTITIES,
    inputTokens: Math.min(inputTokens, maxInputTokens(bounds)),
    outputTokens: Math.min(outputTokens, bounds.outputLimitTokens * bounds.choiceCount),
  }
}
