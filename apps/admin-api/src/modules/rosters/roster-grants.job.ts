import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import type { CourseGrantsReply } from '@tollgate/protocols/events'
import { MoneyClient } from '../finance/money.client.js'
import { type ReportRow, type RosterImportRow, RostersRepository } from './rosters.repository.js'

/** Rows between two notes of how far it is, which are one question to billing: others at the pool wait for it meanwhile. */
const BATCH = 250
const RETRY_MS = 5_000
const GRANTED_BY: ReadonlySet<ReportRow['action']> = new Set(['create', 'activate', 'join', 'update', 'none'])

/**
 * Does the grants of imported rosters: of those that this process was asked for at once, of those that a crash left
 * unfinished when it starts. Each of them has a key of its own, so that none is credited twice,
 * whoever does it again: two processes at the same import do no harm.
 */
@Injectable()
export class RosterGrantsJob implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger(RosterGrantsJob.name)
  readonly #stop = new AbortController()
  #running: Promise<void> | undefined
  #isNudged = false

  constructor(
    private readonly rosters: RostersRepository,
    private readonly money: MoneyClient,
  ) {}

  onApplicationBootstrap(): void {
    this.nudge()
  }

  /** There is something to do. */
  nudge(): void {
    this.#isNudged = true
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined
      if (this.#isNudged && !this.#stop.signal.aborted) this.nudge()
    })
  }

  async onModuleDestroy(): Promise<void> {
    this.#stop.abort()
    await this.#running
  }

  async #run(): Promise<void> {
    while (this.#isNudged && !this.#stop.signal.aborted) {
      this.#isNudged = false
      try {
        for (const id of await this.rosters.runningIds()) await this.#finish(id)
      } catch (error) {
        this.#logger.error(error instanceof Error ? error.message : 'unknown error')
        this.#isNudged = true
      }
      if (this.#isNudged) await pause(RETRY_MS, this.#stop.signal)
    }
  }

  async #finish(id: string): Promise<void> {
    const found = await this.rosters.findImport(id)
    if (found?.state === 'running') await this.#grantAll(found)
  }

  async #grantAll(roster: RosterImportRow): Promise<void> {
    const report = roster.report
    const open = report.filter(
      ({ action, grant, userId }) => GRANTED_BY.has(action) && grant === null && userId !== null,
    )
    for (let from = 0; from < open.length && !this.#stop.signal.aborted; from += BATCH) {
      const isWhole = await this.#grantSome(roster, open.slice(from, from + BATCH))
      const doneCount = report.filter(({ grant }) => grant !== null).length
      const isLast = isWhole && from + BATCH >= open.length
      await this.rosters.saveProgress(roster.id, { doneCount, report, state: isLast ? 'done' : 'running' })
      if (isWhole) continue
      this.#isNudged = true // billing was away: again after a while
      return
    }
    if (open.length === 0) await this.rosters.saveProgress(roster.id, { ...roster, state: 'done' })
  }

  /** @returns whether billing answered: then each of them has an answer */
  async #grantSome(roster: RosterImportRow, rows: readonly ReportRow[]): Promise<boolean> {
    const { courseId, actorUserId, grantNanos, grantLabel, grantExpiresAt } = roster
    if (grantNanos === null || grantLabel === null) {
      for (const row of rows) row.grant = { refused: 'bad_request' }
      return true
    }
    const reply = await this.money.courseGrants({
      courseId,
      actorUserId,
      amountNanos: grantNanos.toString(),
      reason: grantLabel,
      ...(grantExpiresAt !== null && { expiresAtMs: grantExpiresAt.getTime() }),
      people: rows.flatMap(({ userId }) =>
        // the name of the grant, not this import: each student has each of them once
        userId === null ? [] : [{ userId, idempotencyKey: `${courseId}:${grantLabel}:${userId}` }],
      ),
    })
    if (reply === undefined) return false
    const grantOf = toGrants(reply)
    for (const row of rows) row.grant = grantOf(row)
    return true
  }
}

/** @throws where billing left somebody out: he is asked for again */
function toGrants(reply: CourseGrantsReply): (row: ReportRow) => ReportRow['grant'] {
  if (reply.type === 'refused') return () => ({ refused: reply.code })
  const answers = new Map(reply.answers.map((answer) => [answer.userId, answer]))
  return ({ userId }) => {
    const answer = answers.get(userId ?? '')
    if (answer === undefined) throw new Error('billing told nothing of somebody')
    if (answer.type === 'refused') return { refused: answer.code }
    return answer.isRepeat ? 'repeat' : 'granted'
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
