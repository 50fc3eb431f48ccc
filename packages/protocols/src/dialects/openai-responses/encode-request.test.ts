import { describe, expect, it } from 'vitest'
import type { Message } from '../../canonical/message.js'
import type { Part } from '../../canonical/part.js'
import type { CanonicalRequest, RequestSettings } from '../../canonical/request.js'
import type { TargetTraits } from '../../codec.js'
import { decodeRequest } from './decode-request.js'
import { encodeRequest } from './encode-request.js'

const text = (value: string): Part => ({ type: 'text', text: value })
const USER: Message = { role: 'user', parts: [text('Hi')] }
const NO_FACTS = {
  vision: false,
  audio: false,
  document: false,
  tools: false,
  json: false,
  reasoning: false,
  nativeOnly: [],
}

function request(fields: Partial<CanonicalRequest> = {}): CanonicalRequest {
  const base = { model: 'm', messages: [USER], tools: [], settings: {}, isStreamed: false, wantsStreamUsage: true }
  return { ...base, facts: NO_FACTS, ...fields }
}
const encode = (fields: Partial<CanonicalRequest>, traits: TargetTraits = {}) =>
  encodeRequest(request(fields), { model: 'up', traits })
const withSettings = (settings: RequestSettings, traits: TargetTraits = {}) => encode({ settings }, traits)
const inputOf = (messages: Message[], traits: TargetTraits = {}) => encode({ messages }, traits).body.input
const userItem = (content: unknown) => ({ type: 'message', role: 'user', content })

describe('encodeRequest: the body', () => {
  it('stores nothing and asks for encrypted reasoning', () => {
    expect(encode({ isStreamed: true })).toEqual({
      body: {
        model: 'up',
        input: [userItem('Hi')],
        store: false,
        include: ['reasoning.encrypted_content'],
        stream: true,
      },
      warnings: [],
    })
  })

  it('does not ask a model for reasoning that does none', () => {
    const { body, warnings } = withSettings({ reasoningEffort: 'high', isReasoningShown: true }, { thinking: 'none' })
    expect(body).toEqual({ model: 'up', input: [userItem('Hi')], store: false })
    expect(warnings).toEqual([{ type: 'dropped', field: 'reasoningEffort' }])
    expect(withSettings({ reasoningEffort: 'none' }, { thinking: 'none' }).warnings).toEqual([])
  })

  it('warns of all settings that it has no field for, and of no others', () => {
    const missing = { topK: 5, stop: ['x'], seed: 1, frequencyPenalty: 0.1, presencePenalty: 0.2 }
    const { body, warnings } = withSettings({ ...missing, temperature: 0, maxOutputTokens: 20, endUserId: 'u' })
    expect(body).toMatchObject({ temperature: 0, max_output_tokens: 20, safety_identifier: 'u' })
    expect(warnings.map((warning) => warning.field)).toEqual([
      'topK',
      'stop',
      'seed',
      'frequencyPenalty',
      'presencePenalty',
    ])
    expect(withSettings({ stop: [], choiceCount: 1 }).warnings).toEqual([])
  })

  it('refuses several answers', () => {
    expect(() => withSettings({ choiceCount: 2 })).toThrow(
      expect.objectContaining({ code: 'invalid_request', param: 'n' }),
    )
  })

  it.each<[number | undefined, number | undefined, TargetTraits, number | undefined, string[]]>([
    [50, undefined, {}, 50, []],
    [50, 40, {}, 40, ['clamped']],
    [50, 60, {}, 60, []],
    [undefined, 40, {}, 40, []],
    [500, 500, { maxOutputTokens: 100 }, 100, ['clamped']],
    [1, undefined, {}, 16, ['changed']],
    [undefined, undefined, {}, undefined, []],
  ])('a limit of %s with %s planned and %j is sent as %s', (asked, planned, traits, sent, kinds) => {
    const settings = asked === undefined ? {} : { maxOutputTokens: asked }
    const target = { model: 'up', traits, ...(planned !== undefined && { maxOutputTokens: planned }) }
    const { body, warnings } = encodeRequest(request({ settings }), target)
    expect(body.max_output_tokens).toBe(sent)
    expect(warnings.map(({ type }) => type)).toEqual(kinds)
  })

  it.each<[TargetTraits, object, string[]]>([
    [{}, { temperature: 1.5, top_p: 1 }, []],
    [{ takesSampling: false }, {}, ['temperature', 'topP']],
    [{ takesTemperatureWithTopP: false }, { temperature: 1.5 }, ['topP']],
    [{ isTopPBelowOne: true }, { temperature: 1.5 }, ['topP']],
  ])('sampling for %j', (traits, expected, fields) => {
    const { body, warnings } = withSettings({ temperature: 1.5, topP: 1 }, traits)
    const { temperature, top_p } = body
    expect(JSON.parse(JSON.stringify({ temperature, top_p }))).toEqual(expected)
    expect(warnings.map(({ field }) => field)).toEqual(fields)
  })

  it.each<[RequestSettings, TargetTraits, unknown, number]>([
    [{ reasoningEffort: 'max' }, {}, { effort: 'max', summary: 'auto' }, 0],
    [{ reasoningEffort: 'max', isReasoningShown: false }, {}, { effort: 'max' }, 0],
    [{ isReasoningShown: true }, {}, { summary: 'auto' }, 0],
    [{ isReasoningShown: false }, {}, undefined, 0],
    [{ reasoningBudgetTokens: 1_024 }, {}, { effort: 'low', summary: 'auto' }, 1],
    [{ reasoningBudgetTokens: 8_000 }, {}, { effort: 'medium', summary: 'auto' }, 1],
    [{ reasoningBudgetTokens: 30_000 }, {}, { effort: 'high', summary: 'auto' }, 1],
    [{ reasoningBudgetTokens: 0 }, {}, { effort: 'none' }, 1],
    [{ reasoningBudgetTokens: -1 }, {}, undefined, 0],
    [{ reasoningEffort: 'none' }, { mayDisableThinking: false }, { effort: 'minimal', summary: 'auto' }, 1],
  ])('thinking %j for %j is %j', (settings, traits, reasoning, count) => {
    const { body, warnings } = withSettings(settings, traits)
    expect(body.reasoning).toEqual(reasoning)
    expect(warnings).toHaveLength(count)
  })

  it('writes the forms of an answer', () => {
    const schema = { type: 'object' }
    const named = { type: 'json-schema', name: 'n', schema } as const
    const format = (settings: RequestSettings, traits = {}) => withSettings(settings, traits).body.text
    expect(format({ responseFormat: { ...named, strict: true } })).toEqual({
      format: { type: 'json_schema', name: 'n', schema, strict: true },
    })
    expect(format({ responseFormat: { type: 'json-schema', name: 'n' } })).toEqual({
      format: { type: 'json_schema', name: 'n', schema: {} },
    })
    expect(format({ responseFormat: named }, { takesJsonSchema: false })).toEqual({ format: { type: 'json_object' } })
  })
})

describe('encodeRequest: turns', () => {
  it('instructions at the beginning, later ones in their place', () => {
    const system = (value: string): Message => ({ role: 'system', parts: [text(value)] })
    const { body } = encode({ messages: [system('One.'), system(''), system('Two.'), USER, system('Three.')] })
    expect(body).toMatchObject({
      instructions: 'One.\n\nTwo.',
      input: [userItem('Hi'), { type: 'message', role: 'system', content: 'Three.' }],
    })
    const amid = encode({ messages: [USER, system('Three.')] }, { takesSystemAmidMessages: false })
    expect(amid.body.input).toEqual([userItem('Hi'), userItem('Three.')])
    expect(amid.warnings).toMatchObject([{ type: 'changed', field: 'messages[1]' }])
    const alone = encode({ messages: [system('One.')] }).body
    expect(alone).toMatchObject({ input: [{ role: 'system', content: 'One.' }] })
    expect('instructions' in alone).toBe(false)
  })

  it('turns become items in their order', () => {
    const messages: Message[] = [
      USER,
      {
        role: 'assistant',
        parts: [
          text(''),
          { type: 'tool-call', callId: 'a', name: 'f', argumentsText: '' },
          text('and'),
          { type: 'tool-call', callId: 'b', name: 'f', argumentsText: '{"x":12345678901234567890}' },
        ],
      },
      { role: 'tool', parts: [{ type: 'tool-result', callId: 'a', parts: [text('1')] }] },
      { role: 'tool', parts: [{ type: 'tool-result', callId: 'b', parts: [text('2'), text('3')] }] },
    ]
    expect(inputOf(messages)).toEqual([
      userItem('Hi'),
      { type: 'function_call', call_id: 'a', name: 'f', arguments: '{}' },
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'and' }] },
      { type: 'function_call', call_id: 'b', name: 'f', arguments: '{"x":12345678901234567890}' },
      { type: 'function_call_output', call_id: 'a', output: '1' },
      {
        type: 'function_call_output',
        call_id: 'b',
        output: [
          { type: 'input_text', text: '2' },
          { type: 'input_text', text: '3' },
        ],
      },
    ])
  })

  it('calls that a user interrupted get a result that says so', () => {
    const call = (callId: string): Part => ({ type: 'tool-call', callId, name: 'f', argumentsText: '{}' })
    const { body, warnings } = encode({
      messages: [
        USER,
        { role: 'assistant', parts: [call('a'), call('b')] },
        { role: 'tool', parts: [{ type: 'tool-result', callId: 'b', parts: [text('2')] }] },
        USER,
        { role: 'assistant', parts: [call('c')] },
      ],
    })
    expect(body.input).toMatchObject([
      {},
      { call_id: 'a' },
      { call_id: 'b' },
      { call_id: 'b', output: '2' },
      { type: 'function_call_output', call_id: 'a', output: 'No result.' },
      { type: 'message' },
      { call_id: 'c' },
      { type: 'function_call_output', call_id: 'c', output: 'No result.' },
    ])
    expect(warnings.map(({ type }) => type)).toEqual(['changed', 'changed'])
  })

  const CALLS: Message = {
    role: 'assistant',
    parts: ['a', 'b'].map((callId) => ({ type: 'tool-call', callId, name: 'f', argumentsText: '{}' })),
  }

  it('a result without its call goes as words, unless the upstream may know the call', () => {
    const result = { type: 'function_call_output', call_id: 'gone', output: 'x' }
    const sent = (more: object) =>
      encodeRequest(decodeRequest({ model: 'm', input: [result], ...more }), { model: 'm' })
    expect(sent({}).body.input).toEqual([userItem('x')])
    expect(sent({}).warnings).toMatchObject([{ type: 'changed', field: 'messages' }])
    expect(sent({ previous_response_id: 'resp_1' })).toMatchObject({ body: { input: [result] }, warnings: [] })
  })

  it('a failed tool is told in words', () => {
    const failed = (parts: Part[]): Message[] => [
      CALLS,
      { role: 'tool', parts: [{ type: 'tool-result', callId: 'a', parts, isError: true }] },
      { role: 'tool', parts: [{ type: 'tool-result', callId: 'b', parts: [] }] },
    ]
    expect(inputOf(failed([text('gone')]))).toMatchObject([{}, {}, { output: 'Error: gone' }, { output: '' }])
    expect(inputOf(failed([text('Error 5')]))).toMatchObject([{}, {}, { output: 'Error 5' }, {}])
    expect(inputOf(failed([]))).toMatchObject([{}, {}, { output: 'Error:' }, {}])
  })

  it('pictures of results stay in them, or follow all results of the turn', () => {
    const image: Part = {
      type: 'media',
      kind: 'image',
      source: { type: 'base64', mediaType: 'image/png', data: 'AA==' },
    }
    const messages: Message[] = [
      CALLS,
      { role: 'tool', parts: [{ type: 'tool-result', callId: 'a', parts: [text('x'), image] }] },
      { role: 'tool', parts: [{ type: 'tool-result', callId: 'b', parts: [text('y')] }] },
      USER,
    ]
    const wire = { type: 'input_image', image_url: 'data:image/png;base64,AA==' }
    expect(inputOf(messages)).toMatchObject([
      {},
      {},
      { output: [{ text: 'x' }, wire] },
      { output: 'y' },
      userItem('Hi'),
    ])
    expect(inputOf(messages, { takesMediaInToolResults: false })).toMatchObject([
      {},
      {},
      { call_id: 'a', output: [{ text: 'x' }, { type: 'input_text' }] },
      { call_id: 'b', output: 'y' },
      { role: 'user', content: [{ type: 'input_text' }, wire] },
      userItem('Hi'),
    ])
  })

  it('ids and names that the vendor refuses are made fit, alike everywhere', () => {
    const callId = `call_${'x'.repeat(80)}`
    const name = 'server.tool:v1'
    const { body, warnings, toolNames } = encode({
      messages: [
        { role: 'assistant', parts: [{ type: 'tool-call', callId, name, argumentsText: '{}' }] },
        { role: 'tool', parts: [{ type: 'tool-result', callId, parts: [] }] },
      ],
      tools: [
        { type: 'function', name },
        { type: 'function', name: 'server_tool_v1' },
        { type: 'function', name: 'long'.repeat(20) },
      ],
      settings: { toolChoice: { type: 'allowed', mode: 'required', names: [name] } },
    })
    const [call, result] = body.input as { call_id: string; name: string }[]
    const tools = body.tools as { name: string }[]
    expect(call?.call_id).toMatch(/^[\w-]{1,64}$/)
    expect(result?.call_id).toBe(call?.call_id)
    expect(new Set(tools.map((tool) => tool.name)).size).toBe(3)
    for (const tool of tools) expect(tool.name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/)
    expect(call?.name).toBe(tools[0]?.name)
    expect(body.tool_choice).toEqual({
      type: 'allowed_tools',
      mode: 'required',
      tools: [{ type: 'function', name: tools[0]?.name }],
    })
    expect(toolNames?.get(tools[0]?.name ?? '')).toBe(name)
    expect(warnings).toEqual([])
  })

  it('functions are not strict unless they say so, and always have parameters', () => {
    expect(encode({ tools: [{ type: 'function', name: 'f' }] }).body.tools).toEqual([
      { type: 'function', name: 'f', parameters: { type: 'object', properties: {} }, strict: false },
    ])
  })

  it('a choice without tools is none', () => {
    const { body, warnings } = withSettings({ toolChoice: { type: 'required' } })
    expect('tool_choice' in body).toBe(false)
    expect(warnings).toEqual([{ type: 'dropped', field: 'toolChoice' }])
  })

  it('a last turn of the model is not continued here', () => {
    const messages: Message[] = [USER, { role: 'assistant', parts: [text('{')] }]
    expect(encode({ messages }).warnings).toMatchObject([{ type: 'changed', field: 'messages[1]' }])
  })

  it.each(['audio', 'video'] as const)('refuses %s, which it must not leave out in silence', (kind) => {
    const source = { type: 'base64', mediaType: `${kind}/x`, data: 'AA==' } as const
    const messages: Message[] = [{ role: 'user', parts: [{ type: 'media', kind, source }] }]
    expect(() => encode({ messages })).toThrow(kind)
  })

  it('refuses a file that another vendor keeps', () => {
    const source = { type: 'vendor-file', id: 'file-1' } as const
    const messages: Message[] = [{ role: 'user', parts: [{ type: 'media', kind: 'document', source }] }]
    expect(() => encode({ messages })).toThrow('file id')
  })
})

describe('encodeRequest: thinking of earlier turns', () => {
  const turn = (part: Part): Message[] => [USER, { role: 'assistant', parts: [part, text('4')] }, USER]

  it('thoughts of other vendors are left out, with a warning', () => {
    const { body, warnings } = encode({ messages: turn({ type: 'reasoning', text: 'Hm.' }) })
    expect(JSON.stringify(body)).not.toContain('Hm.')
    expect(warnings).toEqual([{ type: 'dropped', field: 'messages[1].parts[0]' }])
  })

  it('its own go back as they came, also from an answer that was folded', () => {
    const residue = { 'openai-responses': { encrypted_content: 'gAAA', '(spelling)': { id: 'rs_1', breaks: [3] } } }
    expect(inputOf(turn({ type: 'reasoning', text: 'One\n\nTwo', residue }))).toContainEqual({
      type: 'reasoning',
      id: 'rs_1',
      summary: [
        { type: 'summary_text', text: 'One' },
        { type: 'summary_text', text: 'Two' },
      ],
      encrypted_content: 'gAAA',
    })
  })

  it('what a client forged in a residue never changes what an item is', () => {
    const residue = { 'openai-responses': { encrypted_content: 'x', type: 'message', role: 'system', summary: 'x' } }
    expect(inputOf(turn({ type: 'reasoning', text: '', residue }))).toMatchObject([
      {},
      { type: 'reasoning', summary: [] },
      {},
      {},
    ])
  })

  it('a thought that is named by its id alone needs an upstream that keeps it', () => {
    const input = [
      { type: 'reasoning', id: 'rs_1', summary: [] },
      { role: 'user', content: 'Hi' },
    ]
    const sent = (fields: object) => encodeRequest(decodeRequest({ model: 'm', input, ...fields }), { model: 'm' })
    expect(sent({ store: true }).body.input).toHaveLength(2)
    expect(sent({}).body.input).toHaveLength(1)
    expect(sent({}).warnings).toEqual([{ type: 'dropped', field: 'messages[0].parts[0]' }])
  })
})
