import { formatNanos } from '@tollgate/pricing'
import type { RouteDecision } from '../routing/route.js'
import { RELAY_HEADERS } from './deliver.js'
import type { Delivery } from './delivery.js'
import type { CallPlan } from './plan.js'

/** The answer to `x-tollgate-dry-run: 1`: what would have been done, by whom and for how much at most. Nobody is called. */
export function describeDryRun(model: string, decision: RouteDecision, plan: CallPlan): Delivery {
  const body = {
    object: 'tollgate.dry_run',
    model,
    route: plan.attempts.map(({ candidate, mode }) => ({ channel: candidate.target.channelName, mode })),
    exclusions: decision.exclusions,
    plan: { max_output_tokens: plan.outputLimitTokens, warnings: plan.warnings },
    reservation: { most: formatNanos(plan.neededNanos), least: formatNanos(plan.leastNanos) },
  }
  return {
    status: 200,
    headers: { ...RELAY_HEADERS, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  }
}
