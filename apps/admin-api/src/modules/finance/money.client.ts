import { Inject, Injectable, Logger } from '@nestjs/common'
import {
  type adjustSchema,
  type CorrectionReply,
  type CourseGrantsReply,
  correctionReplySchema,
  type courseGrantSchema,
  courseGrantsReplySchema,
  type courseGrantsSchema,
  type createCodesSchema,
  type DoneReply,
  type decideSchema,
  doneReplySchema,
  type forceCloseNodeSchema,
  type GrantReply,
  grantReplySchema,
  type grantSchema,
  MONEY_MESSAGE_VERSION,
  MONEY_SUBJECTS,
  type moveSchema,
  type openPoolSchema,
  type ReconcileReply,
  type RedeemReply,
  reconcileReplySchema,
  type reconcileSchema,
  redeemReplySchema,
  type redeemSchema,
  type refundSchema,
  type replayDeadLetterSchema,
  type revokeCodesSchema,
  type setLimitSchema,
  type setPoolStateSchema,
} from '@tollgate/protocols/events'
import type { z } from 'zod'
import { BusService } from '../../bus/bus.service.js'
import { APP_CONFIG, type AppConfig } from '../../config.js'

/** A question as it travels, amounts as text; the version is added here. */
type Question<Schema extends z.ZodType> = Omit<z.input<Schema>, 'v'>
/** `undefined`: billing did not answer. It may or may not be booked; the same key or id may be asked again. */
type Answer<Reply> = Promise<Reply | undefined>

/** Billings answer side by side: where one dies with the question, another one is asked. All questions are idempotent. */
const TRIES = 3
/** A look at the whole ledger takes up to 5 s a check, and nobody starts a second one meanwhile. */
const RECONCILE_TIMEOUT_MS = 90_000

/** Asks billing, the one writer of money. */
@Injectable()
export class MoneyClient {
  readonly #logger = new Logger(MoneyClient.name)

  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    private readonly bus: BusService,
  ) {}

  grant(question: Question<typeof grantSchema>): Answer<GrantReply> {
    return this.#ask('grant', question, grantReplySchema)
  }

  courseGrant(question: Question<typeof courseGrantSchema>): Answer<GrantReply> {
    return this.#ask('courseGrant', question, grantReplySchema)
  }

  /** Many of them are one transaction, which may wait for others at the pool: each try has the time of a whole question. */
  courseGrants(question: Question<typeof courseGrantsSchema>): Answer<CourseGrantsReply> {
    const patience = { tries: TRIES, timeout: this.config.billingTimeoutMs }
    return this.#ask('courseGrants', question, courseGrantsReplySchema, patience)
  }

  adjust(question: Question<typeof adjustSchema>): Answer<CorrectionReply> {
    return this.#ask('adjust', question, correctionReplySchema)
  }

  refund(question: Question<typeof refundSchema>): Answer<CorrectionReply> {
    return this.#ask('refund', question, correctionReplySchema)
  }

  move(question: Question<typeof moveSchema>): Answer<CorrectionReply> {
    return this.#ask('move', question, correctionReplySchema)
  }

  decide(question: Question<typeof decideSchema>): Answer<CorrectionReply> {
    return this.#ask('decide', question, correctionReplySchema)
  }

  openPool(question: Question<typeof openPoolSchema>): Answer<DoneReply> {
    return this.#ask('openPool', question, doneReplySchema)
  }

  setLimit(question: Question<typeof setLimitSchema>): Answer<DoneReply> {
    return this.#ask('setLimit', question, doneReplySchema)
  }

  setPoolState(question: Question<typeof setPoolStateSchema>): Answer<DoneReply> {
    return this.#ask('setPoolState', question, doneReplySchema)
  }

  createCodes(question: Question<typeof createCodesSchema>): Answer<DoneReply> {
    return this.#ask('createCodes', question, doneReplySchema)
  }

  revokeCodes(question: Question<typeof revokeCodesSchema>): Answer<DoneReply> {
    return this.#ask('revokeCodes', question, doneReplySchema)
  }

  redeem(question: Question<typeof redeemSchema>): Answer<RedeemReply> {
    return this.#ask('redeem', question, redeemReplySchema)
  }

  replayDeadLetter(question: Question<typeof replayDeadLetterSchema>): Answer<DoneReply> {
    return this.#ask('replayDeadLetter', question, doneReplySchema)
  }

  forceCloseNode(question: Question<typeof forceCloseNodeSchema>): Answer<DoneReply> {
    return this.#ask('forceCloseNode', question, doneReplySchema)
  }

  reconcile(question: Question<typeof reconcileSchema>): Answer<ReconcileReply> {
    const patience = { tries: 1, timeout: RECONCILE_TIMEOUT_MS }
    return this.#ask('reconcile', question, reconcileReplySchema, patience)
  }

  async #ask<Reply>(
    name: keyof typeof MONEY_SUBJECTS,
    question: object,
    schema: z.ZodType<Reply>,
    patience = { tries: TRIES, timeout: Math.ceil(this.config.billingTimeoutMs / TRIES) },
  ): Answer<Reply> {
    const connection = this.bus.current()?.connection
    if (connection === undefined) return undefined
    const message = JSON.stringify({ v: MONEY_MESSAGE_VERSION, ...question })
    for (let tries = 1; tries <= patience.tries; tries++) {
      try {
        const reply = await connection.request(MONEY_SUBJECTS[name], message, { timeout: patience.timeout })
        return schema.parse(reply.json())
      } catch (error) {
        const reason = error instanceof Error ? error.name : 'unknown error'
        this.#logger.warn(`billing did not answer "${name}" (${tries} of ${patience.tries}): ${reason}`)
      }
    }
    return undefined
  }
}
