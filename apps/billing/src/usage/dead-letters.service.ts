import { Inject, Injectable } from '@nestjs/common'
import { type ReplayDeadLetter, replayDeadLetterSchema } from '@tollgate/protocols/events'
import type { Ask } from '../bus/ask.js'
import { LOGGER, type Logger } from '../logger.js'
import { MoneyGate } from '../money/money-gate.js'
import { type DoneReplyMessage, done, type RefusedMessage, refused } from '../money/money-replies.js'
import { DeadLettersRepository } from './dead-letters.repository.js'
import { RecordUsageService } from './record-usage.service.js'

/** Settles what was put aside, as if it had just come: an administrator has made known what was unknown. */
@Injectable()
export class DeadLettersService {
  constructor(
    private readonly gate: MoneyGate,
    private readonly deadLetters: DeadLettersRepository,
    private readonly usage: RecordUsageService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** A refusal says what still stands in the way. Idempotent: a request id is posted once for ever. */
  replay(ask: Ask): Promise<DoneReplyMessage | RefusedMessage> {
    return this.gate.answer(ask, { operation: 'replay-dead-letter', schema: replayDeadLetterSchema }, (body) =>
      this.#replay(body),
    )
  }

  async #replay({ deadLetterId, actorUserId }: ReplayDeadLetter): Promise<DoneReplyMessage | RefusedMessage> {
    if (!(await this.deadLetters.isAdmin(actorUserId)))
      return refused('forbidden', 'only an active administrator settles what was put aside')
    const letter = await this.deadLetters.find(BigInt(deadLetterId))
    if (letter === undefined) return refused('not_found', 'no such dead letter')
    if (letter.is_resolved) return done(true)
    const [verdict] = await this.usage.record([new TextEncoder().encode(letter.text)])
    await this.deadLetters.markTried([letter.id], actorUserId)
    this.logger.info({ deadLetterId, actorUserId, verdict: verdict?.type }, 'a dead letter was tried by hand')
    switch (verdict?.type) {
      case 'settled':
        await this.deadLetters.markResolved([letter.id])
        return done(false)
      case 'poison':
        await this.deadLetters.markPoison(letter.id, verdict.reason)
        return refused('bad_request', verdict.reason)
      case 'unresolved':
        return refused('unknown_account', verdict.reason)
      case 'retry':
      case undefined:
        return refused('conflict', verdict?.reason ?? 'nothing is known of it')
      default:
        throw new Error(`unknown verdict ${JSON.stringify(verdict satisfies never)}`)
    }
  }
}
