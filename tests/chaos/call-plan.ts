import { expectedCostNanos, type ReportedTokens, unitsToNanos } from '../support/expected-cost.js'
import { between, oneOf } from './seeded-random.js'
import { priceOf, UPSTREAMS, type UpstreamName } from './upstreams.js'
import { WIRE_IDS, type WireId } from './wires.js'

export const MAX_TOKENS = 100
/** What a template may add to a prompt, as the reservation allows it for. */
const TEMPLATE_TOKENS = 256
const TOKENS_PER_MESSAGE = 16
const TOKENS_PER_PRICE = 1_000_000n

/** What the upstream makes of a call. */
export type UpstreamTurn = 'answers' | 'tells-no-usage' | 'fails' | 'resets' | 'breaks-off'

/** One call, decided before it is made: what it asks for, what the upstream will do, when its caller leaves. */
export interface CallPlan {
  /** What the caller speaks. */
  wire: WireId
  /** Whom he asks for: three calls of four are translated. */
  upstream: UpstreamName
  isStreamed: boolean
  tokens: ReportedTokens
  delayMs: number
  turn: UpstreamTurn
  /** The caller closes the connection this long after the call began. */
  leavesAfterMs?: number
}

const LEAVES = 0.12
const TURNS: readonly [UpstreamTurn, number][] = [
  ['answers', 0.9],
  ['tells-no-usage', 0.04],
  ['fails', 0.02],
  ['resets', 0.02],
  ['breaks-off', 0.02],
]

export function drawCall(random: () => number): CallPlan {
  const wire = oneOf(WIRE_IDS, random)
  const upstream = oneOf(UPSTREAMS, random).name
  const isStreamed = random() < 0.5
  const completion = between(random, 2, 12)
  const delayMs = between(random, 4, 60)
  const plan = {
    wire,
    upstream,
    isStreamed,
    tokens: { prompt: between(random, 5, 80), completion },
    delayMs,
    turn: drawTurn(random),
  }
  return random() < LEAVES ? { ...plan, leavesAfterMs: between(random, 1, delayMs * completion + 50) } : plan
}

function drawTurn(random: () => number): UpstreamTurn {
  let left = random()
  for (const [turn, share] of TURNS) {
    left -= share
    if (left < 0) return turn
  }
  return 'answers'
}

/** The script that makes the fake upstream do it. */
export function scriptOf({ isStreamed, tokens, delayMs, turn }: CallPlan): string {
  const { prompt, completion } = tokens
  const parts = [`chunks=${completion},prompt-tokens=${prompt},completion-tokens=${completion}`]
  parts.push(isStreamed ? `delay-ms=${delayMs}` : `first-delay-ms=${delayMs * completion}`)
  if (turn === 'tells-no-usage') parts.push('no-usage')
  if (turn === 'fails') parts.push('status=500')
  if (turn === 'resets') parts.push('reset-after=0')
  if (turn === 'breaks-off') parts.push('cut-after=1')
  return parts.join(',')
}

/** What the answer costs to the nano where the upstream told its usage. */
export const exactNanos = ({ tokens, upstream }: CallPlan): bigint => expectedCostNanos(tokens, priceOf(upstream))

/** The reservation, worked out from the promise: nothing may cost more. @param promptBytes of all text */
export function reservedNanos({ upstream }: CallPlan, promptBytes: number): bigint {
  const price = priceOf(upstream)
  const input = BigInt(promptBytes + TOKENS_PER_MESSAGE + TEMPLATE_TOKENS) * unitsToNanos(price.inputPerMillion)
  const output = BigInt(MAX_TOKENS) * unitsToNanos(price.outputPerMillion)
  return (input + output + TOKENS_PER_PRICE - 1n) / TOKENS_PER_PRICE
}
