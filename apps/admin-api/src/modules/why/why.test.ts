import 'reflect-metadata'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import { connectionOptions, QUEUES } from '@tollgate/messaging'
import { EXPLAIN_SUBJECT, type ExplainQuestion, explainQuestionSchema } from '@tollgate/protocols/events'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  NATS_PASSWORDS,
  startTestApp,
  startTestServers,
  type TestApp,
  type TestServers,
} from '../../testing/test-app.js'
import type { Json, TestClient } from '../../testing/test-client.js'

const WHY = `query ($input: WhyModelInput!) { whyModel(input: $input) {
  isScheduled groupName callerReason callerSentence counts { reason count sentence }
  candidates { channelName keyLastFour upstreamModel reason sentence until rank }
} }`

let servers: TestServers
let app: TestApp
let root: TestClient
let student: TestClient
let studentId: string
let channel: Json
let gateway: NatsConnection
const questions: ExplainQuestion[] = []
beforeAll(async () => {
  servers = await startTestServers()
  app = await startTestApp(servers)
  root = await app.root()
  const create = 'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } problems { code } } }'
  const made = await root.done(create, {
    input: { username: 'student1', role: 'STUDENT', password: 'a first password' },
  })
  studentId = made.user.id
  student = await app.newcomer('student1', 'a first password')
  const addChannel =
    'mutation ($input: CreateChannelInput!) { createChannel(input: $input) { channel { id keys { id } } problems { code } } }'
  const input = {
    name: 'c',
    type: 'VLLM',
    baseUrl: 'http://10.0.0.1',
    keys: ['key-number-1234'],
    models: [],
    groupIds: [],
  }
  channel = (await root.done(addChannel, { input })).channel
})
afterAll(async () => {
  await gateway?.close()
  await app?.close()
  await servers?.close()
})

const ask = async (client: TestClient, input: Json = {}) =>
  (await client.data(WHY, { input: { modelName: 'm', ...input } })).whyModel

it('is null while no gateway answers', async () => {
  expect(await ask(root)).toBeNull()
  gateway = await connect(
    connectionOptions({ url: servers.nats.url, user: 'gateway', password: NATS_PASSWORDS.gateway }),
  )
  gateway.subscribe(EXPLAIN_SUBJECT, {
    queue: QUEUES.gateway,
    callback(_, message) {
      questions.push(explainQuestionSchema.parse(message.json()))
      const candidate = {
        channelId: channel.id,
        channelName: 'c',
        channelKeyId: channel.keys[0].id,
        priority: 0,
        weight: 1,
      }
      message.respond(
        JSON.stringify({
          ...{ v: 1, nodeId: 'g1', at: new Date().toISOString(), isScheduled: false, callerReason: 'no_price' },
          ...{ counts: { cooling: 1 }, candidateCount: 1 },
          candidates: [{ ...candidate, upstreamModel: 'inner', reason: 'cooling' }],
        }),
      )
    },
  })
  await gateway.flush()
})

it('names every candidate with its reason, to an admin for anybody', async () => {
  const told = await ask(root, { userId: studentId, abilities: ['vision'], dialect: 'ANTHROPIC_MESSAGES' })
  expect(told).toMatchObject({
    ...{ isScheduled: false, groupName: 'default', callerReason: 'no_price' },
    callerSentence: expect.stringContaining('no price'),
    candidates: [{ channelName: 'c', keyLastFour: '1234', upstreamModel: 'inner', reason: 'cooling' }],
  })
  expect(questions.at(-1)).toMatchObject({ needs: { abilities: ['vision'], dialect: 'anthropic-messages' } })
})

it('tells a student of himself, without the inside of channels, and with his key', async () => {
  const { secret: _, apiKey } = await student.done(
    'mutation { createApiKey(input: { name: "k" }) { secret apiKey { id } problems { code } } }',
  )
  const told = await ask(student, { apiKeyId: apiKey.id })
  expect(told.candidates).toMatchObject([
    { channelName: 'c', keyLastFour: null, upstreamModel: null, reason: 'cooling' },
  ])
  expect(questions.at(-1)?.keyRecordName).toMatch(/^[0-9a-f]{64}$/)
})

it('tells a student nothing of others', async () => {
  const { me } = await root.data('{ me { id } }')
  const codeOf = async (input: Json) =>
    (await student.ask(WHY, { input: { modelName: 'm', ...input } })).errors[0]?.extensions.code
  expect(await codeOf({ userId: me.id })).toBe('NOT_FOUND')
  expect(await codeOf({ groupId: '0190a0b0-0000-7000-8000-000000000001' })).toBe('NOT_FOUND')
  expect(await codeOf({ apiKeyId: '0190a0b0-0000-7000-8000-000000000001' })).toBe('NOT_FOUND')
  expect(await codeOf({ modelName: '' })).toBe('BAD_USER_INPUT')
})
