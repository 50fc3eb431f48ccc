import { connect, type NatsConnection } from '@nats-io/transport-node'
import { connectionOptions, QUEUES } from '@tollgate/messaging'
import {
  CHANNEL_SUBJECTS,
  type ChannelTest,
  type ChannelTestReplyMessage,
  channelTestSchema,
  checkEgressSchema,
  type ListUpstreamModelsMessage,
  type ListUpstreamModelsReply,
  listUpstreamModelsSchema,
} from '@tollgate/protocols/events'

export interface FakeGateway {
  /** Tests that were asked for, in order. */
  readonly tests: ChannelTest[]
  readonly lists: ListUpstreamModelsMessage['channel'][]
  /** What the next tests find; default: an answer. */
  answerWith(reply: (test: ChannelTest) => Omit<ChannelTestReplyMessage, 'v' | 'nodeId'>): void
  listWith(reply: Unversioned<ListUpstreamModelsReply>): void
  block(hostPorts: readonly string[]): void
  close(): Promise<void>
}

type Unversioned<Reply> = Reply extends unknown ? Omit<Reply, 'v'> : never

const CALLED = { upstreamModel: 'up', dialect: 'openai-chat', latencyMs: 12 }
export const ANSWERED = {
  type: 'answered' as const,
  ...CALLED,
  status: 200,
  text: 'ok',
  inputTokens: 3,
  outputTokens: 1,
}
export const DENIED = {
  ...{ type: 'refused' as const, ...CALLED, status: 403, code: 'upstream_error', isAccessDenied: true },
  reason: 'Model access denied.',
}

/** Answers admin-api's questions about channels by their contract, as the NATS user gateway. */
export async function startFakeGateway(access: { url: string; password: string }): Promise<FakeGateway> {
  const connection: NatsConnection = await connect(connectionOptions({ ...access, user: 'gateway' }))
  const tests: ChannelTest[] = []
  const lists: ListUpstreamModelsMessage['channel'][] = []
  let answer: (test: ChannelTest) => Omit<ChannelTestReplyMessage, 'v' | 'nodeId'> = () => ({ result: ANSWERED })
  let list: object = { type: 'listed', names: [] }
  let blocked: readonly string[] = []
  const serve = (subject: string, reply: (question: unknown) => object) =>
    connection.subscribe(subject, {
      queue: QUEUES.gateway,
      callback: (error, message) => void (error === null && message.respond(JSON.stringify(reply(message.json())))),
    })
  serve(CHANNEL_SUBJECTS.test, (question) => {
    const test = channelTestSchema.parse(question)
    tests.push(test)
    return { v: 1, nodeId: 'g1', ...answer(test) }
  })
  serve(CHANNEL_SUBJECTS.models, (question) => {
    lists.push(listUpstreamModelsSchema.parse(question).channel)
    return { v: 1, ...list }
  })
  serve(CHANNEL_SUBJECTS.egress, (question) => ({
    v: 1,
    blocked: checkEgressSchema.parse(question).hostPorts.filter((hostPort) => blocked.includes(hostPort)),
  }))
  await connection.flush()
  return {
    tests,
    lists,
    answerWith(reply) {
      answer = reply
    },
    listWith(reply) {
      list = reply
    },
    block(hostPorts) {
      blocked = hostPorts
    },
    async close() {
      await connection.drain()
    },
  }
}
