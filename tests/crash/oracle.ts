import { expectedCostNanos, type PriceText, type ReportedTokens } from '../support/expected-cost.js'

/** What the client of one call saw. `ref` names the call in prompt, header and ledger. */
export interface Observation {
  ref: string
  /** Headers of a 200 had arrived: from here on a byte was forwarded. */
  isForwarded: boolean
  /** `[DONE]`, or the whole JSON. */
  sawTerminal: boolean
}

/** What the upstream did for one call; the product cannot see this. */
export interface Truth {
  ref: string
  /** What it was going to report, or did report. */
  tokens: ReportedTokens
  isStreamed: boolean
  chunksSent: number
}

/** What the ledger says of one request. */
export interface Settlement {
  requestId: string
  clientRef: string | null
  /** Legs on the payer's account. */
  debitCount: number
  /** Their sum, what was taken away as a number above 0. */
  amountNanos: bigint
  reservedNanos: bigint
}

export interface Evidence {
  observations: readonly Observation[]
  truths: readonly Truth[]
  settlements: readonly Settlement[]
  price: PriceText
}

export interface Violation {
  kind: 'missing' | 'twice' | 'wrong' | 'unsound'
  ref: string
  detail: string
}

/**
 * The law of the crash test. Every call whose client saw the end: one debit, exact. Every call of which a byte was
 * forwarded: one, at most its reservation. Every other: at most one, of 0, or exact where its completion was on disk.
 * No debit for a call that the upstream never saw.
 */
export function judge({ observations, truths, settlements, price }: Evidence): Violation[] {
  const truthByRef = new Map(truths.map((truth) => [truth.ref, truth]))
  const settlementsByRef = groupByRef(settlements)
  const violations: Violation[] = []
  const seen = new Set(observations.map(({ ref }) => ref))
  for (const { clientRef, amountNanos } of settlements) {
    const ref = clientRef ?? ''
    if (!seen.has(ref))
      violations.push({ kind: 'unsound', ref, detail: `nobody made the call of ${amountNanos} nanos` })
  }
  for (const observation of observations) {
    const found = settlementsByRef.get(observation.ref) ?? []
    violations.push(...judgeCall({ observation, found, truth: truthByRef.get(observation.ref), price }))
  }
  return violations
}

interface Case {
  observation: Observation
  found: readonly Settlement[]
  truth: Truth | undefined
  price: PriceText
}

function judgeCall({ observation, found, truth, price }: Case): Violation[] {
  const { ref } = observation
  const [settlement, ...more] = found
  if (more.length > 0 || (settlement?.debitCount ?? 0) > 1) {
    return [{ kind: 'twice', ref, detail: `${found.length} requests, ${settlement?.debitCount} debits` }]
  }
  const must = observation.sawTerminal || observation.isForwarded
  if (settlement === undefined) return must ? [{ kind: 'missing', ref, detail: 'no debit' }] : []
  const { amountNanos, reservedNanos } = settlement
  if (truth === undefined) {
    return amountNanos === 0n ? [] : [{ kind: 'unsound', ref, detail: `${amountNanos} nanos, and no upstream call` }]
  }
  const exact = expectedCostNanos(truth.tokens, price)
  const isFine = observation.sawTerminal
    ? amountNanos === exact
    : observation.isForwarded || mayHaveBeenForwarded(truth)
      ? amountNanos >= 0n && amountNanos <= reservedNanos
      : amountNanos === 0n || amountNanos === exact
  const detail = `${amountNanos} nanos, exact ${exact}, reserved ${reservedNanos}`
  return isFine ? [] : [{ kind: 'wrong', ref, detail }]
}

/** Bytes that were on their way when the gateway died: sent by it, never seen by the client. */
const mayHaveBeenForwarded = ({ isStreamed, chunksSent }: Truth): boolean => isStreamed && chunksSent > 0

function groupByRef(settlements: readonly Settlement[]): Map<string, Settlement[]> {
  const groups = new Map<string, Settlement[]>()
  for (const one of settlements) groups.set(one.clientRef ?? '', [...(groups.get(one.clientRef ?? '') ?? []), one])
  return groups
}
