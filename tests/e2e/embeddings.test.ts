// Texts into vectors with the libraries that users have, on each kind of upstream that makes them, and what it costs.
import { ApiError } from '@google/genai'
import { GoogleGenerativeAIFetchError } from '@google/generative-ai'
import { fakeVector } from '@tollgate/testkit'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { chat, errorOf, user } from '../support/chat.js'
import { allEmbeddingClients, type EmbeddingClient } from '../support/clients/embeddings.js'
import { expectedCostNanos, unitsToNanos } from '../support/expected-cost.js'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { receiptOf, settledDebit } from '../support/settled.js'

const PRICE = { inputPerMillion: '0.7', outputPerMillion: '0' }
const UPSTREAMS = [
  { name: 'on-openai', type: 'vllm', path: '/v1' },
  { name: 'on-gemini', type: 'gemini', path: '/v1beta' },
] as const
const CLIENT_NAMES = allEmbeddingClients({ origin: 'http://127.0.0.1', key: 'none' }).map(({ name }) => name)
const PAIRS = CLIENT_NAMES.flatMap((client) => UPSTREAMS.map(({ name }) => ({ client, upstream: name })))

let scene: Scene
let student: Student
let clients: Map<string, EmbeddingClient>
let openAi: OpenAI

beforeAll(async () => {
  scene = await openScene(inject('stack'), 'vectors')
  const origin = new URL(scene.upstream.url).origin
  await scene.declare({
    models: [
      ...UPSTREAMS.map(({ name }) => ({ name, price: PRICE, abilities: ['embedding'] })),
      { name: 'talks', price: PRICE, maxOutputTokens: 100 },
    ],
    channels: [
      ...UPSTREAMS.map(({ name, type, path }) => ({
        name,
        type,
        baseUrl: `${origin}${path}`,
        models: [name],
        modelMapping: { [scene.model(name)]: `inner-${name}` },
      })),
      { name: 'talks', models: ['talks'] },
    ],
  })
  student = await scene.student({ balance: '10' })
  for (const name of ['on-openai', 'on-gemini', 'talks']) await scene.untilOffered(student, name)
  const access = { origin: scene.facts.origin, key: student.key }
  clients = new Map(allEmbeddingClients(access).map((client) => [client.name, client]))
  openAi = new OpenAI({ baseURL: `${access.origin}/v1`, apiKey: access.key, maxRetries: 0 })
})
afterAll(() => scene?.close())

const clientOf = (name: string): EmbeddingClient => {
  const client = clients.get(name)
  if (client === undefined) throw new Error(`no client ${name}`)
  return client
}
const embeddings = (body: object) =>
  chat({ origin: scene.facts.origin, key: student.key, path: '/v1/embeddings', body })
const script = (text: string) => `光 @@script:${text}@@`

describe.each(PAIRS)('$client on $upstream', ({ client, upstream }) => {
  it('gets the vector of one text', async () => {
    expect(await clientOf(client).embed(scene.model(upstream), ['光学 🙂'])).toEqual([fakeVector('光学 🙂')])
    expect(JSON.stringify(scene.upstream.truth().at(-1))).toContain(`inner-${upstream}`)
  })

  it('gets the vectors of several texts, in their order', async () => {
    const texts = ['a', 'b b', '光学']
    expect(await clientOf(client).embed(scene.model(upstream), texts)).toEqual(texts.map((text) => fakeVector(text)))
  })

  it('is told of an upstream that fails, and of a prompt that it refuses', async () => {
    for (const fault of ['status=500', 'status=400']) {
      await expect(clientOf(client).embed(scene.model(upstream), [script(fault)])).rejects.toThrow()
    }
  })

  it('is told, in its own class of error, that a model makes none', async () => {
    const asked = clientOf(client).embed(scene.model('talks'), ['a'])
    await expect(asked).rejects.toThrow('makes no embeddings')
    if (client.startsWith('openai')) await expect(asked).rejects.toBeInstanceOf(OpenAI.BadRequestError)
    if (client === '@google/genai') await expect(asked).rejects.toBeInstanceOf(ApiError)
    if (client === '@google/generative-ai') await expect(asked).rejects.toBeInstanceOf(GoogleGenerativeAIFetchError)
  })
})

// the older library of Gemini has no field for it
describe.each(PAIRS.filter(({ client }) => client !== '@google/generative-ai'))('$client on $upstream', (pair) => {
  it('gets vectors of the length it asks for', async () => {
    const vectors = await clientOf(pair.client).embed(scene.model(pair.upstream), ['a', 'b'], { dimensions: 3 })
    expect(vectors).toEqual([fakeVector('a', 3), fakeVector('b', 3)])
  })
})

describe('tokens instead of texts', () => {
  it('reach an upstream that takes them', async () => {
    const { data } = await openAi.embeddings.create({ model: scene.model('on-openai'), input: [[1, 2], [3]] })
    expect(data.map(({ embedding }) => embedding)).toEqual([fakeVector([1, 2]), fakeVector([3])])
  })

  it('are 400 with the field where the upstream takes texts only', async () => {
    const asked = openAi.embeddings.create({ model: scene.model('on-gemini'), input: [1, 2] })
    await expect(asked).rejects.toMatchObject({ status: 400, param: 'input' })
  })
})

describe('money', () => {
  it('what the upstream reports is debited exactly, and the receipt says so', async () => {
    const asked = openAi.embeddings.create({
      model: scene.model('on-openai'),
      input: ['a', script('prompt-tokens=321')],
    })
    const { data, response } = await asked.withResponse()
    expect(data.usage).toEqual({ prompt_tokens: 321, total_tokens: 321 })
    const requestId = response.headers.get('x-request-id') ?? ''
    const expected = expectedCostNanos({ prompt: 321, completion: 0 }, PRICE)
    expect(unitsToNanos(response.headers.get('x-tollgate-cost') ?? '')).toBe(expected)
    const debit = await settledDebit(scene.audit, requestId)
    expect(debit).toMatchObject({ amount: -expected, kind: 'usage', isEstimated: false, accountId: student.accountId })
    const receipt = await receiptOf(scene.facts, requestId)
    expect(receipt).toMatchObject({ provenance: 'REPORTED', status: 'COMPLETED', attempts: 1 })
    expect(unitsToNanos(receipt.amount)).toBe(expected)
    expect(receipt.lines.filter(({ tokens }) => tokens !== '0')).toMatchObject([{ class: 'input', tokens: '321' }])
  })

  it('what no upstream tells is counted here, told to the client, and marked as an estimate', async () => {
    const asked = openAi.embeddings.create({ model: scene.model('on-gemini'), input: ['one two three', 'b'] })
    const { data, response } = await asked.withResponse()
    expect(data.usage).toEqual({ prompt_tokens: 4, total_tokens: 4 })
    const requestId = response.headers.get('x-request-id') ?? ''
    const debit = await settledDebit(scene.audit, requestId)
    expect(debit).toMatchObject({
      amount: -expectedCostNanos({ prompt: 4, completion: 0 }, PRICE),
      isEstimated: true,
    })
    expect(await receiptOf(scene.facts, requestId)).toMatchObject({ provenance: 'ESTIMATED', status: 'COMPLETED' })
  })

  it('what failed costs nothing', async () => {
    const outcome = await embeddings({ model: scene.model('on-openai'), input: script('status=500') })
    expect(outcome.status).toBe(502)
    expect(await receiptOfVoid(outcome.requestId)).toMatchObject({ provenance: 'VOID', status: 'FAILED' })
  })

  it('nobody without money is served', async () => {
    const poor = await scene.student()
    await scene.untilOffered(poor, 'on-openai')
    const client = new OpenAI({ baseURL: `${scene.facts.origin}/v1`, apiKey: poor.key, maxRetries: 2 })
    const before = scene.upstream.truth().length
    const asked = client.embeddings.create({ model: scene.model('on-openai'), input: 'a' })
    await expect(asked).rejects.toMatchObject({ status: 402, code: 'insufficient_quota' })
    expect(scene.upstream.truth()).toHaveLength(before)
  })
})

const receiptOfVoid = async (requestId: string) => {
  await settledDebit(scene.audit, requestId)
  return receiptOf(scene.facts, requestId)
}

it('a model that makes vectors holds no conversation', async () => {
  const outcome = await chat({
    origin: scene.facts.origin,
    key: student.key,
    body: { model: scene.model('on-openai'), messages: [user('hi')] },
  })
  expect(outcome.status).toBe(400)
  expect(errorOf(outcome)).toMatchObject({ type: 'invalid_request_error', param: 'model' })
})
