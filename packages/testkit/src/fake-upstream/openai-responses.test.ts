import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeUpstream, type FakeUpstreamOptions, startFakeUpstream } from './fake-upstream.js'
import { encryptedOf } from './openai-responses-rules.js'

let upstream: FakeUpstream
beforeEach(async () => {
  upstream = await startFakeUpstream()
})
afterEach(() => upstream.close())
const restart = async (options: FakeUpstreamOptions) => {
  await upstream.close()
  upstream = await startFakeUpstream(options)
}

const post = (body: object, headers: Record<string, string> = {}) =>
  fetch(`${upstream.url}/responses`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ model: 'm', ...body }),
  })
const script = (text: string) => ({ input: `@@script:${text}@@` })
const user = (content: unknown) => ({ role: 'user', content })
const call = (callId: string, more: object = {}) => ({
  type: 'function_call',
  call_id: callId,
  name: 'f',
  arguments: '{}',
  ...more,
})
const result = (callId: string, output: unknown = 'x') => ({ type: 'function_call_output', call_id: callId, output })

interface Event {
  type: string
  sequence_number: number
  response?: { status: string; output: Record<string, unknown>[]; usage: unknown }
  error?: { message: string }
}
const sse = async (body: object): Promise<Event[]> => {
  const text = await (await post({ ...body, stream: true })).text()
  expect(text).not.toContain('[DONE]')
  return text
    .split('\n\n')
    .filter((frame) => frame !== '')
    .map((frame) => {
      const [name = '', data = ''] = frame.split('\n')
      const event = JSON.parse(data.replace(/^data: /, '')) as Event
      expect(name).toBe(`event: ${event.type}`)
      return event
    })
}

describe('answers', () => {
  it('whole ones, with their usage', async () => {
    const body = await (await post(script('reply=光,prompt-tokens=9,completion-tokens=7,reasoning=5,cached=3'))).json()
    expect(body).toMatchObject({
      id: 'resp_1',
      object: 'response',
      status: 'completed',
      output: [{ id: 'msg_1', type: 'message', content: [{ type: 'output_text', text: '光' }] }],
      usage: {
        input_tokens: 9,
        input_tokens_details: { cached_tokens: 3 },
        output_tokens: 7,
        output_tokens_details: { reasoning_tokens: 5 },
        total_tokens: 16,
      },
    })
    expect(upstream.truth()[0]).toMatchObject({ isCompleted: true, isStreamed: false, usage: { prompt_tokens: 9 } })
  })

  it('streams: numbered from 0, the whole response at the end', async () => {
    const events = await sse(script('chunks=3,tool'))
    expect(events.map((event) => event.sequence_number)).toEqual([...events.keys()])
    expect(events.map(({ type }) => type.replace('response.', ''))).toEqual([
      ...['created', 'in_progress', 'output_item.added', 'content_part.added'],
      ...['output_text.delta', 'output_text.delta', 'output_text.delta', 'output_text.done', 'content_part.done'],
      ...['output_item.done', 'output_item.added', 'function_call_arguments.delta', 'function_call_arguments.delta'],
      ...['function_call_arguments.done', 'output_item.done', 'completed'],
    ])
    expect(events.at(-1)?.response).toMatchObject({ status: 'completed', output: [{}, { call_id: 'call_resp_1_0' }] })
    expect(upstream.truth()[0]).toMatchObject({ chunksSent: 5, isCompleted: true })
  })

  it('thinking as it was asked for, encrypted or in words', async () => {
    const ask = script('reply=x,reasoning-text=hm')
    const thoughtOf = async (more: object) => (await sse({ ...ask, ...more })).at(-1)?.response?.output[0]
    const hidden = { type: 'reasoning', summary: [] }
    expect(await thoughtOf({})).toEqual({ ...hidden, id: 'rs_1' })
    expect(await thoughtOf({ include: ['reasoning.encrypted_content'] })).toMatchObject({
      ...hidden,
      encrypted_content: encryptedOf('hm'),
    })
    expect(await thoughtOf({ reasoning: { summary: 'auto' } })).toMatchObject({ summary: [{ text: 'hm' }] })
  })

  it('cut by the limit it says so, an error amid the stream has an event of its own', async () => {
    const cut = await sse({ ...script('reply=a b c d e f g h i j k l m n o p q r s'), max_output_tokens: 16 })
    expect(cut.at(-1)).toMatchObject({
      type: 'response.incomplete',
      response: { incomplete_details: { reason: 'max_output_tokens' } },
    })
    const failed = await sse(script('chunks=4,error-after=2'))
    expect(failed.at(-1)).toMatchObject({ type: 'error', error: { message: 'The model broke down.' } })
  })

  it('an unknown key is 401, in the words of the dialect', async () => {
    await restart({ acceptKeys: ['right'] })
    const response = await post(user('x'), { authorization: 'Bearer wrong' })
    expect([response.status, await response.json()]).toMatchObject([401, { error: { code: 'invalid_api_key' } }])
  })
})

describe('what the real one refuses', () => {
  const closed = { type: 'object', properties: { a: {} }, required: [], additionalProperties: false }
  it.each<[string, object]>([
    ["Unknown parameter: 'stop'.", { input: 'x', stop: ['x'] }],
    ["Unknown parameter: 'messages'.", { messages: [] }],
    ['must be provided', {}],
    ['Previous response with id', { input: 'x', previous_response_id: 'resp_0' }],
    ["Invalid 'max_output_tokens'", { input: 'x', max_output_tokens: 5 }],
    ["Invalid 'temperature'", { input: 'x', temperature: 3 }],
    ["Invalid value: 'thinking'", { input: 'x', include: ['thinking'] }],
    ["Invalid value: 'huge'", { input: 'x', reasoning: { effort: 'huge' } }],
    ["'text.format.schema'", { input: 'x', text: { format: { type: 'json_schema', name: 'n' } } }],
    [
      'additionalProperties',
      { input: 'x', text: { format: { type: 'json_schema', name: 'n', schema: { type: 'object' }, strict: true } } },
    ],
    ["Missing 'a'", { input: 'x', tools: [{ type: 'function', name: 'f', parameters: closed, strict: true }] }],
    ["'tools[0].parameters'", { input: 'x', tools: [{ type: 'function', name: 'f' }] }],
    ["'tools[0].name'", { input: 'x', tools: [{ type: 'function', name: 'a.b', parameters: {} }] }],
    ["Unknown parameter: 'tools[0].function'", { input: 'x', tools: [{ type: 'function', function: { name: 'f' } }] }],
    ["'tools' parameter", { input: 'x', tool_choice: 'required' }],
    ['not found in', { input: 'x', tools: [{ type: 'web_search' }], tool_choice: { type: 'function', name: 'f' } }],
    ['empty array', { input: [] }],
    ["Invalid value: 'tool'", { input: [{ role: 'tool', content: 'x' }] }],
    ["Invalid value: 'text'", { input: [user([{ type: 'text', text: 'x' }])] }],
    ["Invalid value: 'input_text'", { input: [{ role: 'assistant', content: [{ type: 'input_text', text: 'x' }] }] }],
    ['cache_control', { input: [user([{ type: 'input_text', text: 'x', cache_control: {} }])] }],
    ['image_url', { input: [user([{ type: 'input_image', image_url: 'file:///x' }])] }],
    ['filename', { input: [user([{ type: 'input_file', file_data: 'data:application/pdf;base64,AA==' }])] }],
    ["begins with 'fc'", { input: [call('a', { id: 'call_1' }), result('a')] }],
    ['maximum length 64', { input: [call('a'.repeat(65)), result('a'.repeat(65))] }],
    ['No tool output found for function call a.', { input: [user('x'), call('a'), user('y')] }],
    ['No tool call found', { input: [result('a')] }],
    [
      'could not be verified',
      { input: [{ type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'x' }, call('a'), result('a')] },
    ],
    [
      'not persisted',
      { input: [{ type: 'reasoning', id: 'rs_1', summary: [] }, call('a'), result('a')], store: false },
    ],
    [
      'required following item',
      { input: [{ type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: encryptedOf('x') }, user('x')] },
    ],
    ['not found', { input: [{ type: 'item_reference', id: 'msg_1' }] }],
  ])('%s', async (message, body) => {
    const response = await post(body)
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { error: { message: expect.stringContaining(message), type: 'invalid_request_error' } },
    ])
  })

  it('takes a whole tool loop', async () => {
    const thought = { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: encryptedOf('x') }
    const input = [
      user('x'),
      thought,
      call('a', { id: 'fc_1' }),
      call('b'),
      result('b'),
      result('a', [{ type: 'input_text', text: 'x' }]),
    ]
    expect((await post({ input, store: false })).status).toBe(200)
  })
})
