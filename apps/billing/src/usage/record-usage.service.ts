import { randomUUID } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import type { Verdict } from '@tollgate/messaging'
import type { UsageEvent } from '@tollgate/protocols/events'
import { MoneyChangedPublisher } from '../bus/money-changed.publisher.js'
import { SqlError } from '../database/sql-error.js'
import { debitOf } from '../ledger/debit.js'
import { type KnownIds, LedgerRepository, type Standing } from '../ledger/ledger.repository.js'
import type { Settlement } from '../ledger/settle-statements.js'
import { SUSPENSE_ACCOUNT_ID } from '../ledger/system-accounts.js'
import { LOGGER, type Logger } from '../logger.js'
import { Metrics } from '../metrics.js'
import { PriceVersionsRepository } from '../prices/price-versions.repository.js'
import type { SettledMark } from '../restore/ledger-state.repository.js'
import { bisectBatch, type OnFailure } from './bisect-batch.js'
import { classifyFailure } from './classify-failure.js'
import { parseUsage } from './parse-usage.js'

type Judged = { type: 'verdict'; verdict: Verdict } | { type: 'settlement'; settlement: Settlement }

const SETTLED: Verdict = { type: 'settled' }
const LOCKED: Verdict = { type: 'retry', reason: 'its account is locked' }

/** Usage events → ledger: parse, resolve, rate, settle; one verdict a message. */
@Injectable()
export class RecordUsageService {
  constructor(
    private readonly ledger: LedgerRepository,
    private readonly prices: PriceVersionsRepository,
    private readonly moneyChanged: MoneyChangedPublisher,
    private readonly metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * @param messages bodies of usage events
   * @param mark what is known to be settled of the stream; stored with what is settled now
   * @returns one verdict each, in order; `settled` only after the commit
   * @throws SqlError where nothing is known about the batch: all of it is tried again
   */
  async record(messages: readonly Uint8Array[], mark?: SettledMark): Promise<Verdict[]> {
    const parsed = messages.map(parseUsage)
    const events = parsed.flatMap((one) => (one.type === 'event' ? [one.event] : []))
    const judge = await this.#judgeOf(events)
    const judged = parsed.map((one): Judged => (one.type === 'poison' ? verdict(one) : judge(one.event)))
    const settlements = judged.flatMap((one) => (one.type === 'settlement' ? [one.settlement] : []))
    const stop = this.metrics.settleSeconds.startTimer()
    const outcomes = await this.#settleAll(settlements, mark)
    stop()
    return judged.map((one) =>
      this.#counted(one.type === 'verdict' ? one.verdict : outcomeOf(one.settlement, outcomes)),
    )
  }

  /** What the ids of these events are known to be → a judgement of each event. */
  async #judgeOf(events: readonly UsageEvent[]): Promise<(event: UsageEvent) => Judged> {
    if (events.length === 0) return () => verdict({ type: 'retry', reason: 'nothing was asked' })
    const priceIds = new Set(events.flatMap(({ priceVersionId }) => (priceVersionId === null ? [] : [priceVersionId])))
    const versionsById = await this.prices.findMany(priceIds)
    const known = await this.ledger.findKnown({
      accountIds: unique(events.map(({ payerId }) => payerId)),
      keyIds: unique(events.map(({ keyId }) => keyId)),
      userIds: unique(events.map(({ userId }) => userId)),
    })
    return (event) => {
      const price = event.priceVersionId === null ? undefined : versionsById.get(event.priceVersionId)
      const missing = missingOf(event, { known, isPriced: event.priceVersionId === null || price !== undefined })
      if (missing !== undefined) return verdict({ type: 'unresolved', reason: missing })
      const outcome = debitOf(event, price)
      if (outcome.type === 'poison') return verdict(outcome)
      const accountId = known.accountIds.has(event.payerId) ? event.payerId : SUSPENSE_ACCOUNT_ID
      if (accountId !== event.payerId) this.logger.error({ requestId: event.requestId }, 'unknown payer: suspense pays')
      return { type: 'settlement', settlement: { ...outcome.debit, accountId, transactionId: randomUUID() } }
    }
  }

  /** Verdict by transaction id of the settlement. */
  async #settleAll(settlements: readonly Settlement[], mark: SettledMark | undefined): Promise<Map<string, Verdict>> {
    const { first, repeated } = splitRepeated(settlements)
    const verdicts = await bisectBatch(first, (part) => this.#settlePart(part, mark), this.#onFailure)
    const outcomes = new Map(first.map(({ transactionId }, i) => [transactionId, verdicts[i] ?? LOCKED]))
    if (repeated.length > 0) {
      const standings = await this.ledger.standingsOf(repeated)
      const verdictById = new Map(first.map(({ event }, i) => [event.requestId, verdicts[i] ?? LOCKED]))
      for (const one of repeated) {
        // a second copy says nothing of its own as long as the first one waits: put aside, it would hide the first
        const ofFirst = verdictById.get(one.event.requestId) ?? LOCKED
        const isPosted = ['settled', 'conflict'].includes(standings.get(one.event.requestId) ?? '')
        outcomes.set(one.transactionId, isPosted ? this.#verdictOf(one, standings) : ofFirst)
      }
    }
    return outcomes
  }

  async #settlePart(settlements: readonly Settlement[], mark: SettledMark | undefined): Promise<Verdict[]> {
    let posted: ReadonlySet<string>
    let free: ReadonlySet<string> | undefined
    try {
      posted = await this.ledger.settle(settlements, mark)
    } catch (error) {
      if (!(error instanceof SqlError) || classifyFailure(error.sqlState) !== 'locked') throw error
      // one locked account must not hold up the others: they go on without its events
      free = await this.ledger.findUnlocked(unique(settlements.map(({ accountId }) => accountId)))
      posted = await this.ledger.settle(
        settlements.filter(({ accountId }) => free?.has(accountId)),
        mark,
      )
    }
    return this.#verdictsOf(settlements, { posted, free })
  }

  async #verdictsOf(
    settlements: readonly Settlement[],
    { posted, free }: { posted: ReadonlySet<string>; free: ReadonlySet<string> | undefined },
  ): Promise<Verdict[]> {
    const tried = settlements.filter(({ accountId }) => free?.has(accountId) ?? true)
    const old = tried.filter(({ event }) => !posted.has(event.requestId))
    const standings = old.length === 0 ? new Map<string, Standing>() : await this.ledger.standingsOf(old)
    this.#announce(settlements.filter(({ event }) => posted.has(event.requestId)))
    return settlements.map((one) => {
      if (posted.has(one.event.requestId)) return SETTLED
      return free?.has(one.accountId) === false ? LOCKED : this.#verdictOf(one, standings)
    })
  }

  #verdictOf({ event }: Settlement, standings: ReadonlyMap<string, Standing>): Verdict {
    const standing = standings.get(event.requestId)
    switch (standing) {
      case 'settled':
        return SETTLED
      case 'conflict':
        this.metrics.conflicts.inc()
        this.logger.error({ requestId: event.requestId }, 'the event contradicts what is settled under its id')
        return { type: 'poison', reason: 'contradicts what is settled under this request id' }
      case 'foreign-lease':
        return { type: 'poison', reason: 'its lease belongs to another payer' }
      case undefined:
        return { type: 'retry', reason: 'its settlement is not known yet' }
      default:
        throw new Error(`unknown standing ${standing satisfies never}`)
    }
  }

  readonly #onFailure: OnFailure<Verdict> = (error) => {
    if (!(error instanceof SqlError)) return { type: 'throw' }
    const kind = classifyFailure(error.sqlState)
    switch (kind) {
      case 'value':
        return { type: 'split', single: { type: 'poison', reason: `refused by the database (${error.sqlState})` } }
      case 'integrity':
        this.logger.error({ err: error }, 'a constraint refuses a settlement')
        return { type: 'split', single: { type: 'retry', reason: `a constraint refuses it (${error.sqlState})` } }
      case 'locked':
        return { type: 'split', single: LOCKED }
      case 'transient':
        return { type: 'throw' }
      default:
        throw new Error(`unknown failure ${kind satisfies never}`)
    }
  }

  #announce(posted: readonly Settlement[]): void {
    const overruns = posted.filter(({ isOverrun }) => isOverrun)
    if (overruns.length > 0) this.metrics.overruns.inc(overruns.length)
    for (const { event } of overruns) this.logger.warn({ requestId: event.requestId }, 'cost more than its reservation')
    this.moneyChanged.announceIfRefused(unique(posted.map(({ accountId }) => accountId)))
  }

  #counted(outcome: Verdict): Verdict {
    this.metrics.usageEvents.inc({ outcome: outcome.type })
    return outcome
  }
}

const verdict = (verdict: Verdict): Judged => ({ type: 'verdict', verdict })
const unique = (ids: readonly string[]): string[] => [...new Set(ids)]
const outcomeOf = ({ transactionId }: Settlement, outcomes: ReadonlyMap<string, Verdict>): Verdict =>
  outcomes.get(transactionId) ?? { type: 'retry', reason: 'it has no outcome' }

/** What an event names and nobody knows (yet). An unknown payer is no reason to wait: suspense pays. */
function missingOf(event: UsageEvent, facts: { known: KnownIds; isPriced: boolean }): string | undefined {
  if (!facts.isPriced) return `unknown price version ${event.priceVersionId}`
  if (!facts.known.keyIds.has(event.keyId)) return `unknown key ${event.keyId}`
  if (!facts.known.userIds.has(event.userId)) return `unknown user ${event.userId}`
  return undefined
}

/** The first event of each request id, sorted so that two billings lock in one order; and the rest. */
function splitRepeated(settlements: readonly Settlement[]): { first: Settlement[]; repeated: Settlement[] } {
  const firstById = new Map<string, Settlement>()
  const repeated: Settlement[] = []
  for (const one of settlements) {
    if (firstById.has(one.event.requestId)) repeated.push(one)
    else firstById.set(one.event.requestId, one)
  }
  const first = [...firstById.values()].sort((a, b) => (a.event.requestId < b.event.requestId ? -1 : 1))
  return { first, repeated }
}
