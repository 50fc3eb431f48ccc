import { Inject, Injectable } from '@nestjs/common'
import { type SetLimit, setLimitSchema } from '@tollgate/protocols/events'
import type { Ask } from '../bus/ask.js'
import { MoneyChangedPublisher } from '../bus/money-changed.publisher.js'
import { SqlError } from '../database/sql-error.js'
import { LOGGER, type Logger } from '../logger.js'
import { MoneyGate } from '../money/money-gate.js'
import { type DoneReplyMessage, done, type RefusedMessage, refused } from '../money/money-replies.js'
import { LimitsRepository, type SetLimitRow } from './limits.repository.js'
import { ReturnChunksJob } from './return-chunks.job.js'

const UNIQUE_VIOLATION = '23505'

/** `billing.money.set-limit`: key caps by their key's owner or an administrator, everything else by an administrator. */
@Injectable()
export class LimitsService {
  constructor(
    private readonly gate: MoneyGate,
    private readonly limits: LimitsRepository,
    private readonly returnChunks: ReturnChunksJob,
    private readonly moneyChanged: MoneyChangedPublisher,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  setLimit(ask: Ask): Promise<DoneReplyMessage | RefusedMessage> {
    return this.gate.answer(ask, { operation: 'set-limit', schema: setLimitSchema }, (limit) => this.#set(limit))
  }

  async #set(limit: SetLimit): Promise<DoneReplyMessage | RefusedMessage> {
    const problem = problemOf(limit)
    if (problem !== undefined) return refused('bad_request', problem)
    try {
      const row = await this.limits.set(limit)
      if (!row.is_written) return await this.#explain(row, limit)
      await this.#tell(limit, row)
      return done(false)
    } catch (error) {
      if (!(error instanceof SqlError) || error.sqlState !== UNIQUE_VIOLATION) throw error
      return refused('conflict', `there is an active limit by ${limit.period} already`)
    }
  }

  async #tell(limit: SetLimit, { payer_id }: SetLimitRow): Promise<void> {
    const { limitId, actorUserId, subject, period, amountNanos, isActive } = limit
    this.logger.info(
      { limitId, actorUserId, kind: subject.kind, period, amountNanos: amountNanos.toString(), isActive },
      'a limit was set',
    )
    if (payer_id !== null) this.moneyChanged.announce([payer_id])
    await this.returnChunks.tick()
  }

  /** @returns a repeat, or why nothing was written */
  async #explain(row: SetLimitRow, limit: SetLimit): Promise<DoneReplyMessage | RefusedMessage> {
    if (!row.is_allowed) return refused('forbidden', 'only an administrator, or a key’s owner for its cap, sets limits')
    if (!row.is_subject_known) return refused('not_found', 'no such key or course')
    if (!row.is_parent_known) return refused('not_found', 'no such budget above, or too many above each other')
    // null: somebody made the same limit at the same time, and now it is there to be looked at
    const isSame = row.is_same ?? (await this.limits.set(limit)).is_same
    if (isSame) return done(true)
    return refused('conflict', 'period, subject, budget and first day of a limit never change: make a new one')
  }
}

function problemOf({ subject, parentId, period, startsOn, endsOn }: SetLimit): string | undefined {
  if (subject.kind === 'key_cap' && parentId != null) return 'a key cap has no budget above it'
  if (period !== 'term') return startsOn == null && endsOn == null ? undefined : 'only a term has a first and last day'
  if (startsOn == null || endsOn == null) return 'a term has a first and a last day'
  return startsOn <= endsOn ? undefined : 'a term ends after it has begun'
}
