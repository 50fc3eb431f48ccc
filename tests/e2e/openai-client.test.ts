// The official client, as programs use it (REQUIREMENTS A7, C3, E3): origin and key are all that is set.
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { collect, scripted, user } from '../support/chat.js'
import { openScene, type Scene, type Student } from '../support/scene.js'

const PRICE = { inputPerMillion: '2', outputPerMillion: '8' }
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const WEATHER_TOOL = {
  type: 'function' as const,
  function: {
    name: 'get_weather',
    description: 'Weather of a city',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
}

let scene: Scene
let student: Student
let client: OpenAI
let model: string

beforeAll(async () => {
  scene = await openScene(inject('stack'), 'sdk')
  await scene.declare({
    models: [
      { name: 'chat', price: PRICE, abilities: ['tools', 'vision', 'reasoning', 'json'], maxOutputTokens: 2_000 },
    ],
    channels: [{ name: 'main', models: ['chat'] }],
  })
  student = await scene.student({ balance: '50' })
  await scene.untilOffered(student, 'chat')
  model = scene.model('chat')
  client = new OpenAI({ baseURL: `${scene.facts.origin}/v1`, apiKey: student.key, maxRetries: 0 })
})
afterAll(() => scene?.close())

describe('chat', () => {
  it('answers as a whole', async () => {
    const { data, response } = await client.chat.completions
      .create({ model, messages: [scripted('reply=Hello there,prompt-tokens=12,completion-tokens=3')] })
      .withResponse()
    expect(data.choices[0]?.message).toMatchObject({ role: 'assistant', content: 'Hello there' })
    expect(data.choices[0]?.finish_reason).toBe('stop')
    expect(data.usage).toMatchObject({ prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 })
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)
  })

  it('answers as a stream, with usage when it is asked for', async () => {
    const stream = await client.chat.completions.create({
      model,
      stream: true,
      stream_options: { include_usage: true },
      messages: [scripted('chunks=5,prompt-tokens=7,completion-tokens=5')],
    })
    const chunks = await collect(stream)
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe('t0 t1 t2 t3 t4 ')
    expect(chunks.at(-1)?.usage).toMatchObject({ prompt_tokens: 7, completion_tokens: 5 })
    expect(chunks.flatMap((chunk) => chunk.choices[0]?.finish_reason ?? [])).toEqual(['stop'])
  })

  it('streams no usage to a caller who did not ask for it', async () => {
    const stream = await client.chat.completions.create({ model, stream: true, messages: [scripted('chunks=3')] })
    const chunks = await collect(stream)
    expect(chunks.every((chunk) => chunk.choices.length > 0)).toBe(true)
    expect(chunks.every((chunk) => !chunk.usage)).toBe(true)
  })

  it('keeps text whole that is cut amid its characters on the way', async () => {
    const stream = await client.chat.completions.create({
      model,
      stream: true,
      messages: [scripted(`reply=${encodeURIComponent('光学 🙂 课程')},chunks=3,split=1`)],
    })
    const chunks = await collect(stream)
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe('光学 🙂 课程')
  })
})

describe('tools', () => {
  it('goes the whole way: call, result, answer', async () => {
    const messages: OpenAI.ChatCompletionMessageParam[] = [scripted('tool', 'What is the weather?')]
    const first = await client.chat.completions.create({ model, messages, tools: [WEATHER_TOOL] })
    const [choice] = first.choices
    expect(choice?.finish_reason).toBe('tool_calls')
    const call = choice?.message.tool_calls?.[0]
    if (call?.type !== 'function' || choice === undefined) throw new Error('no tool call')
    expect(JSON.parse(call.function.arguments)).toEqual({ city: 'Paris' })
    const second = await client.chat.completions.create({
      model,
      tools: [WEATHER_TOOL],
      messages: [
        user('What is the weather?'),
        choice.message,
        { role: 'tool', tool_call_id: call.id, content: 'sunny, 21 degrees' },
      ],
    })
    expect(second.choices[0]?.message.content).toContain('sunny, 21 degrees')
  })

  it.each([false, true])('gives parallel calls their own places (stream: %s)', async (isStreamed) => {
    const request = { model, messages: [scripted('parallel-tools')], tools: [WEATHER_TOOL] }
    const message = isStreamed
      ? (await client.chat.completions.stream(request).finalChatCompletion()).choices[0]?.message
      : (await client.chat.completions.create(request)).choices[0]?.message
    const calls = (message?.tool_calls ?? []).map((call) =>
      call.type === 'function' ? JSON.parse(call.function.arguments) : call,
    )
    expect(calls).toEqual([{ city: 'Paris' }, { city: '北京' }])
  })
})

describe('what models can do beside talking', () => {
  it('receives an image as it was sent', async () => {
    const url = `data:image/png;base64,${PIXEL}`
    const answer = await client.chat.completions.create({
      model,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'what is on it? image-marker' },
            { type: 'image_url', image_url: { url, detail: 'low' } },
          ],
        },
      ],
    })
    expect(answer.choices[0]?.message.content).toContain('1 image')
    const seen = scene.upstream.truth().find((entry) => JSON.stringify(entry.body).includes('image-marker'))
    expect(JSON.stringify(seen?.body)).toContain(`{"type":"image_url","image_url":{"url":"${url}","detail":"low"}}`)
  })

  it('answers by a JSON schema', async () => {
    const answer = await client.chat.completions.create({
      model,
      messages: [user('Where is the Eiffel tower?')],
      response_format: {
        type: 'json_schema',
        json_schema: {
          name: 'place',
          strict: true,
          schema: {
            type: 'object',
            properties: { city: { type: 'string', enum: ['Paris'] }, floors: { type: 'integer', minimum: 3 } },
            required: ['city', 'floors'],
            additionalProperties: false,
          },
        },
      },
    })
    expect(JSON.parse(answer.choices[0]?.message.content ?? '')).toEqual({ city: 'Paris', floors: 3 })
  })

  it.each([false, true])(
    'C3: tells the reasoning apart, and counts it and what was cached (stream: %s)',
    async (isStreamed) => {
      const script = 'reasoning-text=thinking hard,reply=42,reasoning=6,completion-tokens=8,prompt-tokens=40,cached=32'
      const messages = [scripted(script)]
      const usage = {
        ...{ prompt_tokens: 40, completion_tokens: 8 },
        prompt_tokens_details: { cached_tokens: 32 },
        completion_tokens_details: { reasoning_tokens: 6 },
      }
      if (!isStreamed) {
        const answer = await client.chat.completions.create({ model, messages })
        expect(answer.choices[0]?.message).toMatchObject({ content: '42', reasoning_content: 'thinking hard' })
        expect(answer.usage).toMatchObject(usage)
        return
      }
      const options = { stream: true, stream_options: { include_usage: true } } as const
      const chunks = await collect(await client.chat.completions.create({ model, messages, ...options }))
      const deltas = chunks.map(
        (chunk) => chunk.choices[0]?.delta as { content?: string; reasoning_content?: string } | undefined,
      )
      expect(deltas.map((delta) => delta?.reasoning_content ?? '').join('')).toBe('thinking hard')
      expect(deltas.map((delta) => delta?.content ?? '').join('')).toBe('42')
      expect(chunks.at(-1)?.usage).toMatchObject(usage)
    },
  )
})

it('raises the error classes that programs catch', async () => {
  const strange = new OpenAI({ baseURL: `${scene.facts.origin}/v1`, apiKey: 'sk-nobody', maxRetries: 2 })
  await expect(strange.chat.completions.create({ model, messages: [user('hi')] })).rejects.toBeInstanceOf(
    OpenAI.AuthenticationError,
  )
  await expect(
    client.chat.completions.create({ model: 'no-such-model', messages: [user('hi')] }),
  ).rejects.toBeInstanceOf(OpenAI.NotFoundError)
  await expect(client.chat.completions.create({ model, messages: [] })).rejects.toBeInstanceOf(OpenAI.BadRequestError)
})
