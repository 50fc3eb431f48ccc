import type { GatewayError } from '@tollgate/protocols/canonical'
import type { Logger } from 'pino'
import type { HealthStore } from '../routing/health.store.js'
import type { LoadStore } from '../routing/load.store.js'
import { countRequest, decideRetry, EMPTY_BUDGET, takeRetry } from '../routing/retry-policy.js'
import { type AttemptTools, attemptCall } from './attempt/attempt.js'
import type { AttemptOutcome } from './attempt/attempt-outcome.js'
import type { StreamHooks } from './attempt/open-stream.js'
import type { CallContext } from './call-context.js'
import type { Conclusion } from './conclusion.js'
import type { AttemptPlan } from './plan.js'

export type Answered = Exclude<AttemptOutcome, { type: 'failed' }> & { attempt: AttemptPlan }

export interface TryTargetsTools extends AttemptTools {
  health: HealthStore
  load: LoadStore
  logger: Logger
  onAttempt: (outcome: AttemptOutcome['type'], code: string | undefined) => void
}

/** Calls targets one after the other until one answers; only while no byte of an answer has been forwarded. */
export class TargetTrier {
  private budget = EMPTY_BUDGET

  constructor(private readonly tools: TryTargetsTools) {}

  /** @returns the error of the last attempt where none answered */
  async run(context: CallContext, conclusion: Conclusion, hooks: StreamHooks): Promise<Answered | GatewayError> {
    const { health, load } = this.tools
    this.budget = countRequest(this.budget, performance.now())
    let last: GatewayError | undefined
    for (const attempt of context.plan.attempts) {
      const { target } = attempt.candidate
      if (attempt.boundNanos > context.reservation.reservedNanos) continue
      load.add(target.id)
      conclusion.startAttempt(attempt)
      const outcome = await attemptCall(context, attempt, { tools: this.tools, hooks })
      if (outcome.type !== 'failed') {
        if (outcome.type !== 'cancelled') health.onSuccess(target)
        this.tools.onAttempt(outcome.type, undefined)
        return { ...outcome, attempt }
      }
      this.note(context, attempt, outcome)
      last = outcome.failure.error
      if (context.call.presence.isGone() || !this.mayRetry(outcome)) return last
    }
    if (last === undefined) throw new Error('no attempt fits its own reservation')
    return last
  }

  private mayRetry(outcome: Extract<AttemptOutcome, { type: 'failed' }>): boolean {
    if (outcome.isNotCarried) return true
    switch (decideRetry({ kind: outcome.failure.kind, mayHaveBeenBilled: outcome.mayHaveBeenBilled })) {
      case 'next':
        return true
      case 'stop':
        return false
      case 'budgeted': {
        const left = takeRetry(this.budget, performance.now())
        if (left !== undefined) this.budget = left
        return left !== undefined
      }
    }
  }

  private note(
    context: CallContext,
    { candidate }: AttemptPlan,
    outcome: Extract<AttemptOutcome, { type: 'failed' }>,
  ): void {
    const { failure, detail } = outcome
    this.tools.health.onFailure(candidate.target, failure, context.routing)
    this.tools.onAttempt('failed', failure.error.code)
    this.tools.logger.warn(
      {
        requestId: context.call.requestId,
        target: candidate.target.id,
        kind: failure.kind,
        status: failure.status,
        detail,
      },
      'an upstream failed',
    )
  }
}
