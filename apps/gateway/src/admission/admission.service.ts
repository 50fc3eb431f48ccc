import type { RateLimitsTold } from '@tollgate/protocols/dialects'
import type { Caller } from '../catalog/caller.js'
import type { CatalogSnapshot } from '../catalog/catalog-snapshot.js'
import {
  type Admission,
  admit,
  type CallerRow,
  refusal,
  rowsOfCaller,
  tell,
  tokensNeeded,
} from '../limits/caller-limits.js'
import type { LimitBook } from '../limits/limit-book.js'
import type { createConcurrencyLimits } from './limits.js'

/** Other gateways are told of what was used here, and answer, in less. */
const NEWS_MS = 250

export interface AdmissionQuestion {
  caller: Caller
  modelName: string
  snapshot: CatalogSnapshot
  /** What the call is taken for, in tokens; asked only where they are limited. */
  tokensOf: () => number
  /** Told how the caller's limits stand, also before a refusal; not where it has none. */
  tell: (told: RateLimitsTold) => void
}

/** Lets calls in: by the bounds of this process, and by the limits of the key and of its owner's tier. */
export class AdmissionService {
  constructor(
    private readonly places: ReturnType<typeof createConcurrencyLimits>,
    private readonly book: LimitBook,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  /** Waits only where other gateways must be heard first. @throws GatewayError `rate_limit_exceeded` */
  admit(question: AdmissionQuestion): Admission | Promise<Admission> {
    const { caller, modelName, snapshot } = question
    const { areLimitsEnabled, tiers } = snapshot
    const leavePlace = this.places.enter(caller.record.keyId, areLimitsEnabled)
    const subjectOf = (id: string) => this.book.subject(id)
    const rows = areLimitsEnabled ? rowsOfCaller(caller.record, modelName, { tiers, subjectOf }) : []
    if (rows.length === 0) return { leave: leavePlace, undo: leavePlace }
    const tokens = tokensNeeded(rows, question.tokensOf)
    return this.admitTo(rows, { tokens, leavePlace, tellCaller: question.tell, deadlineMs: this.nowMs() + NEWS_MS })
  }

  private admitTo(
    rows: readonly CallerRow[],
    call: {
      tokens: number
      leavePlace: () => void
      tellCaller: (told: RateLimitsTold) => void
      deadlineMs: number
    },
  ): Admission | Promise<Admission> {
    const { tokens, leavePlace } = call
    const outcome = admit(rows, { book: this.book, nowMs: this.nowMs, tokens })
    const isFull = 'room' in outcome
    if (isFull && outcome.room === 'soon' && this.nowMs() < call.deadlineMs) {
      return this.book.whenNews(call.deadlineMs - this.nowMs()).then(() => this.admitTo(rows, call))
    }
    call.tellCaller(tell(rows, this.nowMs()))
    if (isFull) {
      leavePlace()
      throw refusal(outcome, tokens)
    }
    return {
      leave: (used) => {
        leavePlace()
        outcome.leave(used)
      },
      undo: () => {
        leavePlace()
        outcome.undo()
      },
    }
  }
}
