import { exactNanos } from './call-plan.js'
import type { Observation, Settlement, Truth } from './observation.js'
import { recomputedNanos } from './recompute.js'

export interface Evidence {
  observations: readonly Observation[]
  truths: readonly Truth[]
  settlements: readonly Settlement[]
}

/** `lost`, `twice` and `wrong` are the three promises; `unsound`: a debit that nobody caused, or an answer that was refused. */
export type ViolationKind = 'lost' | 'twice' | 'wrong' | 'unsound'

export interface Violation {
  invariant: 'L3' | 'L4' | 'L5' | 'L9'
  kind: ViolationKind
  ref: string
  detail: string
}

/**
 * L3, L4, L5 and L9 over all calls that have ended. Every request id that the upstream saw has one transaction on the account
 * that had to pay: exact where the caller saw the end, within the reservation where he did not, 0 where no byte was there
 * to forward. No other request id has one above 0.
 */
export function judge({ observations, truths, settlements }: Evidence): Violation[] {
  const byRef = new Map(observations.map((one) => [one.ref, one]))
  const truthById = new Map(truths.map((one) => [one.requestId, one]))
  const settlementsById = groupById(settlements)
  const violations: Violation[] = []
  for (const [requestId, found] of settlementsById) {
    const truth = truthById.get(requestId)
    violations.push(...judgeSettlements({ requestId, found, truth, observation: byRef.get(truth?.ref ?? '') }))
  }
  for (const { requestId, ref } of truths) {
    if (!byRef.has(ref) || settlementsById.has(requestId)) continue
    violations.push({ invariant: 'L4', kind: 'lost', ref, detail: `the upstream answered ${requestId}: no debit` })
  }
  for (const observation of observations) violations.push(...judgeAnswer(observation, truthById))
  return violations
}

interface Settled {
  requestId: string
  found: readonly Settlement[]
  truth: Truth | undefined
  observation: Observation | undefined
}

function judgeSettlements({ requestId, found, truth, observation }: Settled): Violation[] {
  const [settlement, ...more] = found
  if (settlement === undefined) return []
  const ref = truth?.ref ?? requestId
  if (more.length > 0) return [{ invariant: 'L3', kind: 'twice', ref, detail: `${found.length} usage transactions` }]
  const { amountNanos, status } = settlement
  if (truth === undefined || observation === undefined) {
    const detail = `${amountNanos} nanos for ${requestId}, which the upstream never saw`
    return amountNanos === 0n ? [] : [{ invariant: 'L5', kind: 'unsound', ref, detail }]
  }
  const recomputed = recomputedNanos(settlement, observation.plan.upstream)
  if (amountNanos !== recomputed)
    return [{ invariant: 'L9', kind: 'wrong', ref, detail: `${amountNanos} nanos, its quantities make ${recomputed}` }]
  if (settlement.accountId !== observation.accountId)
    return [{ invariant: 'L5', kind: 'unsound', ref, detail: `${settlement.accountId} paid for another` }]
  const law = lawOf(observation, truth)
  if (isWithin(law, amountNanos)) return []
  const { wire, upstream, turn } = observation.plan
  const call = `${requestId} (${wire} on ${upstream}, ${turn})`
  const detail = `${amountNanos} nanos (${status}) for ${call}, where ${law.why}: ${law.allowed.join(' or ')}`
  return [{ invariant: 'L4', kind: 'wrong', ref, detail }]
}

interface Law {
  why: string
  allowed: (bigint | [low: bigint, high: bigint])[]
}

/** What a call may cost, by what its caller and the upstream saw. */
function lawOf({ plan, reservedNanos, sawTerminal, pieceCount }: Observation, truth: Truth): Law {
  const exact = exactNanos(plan)
  const within: [bigint, bigint] = [pieceCount > 0 ? 1n : 0n, reservedNanos]
  const isTold = plan.turn === 'answers'
  if (sawTerminal && isTold) return { why: 'its caller saw the end', allowed: [exact] }
  if (plan.turn === 'fails' || plan.turn === 'resets') return { why: 'the upstream gave no answer', allowed: [0n] }
  // sent by the upstream, seen by the caller or not: on its way when the gateway died, or when he left
  if (truth.isStreamed && truth.bytesSent > 0)
    return { why: 'a stream was cut', allowed: isTold ? [within, exact] : [within] }
  if (!isTold || plan.leavesAfterMs !== undefined)
    return { why: 'its caller left, or the upstream told no usage', allowed: [[0n, reservedNanos], exact] }
  return { why: 'no byte of it reached its caller', allowed: [0n, exact] }
}

const isWithin = ({ allowed }: Law, amount: bigint): boolean =>
  allowed.some((one) => (typeof one === 'bigint' ? amount === one : amount >= one[0] && amount <= one[1]))

/** What a caller was told must agree with what happened. */
function judgeAnswer(observation: Observation, truthById: ReadonlyMap<string, Truth>): Violation[] {
  const { ref, requestId, status } = observation
  if (requestId === undefined || status === undefined) return []
  const complaint = complaintOf(observation, truthById.has(requestId))
  return complaint === undefined ? [] : [{ invariant: 'L5', kind: 'unsound', ref, detail: complaint }]
}

function complaintOf(
  { purse, status, refusal, gatewayIndex, startedAtMs }: Observation,
  wasSent: boolean,
): string | undefined {
  if (purse === 'empty' && wasSent) return 'sent upstream for somebody without money'
  switch (status) {
    case 200:
      return wasSent ? undefined : 'answered, and the upstream never saw it'
    case 402:
      if (purse === 'rich') return 'refused for want of money, and is rich'
      return wasSent ? 'refused for want of money, and sent upstream' : undefined
    case 408: // a connection that was idle for long, and used just as it was given up
      return wasSent ? 'told that the request did not arrive, and sent upstream' : undefined
    case 502:
    case 503:
    case 504:
      return undefined
    default:
      return `told ${status} by gateway ${gatewayIndex + 1} at ${new Date(startedAtMs).toISOString()}, undeservedly: ${refusal}`
  }
}

function groupById(settlements: readonly Settlement[]): Map<string, Settlement[]> {
  const groups = new Map<string, Settlement[]>()
  for (const one of settlements) {
    const group = groups.get(one.requestId)
    if (group === undefined) groups.set(one.requestId, [one])
    else group.push(one)
  }
  return groups
}
