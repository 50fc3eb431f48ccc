import { GatewayError } from '@tollgate/protocols/canonical'
import type { Logger } from 'pino'
import type { AttemptGate, Entrance } from '../limits/attempt-gate.js'
import { expectedTokens } from '../limits/estimate-cost.js'
import type { HealthStore } from '../routing/health.store.js'
import type { PoolStore } from '../routing/pool.store.js'
import { countRequest, decideRetry, EMPTY_BUDGET, takeRetry } from '../routing/retry-policy.js'
import { type AttemptTools, attemptCall } from './attempt/attempt.js'
import type { AttemptOutcome } from './attempt/attempt-outcome.js'
import type { StreamHooks } from './attempt/open-stream.js'
import { createAttemptOrder } from './attempt-order.js'
import type { CallContext } from './call-context.js'
import type { Conclusion } from './conclusion.js'
import type { AttemptPlan } from './plan.js'

export type Answered = Exclude<AttemptOutcome, Failed>

export interface TryTargetsTools extends AttemptTools {
  health: HealthStore
  pools: PoolStore
  gate: AttemptGate
  logger: Logger
  onAttempt: (outcome: AttemptOutcome['type'], code: string | undefined) => void
}

/** Hardly any answer is longer, whatever its limit. */
const MOST_EXPECTED_TOKENS = 4_096

type Failed = Extract<AttemptOutcome, { type: 'failed' }>

/** Calls targets one after the other until one answers; only while no byte of an answer has been forwarded. */
export class TargetTrier {
  private budget = EMPTY_BUDGET

  constructor(private readonly tools: TryTargetsTools) {}

  /** @returns the error of the last attempt where none answered */
  async run(context: CallContext, conclusion: Conclusion, hooks: StreamHooks): Promise<Answered | GatewayError> {
    const { health } = this.tools
    this.budget = countRequest(this.budget, performance.now())
    const order = createAttemptOrder(context.plan.attempts)
    let last: GatewayError | undefined
    let retryMs = Number.POSITIVE_INFINITY
    let left = 1 + context.routing.maxRetries
    for (let attempt = order.next(); attempt !== undefined && left > 0; attempt = order.next()) {
      const { target } = attempt.candidate
      if (attempt.boundNanos > context.reservation.reservedNanos || !health.enter(target)) continue
      const entrance = await this.enter(context, attempt)
      if (entrance.type === 'full' || context.call.presence.isGone()) {
        health.leave(target)
        if (entrance.type === 'pass') entrance.leave(0)
        else retryMs = Math.min(retryMs, entrance.retryMs)
        if (context.call.presence.isGone()) return last ?? gone()
        continue
      }
      left--
      conclusion.startAttempt(attempt, entrance.leave)
      const outcome = await attemptCall(context, attempt, { tools: this.tools, hooks })
      if (outcome.type !== 'failed') {
        if (outcome.type === 'cancelled') health.leave(target)
        else health.onSuccess(target)
        this.tools.onAttempt(outcome.type, undefined)
        return outcome
      }
      entrance.leave(0)
      if (outcome.isNotCarried) {
        left++ // nobody was called, or it was no fault
        order.onNotCarried(attempt)
      }
      this.note(context, attempt, outcome)
      last = outcome.failure.error
      if (context.call.presence.isGone() || !this.mayRetry(outcome)) return last
      if (speaksOfChannel(outcome)) order.onFault(attempt)
    }
    return last ?? full(context.model.name, retryMs)
  }

  /** Not awaited where there is nothing to wait for. */
  private enter({ call, caller, areLimitsEnabled }: CallContext, attempt: AttemptPlan): Entrance | Promise<Entrance> {
    const slot = this.tools.pools.slotOf(attempt.candidate.target)
    if (slot === undefined) return { type: 'pass', leave: () => {} } // its channel was changed meanwhile
    return this.tools.gate.enter({
      slot,
      tokens: expectedTokensOf(attempt),
      owner: caller.record.keyId,
      areLimitsEnabled,
      onGone: (listener) => call.presence.onGone(listener),
    })
  }

  private mayRetry(outcome: Failed): boolean {
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

  private note(context: CallContext, { candidate }: AttemptPlan, outcome: Failed): void {
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

function expectedTokensOf({ bounds }: AttemptPlan): number {
  const limitTokens = Math.min(bounds.outputLimitTokens, MOST_EXPECTED_TOKENS)
  return expectedTokens(bounds, { limitTokens, choiceCount: bounds.choiceCount })
}

/** Another key of the same channel would hardly fare better. */
const speaksOfChannel = ({ failure: { kind } }: Failed): boolean =>
  kind === 'failed' || kind === 'overloaded' || kind === 'timeout'

const gone = (): GatewayError => new GatewayError('request_timeout', { message: 'The client has gone.' })

/** All that routing named were used up, taken or found bad while this call was on its way to them. */
const full = (modelName: string, retryMs: number): GatewayError =>
  new GatewayError('rate_limit_exceeded', {
    message: `Every channel of model ${modelName} is busy or used up. Try again later.`,
    retryAfterSeconds: Number.isFinite(retryMs) ? Math.max(1, Math.ceil(retryMs / 1_000)) : 1,
  })
