import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeUpstream, startFakeUpstream } from './fake-upstream.js'

let upstream: FakeUpstream
beforeEach(async () => {
  upstream = await startFakeUpstream()
})
afterEach(() => upstream.close())

const HEADERS = { 'content-type': 'application/json', 'x-api-key': 'sk-ant', 'anthropic-version': '2023-06-01' }
const call = (body: object, headers: Record<string, string> = {}, path = '/messages') =>
  fetch(`${upstream.url}${path}`, { method: 'POST', headers: { ...HEADERS, ...headers }, body: JSON.stringify(body) })
const USER = { role: 'user', content: 'Hi' }
const request = (fields: object = {}) => ({ model: 'm', max_tokens: 2_048, messages: [USER], ...fields })
const prompt = (script: string, fields: object = {}) =>
  request({ messages: [{ role: 'user', content: `@@script:${script}@@` }], ...fields })
const refusal = async (fields: object, headers: Record<string, string> = {}) => {
  const response = await call(request(fields), headers)
  const body = (await response.json()) as { error?: { type: string; message: string } }
  return [response.status, body.error?.type, body.error?.message]
}
const TOOL = { name: 'f', input_schema: { type: 'object' } }
const use = (id: string) => ({ role: 'assistant', content: [{ type: 'tool_use', id, name: 'f', input: {} }] })
const result = (id: string) => ({ type: 'tool_result', tool_use_id: id, content: 'x' })

const streamed = async (script: string) => {
  const response = await call(prompt(script, { stream: true }))
  const events = (await response.text()).split('\n\n').flatMap((frame) => {
    const [, event, data] = /^event: (.*)\ndata: (.*)$/s.exec(frame) ?? []
    return event === undefined || data === undefined ? [] : [{ event, data }]
  })
  return events
}

describe('answers', () => {
  it('a message', async () => {
    const response = await call(prompt('reply=Hello you,prompt-tokens=30,completion-tokens=5,cached=20'))
    expect(await response.json()).toEqual({
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'm',
      content: [{ type: 'text', text: 'Hello you' }],
      stop_reason: 'end_turn',
      stop_sequence: null,
      usage: { input_tokens: 10, cache_creation_input_tokens: 0, cache_read_input_tokens: 20, output_tokens: 5 },
    })
    expect(upstream.truth()[0]).toMatchObject({ isCompleted: true, usage: { prompt_tokens: 30, completion_tokens: 5 } })
  })

  it('a stream whose events are named, with thinking, words and calls in pieces', async () => {
    const events = await streamed('reasoning-text=hm,reply=ok,parallel-tools,split=3')
    for (const { event, data } of events) expect(JSON.parse(data).type).toBe(event)
    expect(events.map(({ event }) => event).filter((name) => name !== 'content_block_delta')).toEqual([
      'message_start',
      ...['content_block_start', 'content_block_stop', 'ping'],
      ...['content_block_start', 'content_block_stop'],
      ...['content_block_start', 'content_block_stop'],
      ...['content_block_start', 'content_block_stop'],
      'message_delta',
      'message_stop',
    ])
    expect(JSON.parse(events.at(-2)?.data ?? '')).toMatchObject({ delta: { stop_reason: 'tool_use' } })
    expect(upstream.truth()[0]).toMatchObject({ isStreamed: true, isCompleted: true, chunksSent: 6 })
  })

  it('faults of scripts, in this dialect', async () => {
    expect((await streamed('reply=a b c,error-after=2')).at(-1)?.event).toBe('error')
    expect((await streamed('reply=a b c,cut-after=2')).map(({ event }) => event)).not.toContain('message_stop')
    expect((await streamed('reply=a b c,first-error')).map(({ event }) => event)).toEqual(['error'])
    const failed = await call(prompt('status=529'))
    expect([failed.status, await failed.json()]).toMatchObject([
      529,
      { type: 'error', error: { type: 'overloaded_error' } },
    ])
    expect(await (await call(prompt('hostile-usage=negative'))).json()).toMatchObject({
      usage: { output_tokens: -1_000_000 },
    })
  })

  it('counts tokens without a limit', async () => {
    const { max_tokens: _, ...counted } = request()
    const response = await call(counted, {}, '/messages/count_tokens')
    expect(await response.json()).toEqual({ input_tokens: expect.any(Number) })
    expect((await call(request(), {}, '/messages/count_tokens')).status).toBe(400)
  })
})

describe('refusals in the words of the real one', () => {
  it.each<[object, RegExp]>([
    [{ max_tokens: undefined }, /^max_tokens: Field required/],
    [{ foo: 1 }, /^foo: Extra inputs are not permitted/],
    [{ temperature: 1.5 }, /^temperature: Input should be less than or equal to 1/],
    [{ messages: [{ role: 'tool', content: 'x' }] }, /^messages\.0\.role|^messages\.0: /],
    [{ messages: [{ role: 'user', content: [{ type: 'text', text: '' }] }] }, /must be non-empty/],
    [{ messages: [{ role: 'user', content: ' ' }] }, /non-whitespace text/],
    [{ messages: [USER, { role: 'assistant', content: 'x ' }] }, /trailing whitespace/],
    [
      { messages: [{ role: 'user', content: [{ type: 'text', text: 'x', signature: '' }] }] },
      /signature: Extra inputs/,
    ],
    [{ messages: [USER, use('a.b')] }, /should match pattern/],
    [{ messages: [USER, use('a')] }, /without `tool_result` blocks immediately after: a/],
    [{ messages: [USER, use('a'), USER] }, /without `tool_result` blocks immediately after: a/],
    [{ messages: [USER, { role: 'user', content: [result('a')] }] }, /unexpected `tool_use_id`/],
    [
      { messages: [USER, use('a'), { role: 'user', content: [{ type: 'text', text: 'x' }, result('a')] }] },
      /must come first/,
    ],
    [{ messages: [USER, use('a'), { role: 'user', content: [result('a'), result('a')] }] }, /single result/],
    [
      {
        messages: [
          USER,
          use('a'),
          { role: 'user', content: [result('a')] },
          use('a'),
          { role: 'user', content: [result('a')] },
        ],
      },
      /must be unique/,
    ],
    [
      {
        messages: [
          USER,
          { role: 'assistant', content: [{ type: 'thinking', thinking: 'x', signature: 'forged' }] },
          USER,
        ],
      },
      /Invalid `signature`/,
    ],
    [{ thinking: { type: 'enabled', budget_tokens: 100 } }, /greater than or equal to 1024/],
    [{ thinking: { type: 'enabled', budget_tokens: 2_048 } }, /must be greater than `thinking.budget_tokens`/],
    [{ thinking: { type: 'adaptive' }, tools: [TOOL], tool_choice: { type: 'any' } }, /forces tool use/],
    [{ thinking: { type: 'adaptive' }, temperature: 0.5 }, /may only be set to 1/],
    [
      {
        thinking: { type: 'enabled', budget_tokens: 1_024 },
        messages: [USER, use('a'), { role: 'user', content: [result('a')] }],
      },
      /Expected `thinking`/,
    ],
    [{ thinking: { type: 'adaptive', display: 'updates' } }, /display/],
    [{ context_management: {} }, /context_management: Extra inputs/],
    [{ tool_choice: { type: 'auto' } }, /while providing tools/],
    [{ tools: [{ name: 'f' }] }, /input_schema: Field required/],
    [{ tools: [{ name: 'f', input_schema: {} }] }, /input_schema/],
    [{ tools: [{ name: 'f', input_schema: { type: 'object', anyOf: [] } }] }, /at the top level/],
    [{ tools: [{ ...TOOL, name: 'a.b' }] }, /should match pattern/],
    [{ tools: [TOOL, TOOL] }, /must be unique/],
    [{ output_config: { format: { type: 'json_schema', schema: { type: 'object' } } } }, /additionalProperties/],
    [{ stop_sequences: ['\n'] }, /non-whitespace/],
    [
      {
        system: [1, 2, 3, 4, 5].map((text) => ({
          type: 'text',
          text: `${text}`,
          cache_control: { type: 'ephemeral' },
        })),
      },
      /maximum of 4 blocks/,
    ],
  ])('%j', async (fields, message) => {
    expect(await refusal(fields)).toEqual([400, 'invalid_request_error', expect.stringMatching(message)])
  })

  it('sampling and the version', async () => {
    expect(await refusal({ temperature: 1 }, { 'anthropic-version': '2026-10-21' })).toEqual([
      400,
      'invalid_request_error',
      'temperature: Extra inputs are not permitted',
    ])
    expect((await refusal({ temperature: 1 }))[0]).toBe(200)
    expect((await refusal({}, { 'anthropic-version': '1999-01-01' }))[0]).toBe(400)
    const { 'anthropic-version': _, ...headers } = HEADERS
    const response = await fetch(`${upstream.url}/messages`, {
      method: 'POST',
      headers,
      body: JSON.stringify(request()),
    })
    expect(await response.json()).toMatchObject({ error: { message: 'anthropic-version: header is required' } })
  })

  it('takes back the thinking that it signed, and fields of a beta that is named', async () => {
    const answer = (await (await call(prompt('reasoning-text=hm,tool'))).json()) as { content: { id?: string }[] }
    const id = answer.content.find((block) => block.id !== undefined)?.id ?? ''
    const messages = [
      USER,
      { role: 'assistant', content: answer.content.map(({ ...block }) => block) },
      { role: 'user', content: [result(id)] },
    ]
    expect((await refusal({ messages, thinking: { type: 'enabled', budget_tokens: 1_024 } }))[0]).toBe(200)
    const betas = { context_management: {}, thinking: { type: 'adaptive', display: 'updates' } }
    expect((await refusal(betas, { 'anthropic-beta': 'some-beta' }))[0]).toBe(200)
  })

  it('a key that is not taken', async () => {
    await upstream.close()
    upstream = await startFakeUpstream({ acceptKeys: ['other'] })
    expect(await refusal({})).toEqual([401, 'authentication_error', expect.any(String)])
  })
})
