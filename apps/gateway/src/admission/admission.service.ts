import type { RateLimitsTold } from '@tollgate/protocols/dialects'
import type { Caller } from '../catalog/caller.js'
import type { CatalogSnapshot } from '../catalog/catalog-snapshot.js'
import { type Admission, admit, rowsOfCaller, tell } from '../limits/caller-limits.js'
import type { LimitBook } from '../limits/limit-book.js'
import type { createConcurrencyLimits } from './limits.js'

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

  /** @throws GatewayError `rate_limit_exceeded` */
  admit({ caller, modelName, snapshot, tokensOf, tell: tellCaller }: AdmissionQuestion): Admission {
    const { areLimitsEnabled, tiers } = snapshot
    const { book, nowMs } = this
    const leavePlace = this.places.enter(caller.record.keyId, areLimitsEnabled)
    const subjectOf = (id: string) => book.subject(id)
    const rows = areLimitsEnabled ? rowsOfCaller(caller.record, modelName, { tiers, subjectOf }) : []
    if (rows.length === 0) return { leave: leavePlace, undo: leavePlace }
    try {
      const admission = admit(rows, { book, nowMs, tokensOf })
      return {
        leave: (tokens) => {
          leavePlace()
          admission.leave(tokens)
        },
        undo: () => {
          leavePlace()
          admission.undo()
        },
      }
    } catch (error) {
      leavePlace()
      throw error
    } finally {
      tellCaller(tell(rows, nowMs()))
    }
  }
}
