import type { Msg } from '@nats-io/transport-node'
import type { Egress, Resolve } from '@tollgate/egress'
import { askerOf, QUEUES } from '@tollgate/messaging'
import {
  CHANNEL_MESSAGE_VERSION,
  CHANNEL_SUBJECTS,
  type ChannelTestReplyMessage,
  channelTestSchema,
  checkEgressSchema,
  listUpstreamModelsSchema,
} from '@tollgate/protocols/events'
import type { Logger } from 'pino'
import type { z } from 'zod'
import type { BusService } from '../bus.service.js'
import type { ChannelTester } from './channel-tester.js'
import { findBlocked } from './check-egress.js'
import { listUpstreamModels } from './list-upstream-models.js'

/** Beyond it a test waits for nobody: the admin is told. */
const MAX_RUNNING = 32
const ASKER = 'admin-api'

export interface ChannelTestConsumerTools {
  bus: BusService
  tester: ChannelTester
  egress: Egress
  isAllowed: (hostPort: string) => boolean
  resolve: Resolve
  masterKey: string
  nodeId: string
  logger: Logger
}

/** Answers admin-api's questions about channels; one gateway of all does. */
export function startChannelTestConsumer(tools: ChannelTestConsumerTools): void {
  const { bus, tester, nodeId } = tools
  const v = CHANNEL_MESSAGE_VERSION
  let runningCount = 0
  const serve = <Question>(
    subject: string,
    schema: z.ZodType<Question>,
    answer: (question: Question) => Promise<unknown>,
  ) =>
    void bus.connected.then(async ({ connection }) => {
      for await (const message of connection.subscribe(subject, { queue: QUEUES.gateway })) {
        // where there are users, only admin-api may have upstreams called
        if (bus.inboxPrefix !== undefined && askerOf(message.reply) !== ASKER) continue
        const parsed = schema.safeParse(parse(message))
        if (parsed.success) void reply(message, () => answer(parsed.data))
      }
    })
  serve(CHANNEL_SUBJECTS.test, channelTestSchema, async (test): Promise<ChannelTestReplyMessage> => {
    if (runningCount >= MAX_RUNNING) return { v, nodeId, result: { type: 'impossible', problem: 'busy' } }
    runningCount++
    try {
      return await tester.test(test)
    } finally {
      runningCount--
    }
  })
  serve(CHANNEL_SUBJECTS.models, listUpstreamModelsSchema, ({ channel, timeoutMs }) =>
    listUpstreamModels(tools.egress, channel, { masterKey: tools.masterKey, timeoutMs }),
  )
  serve(CHANNEL_SUBJECTS.egress, checkEgressSchema, async ({ hostPorts }) => ({
    v,
    blocked: await findBlocked(hostPorts, tools),
  }))

  async function reply(message: Msg, work: () => Promise<unknown>): Promise<void> {
    try {
      message.respond(JSON.stringify(await work()))
    } catch (error) {
      tools.logger.error({ error: String(error), subject: message.subject }, 'a question about a channel failed')
    }
  }
}

function parse(message: Msg): unknown {
  try {
    return message.json()
  } catch {
    return undefined
  }
}
