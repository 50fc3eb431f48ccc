import { describe, expect, it } from 'vitest'
import type { DialectCodec, TargetTraits } from '../../codec.js'
import { loadFixtures } from '../../testing/load-fixture.js'
import { pump } from '../../testing/pump.js'
import { CODECS } from '../index.js'
import { anthropicMessages } from './index.js'

const openaiChat = CODECS['openai-chat']
const USER = { role: 'user', content: 'x' }

const translate =
  (from: DialectCodec, to: DialectCodec) =>
  (body: object, traits: TargetTraits = {}) =>
    to.encodeRequest(from.decodeRequest(body), { model: 'own', traits })
const fromChat = translate(openaiChat, anthropicMessages)
const toChat = translate(anthropicMessages, openaiChat)
const chat = (fields: object) => ({ model: 'm', messages: [USER], ...fields })
const wire = (fields: object) => ({ model: 'm', max_tokens: 100, messages: [USER], ...fields })

const PNG = 'data:image/jpg;charset=x;base64,iVBORw0KGgo='

describe('a chat client on an anthropic upstream', () => {
  it('a tool loop with instructions, parallel calls, odd ids and a picture', () => {
    const call = (id: string, city: string) => ({
      id,
      type: 'function',
      function: { name: 'get_weather', arguments: `{"city":"${city}"}` },
    })
    const { body, warnings } = fromChat(
      chat({
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'developer', content: 'In English.' },
          {
            role: 'user',
            content: [
              { type: 'text', text: 'Look' },
              { type: 'image_url', image_url: { url: PNG } },
              { type: 'text', text: 'well' },
            ],
          },
          {
            role: 'assistant',
            content: '',
            tool_calls: [call('functions.f:0', 'Paris'), call('functions.f:1', 'Rome')],
          },
          { role: 'tool', tool_call_id: 'functions.f:0', content: '18' },
          { role: 'tool', tool_call_id: 'functions.f:1', content: [{ type: 'text', text: '25' }] },
          { role: 'user', content: 'So?' },
        ],
        tools: [
          {
            type: 'function',
            function: { name: 'get_weather', description: 'd', parameters: { type: 'object', properties: {} } },
          },
          { type: 'function', function: { name: 'now' } },
        ],
        tool_choice: 'required',
        parallel_tool_calls: false,
        max_completion_tokens: 300,
        temperature: 1.5,
        stop: 'END',
        user: 'u-1',
        stream: true,
      }),
    )
    const [first, second] = ['functions_f_0_', 'functions_f_1_'].map((start) =>
      expect.stringMatching(new RegExp(`^${start}[a-z0-9]+$`)),
    )
    expect(body).toEqual({
      model: 'own',
      max_tokens: 300,
      system: [
        { type: 'text', text: 'Be brief.' },
        { type: 'text', text: 'In English.' },
      ],
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Look' },
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } },
            { type: 'text', text: 'well' },
          ],
        },
        {
          role: 'assistant',
          content: [
            { type: 'tool_use', id: first, name: 'get_weather', input: { city: 'Paris' } },
            { type: 'tool_use', id: second, name: 'get_weather', input: { city: 'Rome' } },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: first, content: '18' },
            { type: 'tool_result', tool_use_id: second, content: '25' },
            { type: 'text', text: 'So?' },
          ],
        },
      ],
      temperature: 1,
      stop_sequences: ['END'],
      tools: [
        { name: 'get_weather', description: 'd', input_schema: { type: 'object', properties: {} } },
        { name: 'now', input_schema: { type: 'object', properties: {} } },
      ],
      tool_choice: { type: 'any', disable_parallel_tool_use: true },
      metadata: { user_id: 'u-1' },
      stream: true,
    })
    expect(warnings).toEqual([{ type: 'clamped', field: 'temperature', to: 1 }])
  })

  it('effort, schema and the losses of this pair', () => {
    const schema = {
      type: 'object',
      properties: { a: { type: 'string' } },
      required: ['a'],
      additionalProperties: false,
    }
    const { body, warnings } = fromChat(
      chat({
        reasoning_effort: 'high',
        response_format: { type: 'json_schema', json_schema: { name: 'n', strict: true, schema } },
        logit_bias: { 5: 1 },
        seed: 5,
        logprobs: true,
      }),
      { thinking: 'adaptive', defaultMaxOutputTokens: 32_000 },
    )
    expect(body).toEqual({
      model: 'own',
      max_tokens: 32_000,
      messages: [USER],
      thinking: { type: 'adaptive', display: 'summarized' },
      output_config: { effort: 'high', format: { type: 'json_schema', schema } },
    })
    expect(warnings).toEqual([
      { type: 'dropped', field: 'logit_bias' },
      { type: 'dropped', field: 'seed' },
      { type: 'dropped', field: 'logprobs' },
    ])
  })

  it.each([
    [{ n: 2 }, 'n'],
    [
      {
        messages: [{ role: 'user', content: [{ type: 'input_audio', input_audio: { data: 'AA==', format: 'wav' } }] }],
      },
      'messages[0].parts[0]',
    ],
    [
      { messages: [{ role: 'user', content: [{ type: 'file', file: { file_id: 'file-1' } }] }] },
      'messages[0].parts[0]',
    ],
  ])('%j is refused, never dropped in silence', (fields, param) => {
    expect(() => fromChat(chat(fields))).toThrow(expect.objectContaining({ code: 'invalid_request', param }))
  })

  it('thinking of others in the history is never shown as text', () => {
    const { body } = fromChat(
      chat({ messages: [USER, { role: 'assistant', content: 'y', reasoning_content: 'secret' }, USER] }),
    )
    expect(JSON.stringify(body)).not.toContain('secret')
  })

  it.each(
    loadFixtures(new URL('../openai-chat/__fixtures__/', import.meta.url)).flatMap(({ name, request }) =>
      request ? [{ name, request }] : [],
    ),
  )('takes what its own decoder takes: $name', ({ request }) => {
    const canonical = openaiChat.decodeRequest(request)
    const choice = { ...canonical, settings: { ...canonical.settings, choiceCount: 1 } }
    const encoded = encodeOrRefuse(choice)
    if (encoded !== undefined)
      expect(() => anthropicMessages.decodeRequest(JSON.parse(JSON.stringify(encoded)))).not.toThrow()
  })

  /** Sound and files are refused; what is written must be what this dialect reads. */
  function encodeOrRefuse(request: ReturnType<DialectCodec['decodeRequest']>) {
    try {
      return anthropicMessages.encodeRequest(request, { model: 'own' }).body
    } catch {
      expect(request.facts.audio || request.facts.document || request.facts.nativeOnly.length > 0).toBe(true)
      return undefined
    }
  }
})

describe('an anthropic client on a chat upstream', () => {
  it('results become tool messages before what the user says beside them; marks are named, not sent', () => {
    const { body, warnings } = toChat(
      wire({
        system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
        messages: [
          USER,
          {
            role: 'assistant',
            content: [
              { type: 'text', text: 'I look' },
              { type: 'tool_use', id: 'toolu_1', name: 'f', input: { a: 1 } },
            ],
          },
          {
            role: 'user',
            content: [
              { type: 'tool_result', tool_use_id: 'toolu_1', content: '18' },
              { type: 'text', text: 'So?' },
            ],
          },
        ],
        tools: [{ name: 'f', input_schema: { type: 'object', properties: {} }, cache_control: { type: 'ephemeral' } }],
        tool_choice: { type: 'tool', name: 'f', disable_parallel_tool_use: true },
        metadata: { user_id: 'u-1' },
        stop_sequences: ['END'],
      }),
    )
    expect(body).toMatchObject({
      model: 'own',
      max_tokens: 100,
      user: 'u-1',
      stop: ['END'],
      messages: [
        { role: 'system' },
        USER,
        {
          role: 'assistant',
          content: 'I look',
          tool_calls: [{ id: 'toolu_1', type: 'function', function: { name: 'f', arguments: '{"a":1}' } }],
        },
        { role: 'tool', tool_call_id: 'toolu_1', content: '18' },
        { role: 'user', content: 'So?' },
      ],
      tools: [{ type: 'function', function: { name: 'f', parameters: { type: 'object', properties: {} } } }],
      tool_choice: { type: 'function', function: { name: 'f' } },
      parallel_tool_calls: false,
    })
    expect(JSON.stringify(body)).not.toContain('cache_control')
    expect(warnings).toContainEqual({ type: 'dropped', field: 'cache_control' })
  })

  it('a schema is a schema', () => {
    const schema = { type: 'object', properties: {}, additionalProperties: false }
    expect(toChat(wire({ output_config: { format: { type: 'json_schema', schema } } })).body.response_format).toEqual({
      type: 'json_schema',
      json_schema: { name: 'output', schema, strict: true },
    })
  })
})

const identity = { id: 'own', model: 'asked', createdAtSeconds: 1 }
const streamed = (from: DialectCodec, to: DialectCodec, chunks: readonly object[]) =>
  pump(
    to.createStreamEncoder({ ...identity, includeUsage: true }),
    pump(from.createStreamDecoder(), [...chunks.map((chunk) => ({ data: JSON.stringify(chunk) })), { data: '[DONE]' }]),
  )

describe('answers across the pair', () => {
  const chunk = (delta: object, rest: object = {}) => ({
    id: 'c',
    choices: [{ index: 0, delta, finish_reason: null, ...rest }],
  })
  const callChunk = (index: number, fields: object) => chunk({ tool_calls: [{ index, ...fields }] })

  it('a chat stream with thoughts, words, parallel calls and late usage', () => {
    const messages = streamed(openaiChat, anthropicMessages, [
      chunk({ role: 'assistant', content: '' }),
      chunk({ reasoning_content: 'hm' }),
      chunk({ content: 'Let me ' }),
      chunk({ content: 'look' }),
      callChunk(0, { id: 'call_a', type: 'function', function: { name: 'f', arguments: '' } }),
      callChunk(1, { id: 'call_b', type: 'function', function: { name: 'g', arguments: '{}' } }),
      callChunk(0, { function: { arguments: '{"a":1}' } }),
      chunk({}, { finish_reason: 'stop' }),
      {
        choices: [],
        usage: {
          prompt_tokens: 30,
          completion_tokens: 9,
          prompt_tokens_details: { cached_tokens: 20 },
          completion_tokens_details: { reasoning_tokens: 4 },
        },
      },
    ])
    expect(messages.map(({ event }) => event)).toEqual([
      'message_start',
      ...['content_block_start', 'content_block_delta', 'content_block_delta', 'content_block_stop'],
      ...['content_block_start', 'content_block_delta', 'content_block_delta', 'content_block_stop'],
      ...['content_block_start', 'content_block_delta', 'content_block_stop'],
      ...['content_block_start', 'content_block_delta', 'content_block_stop'],
      'message_delta',
      'message_stop',
    ])
    const wireEvents = messages.map(({ data }) => JSON.parse(data))
    expect(
      wireEvents.flatMap(({ content_block: block, index }) => (block ? [[index, block.type, block.id]] : [])),
    ).toEqual([
      [0, 'thinking', undefined],
      [1, 'text', undefined],
      [2, 'tool_use', 'call_a'],
      [3, 'tool_use', 'call_b'],
    ])
    expect(wireEvents.at(-2)).toEqual({
      type: 'message_delta',
      delta: { stop_reason: 'tool_use', stop_sequence: null },
      usage: {
        input_tokens: 10,
        cache_read_input_tokens: 20,
        output_tokens: 9,
        output_tokens_details: { thinking_tokens: 4 },
      },
    })
  })

  it('a message becomes a completion: cached and written input are part of the prompt, empty arguments an object', () => {
    const events = anthropicMessages.decodeResponse({
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'hm', signature: 'c2ln' },
        { type: 'tool_use', id: 'toolu_1', name: 'f', input: {} },
      ],
      stop_reason: 'tool_use',
      usage: { input_tokens: 10, cache_read_input_tokens: 20, cache_creation_input_tokens: 5, output_tokens: 7 },
    })
    expect(openaiChat.encodeResponse(events, identity)).toMatchObject({
      choices: [
        {
          message: {
            content: null,
            reasoning_content: 'hm',
            tool_calls: [{ id: 'toolu_1', function: { name: 'f', arguments: '{}' } }],
          },
          finish_reason: 'tool_calls',
        },
      ],
      usage: {
        prompt_tokens: 35,
        completion_tokens: 7,
        total_tokens: 42,
        prompt_tokens_details: { cached_tokens: 20, cache_write_tokens: 5 },
      },
    })
  })

  it.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['refusal', 'content_filter'],
    ['pause_turn', 'stop'],
  ])('%s is %s', (reason, finish) => {
    const events = anthropicMessages.decodeResponse({ content: [{ type: 'text', text: 'x' }], stop_reason: reason })
    expect(openaiChat.encodeResponse(events, identity)).toMatchObject({ choices: [{ finish_reason: finish }] })
  })

  it.each([
    ['stop', 'end_turn'],
    ['length', 'max_tokens'],
    ['content_filter', 'refusal'],
    ['tool_calls', 'end_turn'],
  ])('a completion that ends with %s has the stop reason %s', (finish, reason) => {
    const events = openaiChat.decodeResponse({ choices: [{ message: { content: 'x' }, finish_reason: finish }] })
    const told = anthropicMessages.encodeResponse(events, identity).stop_reason
    expect(told).toBe(finish === 'tool_calls' ? 'tool_use' : reason)
  })
})
