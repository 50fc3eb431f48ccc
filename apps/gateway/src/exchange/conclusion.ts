import { toGatewayError, type Usage } from '@tollgate/protocols/canonical'
import type { LeaseService } from '../admission/lease.service.js'
import { billingUnavailable } from '../admission/lease-errors.js'
import { toRouteNote } from '../routing/route-note.js'
import type { Journal } from '../usage/journal.js'
import { completionText, type IntentRecord, type ProgressRecord } from '../usage/journal-records.js'
import type { Relay } from '../usage/relay.js'
import type { CallContext } from './call-context.js'
import { estimateOutputTokens, roughTokens, type TokenEstimateSource } from './estimate-tokens.js'
import type { AttemptPlan } from './plan.js'
import {
  believedUsage,
  billedIfInterrupted,
  type Ending,
  needsEstimate,
  type SettledUsage,
  settleUsage,
} from './settle.js'
import { toIntent, toUsageEvent } from './usage-event.js'
import type { UsageMeter } from './usage-meter.js'

export interface ConclusionTools {
  nodeId: string
  journal: Journal
  leases: LeaseService
  relay: Relay
  loadTokenizer: TokenEstimateSource
  /** Frees the call's place, whatever became of it. @param tokens that it used */
  leave: (tokens: number) => void
  onConcluded: (ending: ConcludedCall) => void
}

export interface ConcludedCall {
  status: Ending['status']
  provenance: SettledUsage['provenance']
  reason: SettledUsage['reason']
  errorCode: string | undefined
  durationMs: number
}

/** Intent, progress and completion of one call: every admitted call is concluded exactly once. */
export class Conclusion {
  attempts = 0
  private attempt: AttemptPlan | undefined
  private leaveAttempt: (tokens: number) => void = () => {}
  private firstByteMs: number | undefined
  private readonly intent: IntentRecord
  private concluded: Promise<SettledUsage> | undefined

  constructor(
    private readonly context: CallContext,
    private readonly tools: ConclusionTools,
  ) {
    this.intent = toIntent(context, tools.nodeId)
  }

  /** @throws GatewayError `billing_unavailable` where it cannot be written: then no upstream may be called */
  async writeIntent(): Promise<void> {
    try {
      await this.tools.journal.appendIntent(this.intent)
    } catch {
      throw billingUnavailable('Usage cannot be recorded at present: the journal has no room.')
    }
  }

  /** @param leave frees its place at the upstream, and says what it used */
  startAttempt(attempt: AttemptPlan, leave: (tokens: number) => void): void {
    this.attempt = attempt
    this.leaveAttempt = leave
    this.attempts++
  }

  /** What is billed if the process dies from here on. Written before the first byte of an answer is forwarded. */
  writeProgress(meter: UsageMeter): void {
    const { attempt } = this
    if (attempt === undefined) return
    const isFirst = this.firstByteMs === undefined
    this.firstByteMs ??= this.context.steps.elapsedMs()
    const { bounds, price, candidate } = attempt
    const { quantities, costNanos } = billedIfInterrupted(
      meter.usage(),
      { inputTokens: roughTokens(bounds.textBytes), outputTokens: roughTokens(meter.outputLength()) },
      { bounds, price, ratio: this.context.plan.ratio },
    )
    const record: ProgressRecord = {
      requestId: this.intent.requestId,
      channelId: candidate.target.channelId,
      channelKeyId: candidate.target.channelKeyId ?? null,
      priceVersionId: price?.priceVersionId ?? null,
      quantities,
      costNanos: costNanos.toString(),
      attempts: this.attempts,
    }
    if (isFirst) this.tools.journal.appendProgress(record)
    else this.tools.journal.appendFurtherProgress(record)
  }

  /** Whether bytes of an answer may have left. */
  hasForwarded(): boolean {
    return this.firstByteMs !== undefined
  }

  /** Nothing was delivered: void, with the error's code. Does nothing where the call was concluded already. */
  async concludeFailure(thrown: unknown): Promise<void> {
    const { code } = toGatewayError(thrown)
    // a record that cannot be written is not the caller's news: the error that led here is
    await this.conclude({ status: 'failed', isBillable: false }, undefined, code).catch(() => {})
  }

  /** Settles, records and publishes; resolves when the record is on disk. Only the first call counts. */
  conclude(ending: Ending, meter: UsageMeter | undefined, errorCode?: string): Promise<SettledUsage> {
    this.concluded ??= this.run(ending, meter, errorCode)
    return this.concluded
  }

  private async run(ending: Ending, meter: UsageMeter | undefined, errorCode?: string): Promise<SettledUsage> {
    const { context, tools, attempt } = this
    let costNanos = 0n
    let tokens = 0
    try {
      const bounds = attempt?.bounds ?? NO_BOUNDS
      const usage = believedUsage(meter?.usage(), bounds)
      const settled = settleUsage(
        ending,
        { usage, estimate: await this.estimate(ending, usage, meter) },
        { bounds, price: attempt?.price, ratio: context.plan.ratio },
      )
      costNanos = settled.costNanos
      tokens = tokensOf(settled.quantities)
      const durationMs = context.steps.elapsedMs()
      const event = toUsageEvent(this.intent, {
        status: ending.status,
        errorCode,
        settled,
        usage,
        attempt,
        attempts: this.attempts,
        durationMs,
        firstByteMs: this.firstByteMs,
        stepsMs: context.steps.toRecord(),
        route: toRouteNote(context.route),
      })
      const eventText = JSON.stringify(event)
      const place = await tools.journal
        .appendCompletion(ending.isBillable ? 'C' : 'V', event.requestId, completionText(eventText, costNanos))
        .catch(() => {
          throw billingUnavailable('The usage of this call could not be recorded.')
        })
      tools.relay.enqueue(place, eventText)
      const { provenance, reason } = settled
      tools.onConcluded({ status: ending.status, provenance, reason, errorCode, durationMs })
      return settled
    } finally {
      tools.leases.settle(context.reservation, costNanos)
      this.leaveAttempt(tokens)
      tools.leave(tokens)
    }
  }

  private async estimate(ending: Ending, usage: Usage | undefined, meter: UsageMeter | undefined) {
    if (!needsEstimate(ending, usage, meter?.outputLength() ?? 0)) return undefined
    const count = await this.tools.loadTokenizer()
    const dialect = this.attempt?.dialect
    return {
      inputTokens: usage?.input.total || this.context.operation.estimateInput(count, dialect),
      outputTokens: Math.max(usage?.output.total ?? 0, estimateOutputTokens(meter?.outputTexts() ?? [], count)),
    }
  }
}

const tokensOf = (quantities: SettledUsage['quantities']): number =>
  quantities.inputTokens +
  quantities.cacheReadTokens +
  quantities.cacheWriteTokens +
  quantities.cacheWrite1hTokens +
  quantities.outputTokens +
  quantities.reasoningTokens

const NO_BOUNDS = {
  textBytes: 0,
  messageCount: 0,
  toolCount: 0,
  imageCount: 0,
  audioCount: 0,
  documentCount: 0,
  outputLimitTokens: 0,
  choiceCount: 1,
}
