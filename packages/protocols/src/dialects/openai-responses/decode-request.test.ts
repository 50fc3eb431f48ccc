import { describe, expect, it } from 'vitest'
import { isGatewayError } from '../../canonical/error.js'
import { decodeRequest } from './decode-request.js'

const USER = { role: 'user', content: 'Hi' }
const body = (fields: object) => ({ model: 'm', input: 'Hi', ...fields })
const rolesOf = (value: unknown) =>
  decodeRequest(value).messages.map(({ role, parts }) => [role, ...parts.map(({ type }) => type)])

function refusal(value: unknown) {
  try {
    decodeRequest(value)
  } catch (error) {
    if (isGatewayError(error)) return { code: error.code, param: error.param }
    throw error
  }
  return 'accepted'
}
const invalid = (param?: string) => ({ code: 'invalid_request', param })

describe('decodeRequest: bad input', () => {
  it.each([undefined, null, 7, 'text', [], true])('refuses a body that is %j', (value) =>
    expect(refusal(value)).toEqual(invalid()),
  )

  it.each([
    ['model', ''],
    ['model', 7],
    ['model', 'm'.repeat(257)],
    ['model', undefined],
    ['input', undefined],
    ['input', null],
    ['input', []],
    ['input', 7],
    ['input', {}],
    ['instructions', ['x']],
    ['max_output_tokens', 0],
    ['max_output_tokens', -1],
    ['max_output_tokens', 1.5],
    ['max_output_tokens', '100'],
    ['max_output_tokens', 2 ** 31],
    ['max_output_tokens', 1e308],
    ['max_tool_calls', 0],
    ['temperature', '1'],
    ['top_p', {}],
    ['top_logprobs', 21],
    ['stream', 'true'],
    ['stream_options', true],
    ['store', 'no'],
    ['background', 1],
    ['include', 'all'],
    ['tools', {}],
    ['tool_choice', 5],
    ['parallel_tool_calls', 'no'],
    ['text', 'json'],
    ['reasoning', 'high'],
    ['metadata', []],
    ['user', 7],
    ['safety_identifier', {}],
    ['previous_response_id', 7],
  ])('M17: refuses %s = %j and names the field', (name, value) => {
    expect(refusal(body({ [name]: value }))).toEqual(invalid(name))
  })

  it.each([
    [[USER, null], 'input[1]'],
    [[USER, 'text'], 'input[1]'],
    [[{ content: 'x' }], 'input[0].role'],
    [[{ role: 'tool', content: 'x' }], 'input[0].role'],
    [[USER, { role: 'user' }], 'input[1].content'],
    [[{ role: 'user', content: null }], 'input[0].content'],
    [[{ role: 'user', content: [{ type: 'input_text' }] }], 'input[0].content[0].text'],
    [[{ role: 'user', content: [{ text: 'x' }] }], 'input[0].content[0].type'],
    [[{ role: 'user', content: [USER, { type: 'input_image', image_url: {} }] }], 'input[0].content[0].type'],
    [[{ role: 'user', content: [{ type: 'input_image', image_url: { url: 'x' } }] }], 'input[0].content[0].image_url'],
    [[{ role: 'assistant', content: [{ type: 'refusal' }] }], 'input[0].content[0].refusal'],
    [[{ type: 'message', role: 'user', content: 'x', id: 7 }], 'input[0].id'],
    [[{ type: 'function_call', name: 'f', arguments: '{}' }], 'input[0].call_id'],
    [[{ type: 'function_call', call_id: 'c', name: '', arguments: '{}' }], 'input[0].name'],
    [[{ type: 'function_call', call_id: 'c', name: 'f', arguments: {} }], 'input[0].arguments'],
    [[{ type: 'function_call_output', output: 'x' }], 'input[0].call_id'],
    [[{ type: 'function_call_output', call_id: 'c' }], 'input[0].output'],
    [[{ type: 'function_call_output', call_id: 'c', output: [{ type: 'input_text' }] }], 'input[0].output[0].text'],
    [[{ type: 'reasoning', summary: [{ type: 'summary_text' }] }], 'input[0].summary[0].text'],
    [[{ type: 'reasoning', summary: [], encrypted_content: 7 }], 'input[0].encrypted_content'],
  ])('names the field inside the input: %j', (input, param) => {
    expect(refusal(body({ input }))).toEqual(invalid(param))
  })

  it.each([
    [{ tools: [{ name: 'f' }] }, 'tools[0].type'],
    [{ tools: [{ type: 'function' }] }, 'tools[0].name'],
    [{ tools: [{ type: 'function', name: 'f', parameters: 'x' }] }, 'tools[0].parameters'],
    [{ text: { format: 'json' } }, 'text.format'],
    [{ text: { format: { type: 'json_schema', schema: 7 } } }, 'text.format.schema'],
    [{ reasoning: { effort: 7 } }, 'reasoning.effort'],
    [{ include: [7] }, 'include[0]'],
  ])('names the field inside %j', (fields, param) => {
    expect(refusal(body(fields))).toEqual(invalid(param))
  })

  it.each(['Model', 'MAX_OUTPUT_TOKENS', 'Stream', 'ſtream', 'Input'])(
    'C12: refuses %s, which a server may read as the field itself',
    (name) => expect(refusal(body({ [name]: 1 }))).toEqual(invalid(name)),
  )

  it('refuses answers in the background, which nobody could fetch', () => {
    expect(refusal(body({ background: true }))).toEqual(invalid('background'))
    expect(refusal(body({ background: false }))).toBe('accepted')
  })

  it('takes null as absence', () => {
    const nothing = {
      max_output_tokens: null,
      tools: null,
      text: null,
      reasoning: null,
      include: null,
      tool_choice: null,
    }
    expect(decodeRequest(body(nothing)).settings).toEqual({})
  })

  it('is not polluted by keys that mean something to JavaScript', () => {
    const hostile =
      '{"model":"m","input":[{"role":"user","content":[{"type":"__proto__"},{"type":"constructor"}]},{"type":"toString"}]}'
    expect(decodeRequest(JSON.parse(hostile)).messages).toHaveLength(2)
  })
})

describe('decodeRequest: turns', () => {
  it('puts the items that a model gave in a row into one turn, in their order', () => {
    const call = (id: string) => ({ type: 'function_call', call_id: id, name: 'f', arguments: '{}' })
    const output = (id: string) => ({ type: 'function_call_output', call_id: id, output: 'x' })
    const input = [
      USER,
      { type: 'reasoning', summary: [] },
      call('a'),
      call('b'),
      { role: 'assistant', content: 'between' },
      call('c'),
      output('a'),
      output('b'),
      output('c'),
      { role: 'assistant', content: 'done' },
    ]
    expect(rolesOf(body({ instructions: 'Be brief.', input }))).toEqual([
      ['system', 'text'],
      ['user', 'text'],
      ['assistant', 'reasoning', 'tool-call', 'tool-call', 'text', 'tool-call'],
      ['tool', 'tool-result'],
      ['tool', 'tool-result'],
      ['tool', 'tool-result'],
      ['assistant', 'text'],
    ])
  })

  it('keeps system and developer messages in their places', () => {
    const input = [USER, { role: 'developer', content: 'Now in French.' }, { role: 'system', content: 'Really.' }]
    expect(rolesOf(body({ input }))).toEqual([
      ['user', 'text'],
      ['system', 'text'],
      ['system', 'text'],
    ])
  })

  it('never counts ids, states and phases as a loss', () => {
    const ids = { id: 'x', status: 'completed' }
    const input = [
      { type: 'message', role: 'developer', content: 'a', ...ids },
      {
        type: 'message',
        role: 'assistant',
        content: [{ type: 'output_text', text: 'b', logprobs: [] }],
        phase: 'commentary',
        ...ids,
      },
      { type: 'function_call', call_id: 'c', name: 'f', arguments: '', ...ids },
      { type: 'function_call_output', call_id: 'c', output: 'r', ...ids },
    ]
    const { messages } = decodeRequest(body({ input }))
    const names = messages.flatMap(({ residue, parts }) => [
      ...Object.keys(residue?.['openai-responses'] ?? {}),
      ...parts.flatMap((part) => (part.type === 'opaque' ? [] : Object.keys(part.residue?.['openai-responses'] ?? {}))),
    ])
    expect(new Set(names)).toEqual(new Set(['(spelling)']))
  })

  it('knows media by address from media that are held, and a PDF by its first bytes', () => {
    const content = [
      { type: 'input_image', image_url: 'https://a.test/x', detail: 'low' },
      { type: 'input_image', image_url: 'data:image/jpg;charset=utf-8;base64,QUE=' },
      { type: 'input_file', file_data: 'JVBERi0xLjQ=', filename: 'a.pdf' },
      { type: 'input_file', file_url: 'https://a.test/b.pdf' },
    ]
    expect(decodeRequest(body({ input: [{ role: 'user', content }] })).messages[0]?.parts).toEqual([
      { type: 'media', kind: 'image', source: { type: 'url', url: 'https://a.test/x' }, detail: 'low' },
      { type: 'media', kind: 'image', source: { type: 'base64', mediaType: 'image/jpeg', data: 'QUE=' } },
      {
        type: 'media',
        kind: 'document',
        source: { type: 'base64', mediaType: 'application/pdf', data: 'JVBERi0xLjQ=' },
        filename: 'a.pdf',
      },
      { type: 'media', kind: 'document', source: { type: 'url', url: 'https://a.test/b.pdf' } },
    ])
  })
})

describe('decodeRequest: settings and facts', () => {
  it('reads what the canonical model has', () => {
    const { settings, isStreamed, wantsStreamUsage } = decodeRequest(
      body({
        stream: true,
        max_output_tokens: 20,
        temperature: 0,
        top_p: 0.5,
        top_logprobs: 3,
        text: { format: { type: 'json_object' } },
        reasoning: { effort: 'xhigh', summary: 'auto' },
        tool_choice: { type: 'function', name: 'f' },
        parallel_tool_calls: false,
        user: 'u',
      }),
    )
    expect([isStreamed, wantsStreamUsage]).toEqual([true, true])
    expect(settings).toEqual({
      maxOutputTokens: 20,
      temperature: 0,
      topP: 0.5,
      logprobs: { isWanted: true, top: 3 },
      responseFormat: { type: 'json-object' },
      reasoningEffort: 'xhigh',
      isReasoningShown: true,
      toolChoice: { type: 'tool', name: 'f' },
      mayCallToolsInParallel: false,
      endUserId: 'u',
    })
  })

  it.each([
    ['auto', { type: 'auto' }],
    ['none', { type: 'none' }],
    ['required', { type: 'required' }],
    [
      { type: 'allowed_tools', mode: 'auto', tools: [{ type: 'function', name: 'a' }] },
      { type: 'allowed', mode: 'auto', names: ['a'] },
    ],
    [{ type: 'allowed_tools', mode: 'auto', tools: [{ type: 'web_search' }] }, undefined],
    [{ type: 'web_search' }, undefined],
    ['sometimes', undefined],
  ])('reads the tool choice %j', (choice, expected) => {
    expect(decodeRequest(body({ tool_choice: choice })).settings.toolChoice).toEqual(expected)
  })

  it('finds the facts that routing needs', () => {
    const content = [
      { type: 'input_image', image_url: 'https://a.test/x' },
      { type: 'input_file', file_url: 'https://a.test/b.pdf' },
    ]
    const { facts } = decodeRequest(
      body({
        input: [{ type: 'function_call_output', call_id: 'c', output: content }],
        text: { format: { type: 'json_object' } },
        reasoning: { effort: 'low' },
      }),
    )
    const expected = { vision: true, audio: false, document: true, tools: true, json: true, reasoning: true }
    expect(facts).toEqual({ ...expected, nativeOnly: [] })
  })

  it.each([
    [{ previous_response_id: 'resp_1' }, ['previous_response_id']],
    [{ conversation: 'conv_1' }, ['conversation']],
    [{ prompt: { id: 'pmpt_1' } }, ['prompt']],
    [{ tool_choice: { type: 'web_search' } }, ['tool_choice']],
    [{ text: { format: { type: 'grammar' } } }, ['text.format']],
    [{ reasoning: { effort: 'enormous' } }, ['reasoning.effort']],
    [{ input: [USER, { type: 'item_reference', id: 'msg_1' }] }, ['messages[1]']],
    [{ input: [{ role: 'user', content: [{ type: 'input_file', file_id: 'file-1' }] }] }, ['messages[0]']],
    [{ input: [{ role: 'user', content: [{ type: 'input_audio' }] }] }, ['messages[0]']],
    [{ tools: [{ type: 'web_search' }] }, ['tools[0]']],
    [{ tools: [{ type: 'web_search' }, { type: 'function', name: 'f' }] }, []],
    [{ input: [USER, { type: 'web_search_call', id: 'ws_1' }] }, []],
    [{ store: true, metadata: { a: 'b' }, service_tier: 'flex' }, []],
  ])('tells what only this dialect can carry in %j', (fields, expected) => {
    expect(decodeRequest(body(fields)).facts.nativeOnly).toEqual(expected)
  })
})
