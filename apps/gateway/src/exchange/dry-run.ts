import { formatNanos } from '@tollgate/pricing'
import type { ExplainedCandidate } from '@tollgate/protocols/events'
import type { Explanation } from '../routing/explain.js'
import { RELAY_HEADERS } from './deliver.js'
import type { Delivery } from './delivery.js'
import type { CallPlan } from './plan.js'

/**
 * The answer to `x-tollgate-dry-run: 1`: what would have been done, by whom and for how much at most, and why not by
 * others. Nobody is called and nothing is counted.
 * @param plan absent: no channel could serve the call
 */
export function describeDryRun(model: string, explanation: Explanation, plan: CallPlan | undefined): Delivery {
  const body = {
    object: 'tollgate.dry_run',
    model,
    route: plan?.attempts.map(({ candidate, mode }) => ({ channel: candidate.target.channelName, mode })) ?? [],
    exclusions: explanation.counts,
    candidates: toLines(explanation.candidates),
    plan: plan && { max_output_tokens: plan.outputLimitTokens, warnings: plan.warnings },
    reservation: plan && { most: formatNanos(plan.neededNanos), least: formatNanos(plan.leastNanos) },
  }
  return {
    status: 200,
    headers: { ...RELAY_HEADERS, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  }
}

interface Line {
  channel: string
  /** Absent: it may be called. */
  reason?: string
  keys: number
  /** The earliest end of the reason. */
  until?: string
}

/** Channels of this model, with the number of keys of each reason: callers are not told keys, addresses or what failed. */
function toLines(candidates: readonly ExplainedCandidate[]): Line[] {
  const lines = new Map<string, Line>()
  for (const { channelName, reason, until } of candidates) {
    if (reason === 'no_mapping') continue
    const name = `${channelName}\n${reason ?? ''}`
    const line = lines.get(name) ?? { channel: channelName, ...(reason != null && { reason }), keys: 0 }
    line.keys++
    if (until != null && (line.until === undefined || until < line.until)) line.until = until
    lines.set(name, line)
  }
  return [...lines.values()]
}
