import { askerOf, QUEUES } from '@tollgate/messaging'
import {
  EXPLAIN_SUBJECT,
  type ExplainQuestion,
  type ExplainReply,
  explainQuestionSchema,
} from '@tollgate/protocols/events'
import type { Logger } from 'pino'
import type { BusService } from '../bus.service.js'

const ASKER = 'admin-api'

/** Answers "why is my model not scheduled?"; one gateway of all does, from what it knows now. */
export function startExplainConsumer(
  bus: BusService,
  logger: Logger,
  answer: (question: ExplainQuestion) => ExplainReply,
): void {
  void bus.connected.then(async ({ connection }) => {
    for await (const message of connection.subscribe(EXPLAIN_SUBJECT, { queue: QUEUES.gateway })) {
      // where there are users, only admin-api may ask: the answer names all channels
      if (bus.inboxPrefix !== undefined && askerOf(message.reply) !== ASKER) continue
      try {
        message.respond(JSON.stringify(answer(explainQuestionSchema.parse(message.json()))))
      } catch (error) {
        logger.warn({ error: String(error) }, 'a question about routing was not answered')
      }
    }
  })
}
