import { describe, expect, it } from 'vitest'
import { isGatewayError } from '../../canonical/error.js'
import type { Message } from '../../canonical/message.js'
import type { Part } from '../../canonical/part.js'
import type { CanonicalRequest, RequestSettings } from '../../canonical/request.js'
import type { RequestTarget, TargetTraits } from '../../codec.js'
import { decodeRequest } from './decode-request.js'
import { encodeRequest, mostOutputTokens } from './encode-request.js'

const text = (words: string): Part => ({ type: 'text', text: words })
const user = (...parts: Part[]): Message => ({ role: 'user', parts })
const assistant = (...parts: Part[]): Message => ({ role: 'assistant', parts })
const call = (callId: string, argumentsText = '{}'): Part => ({ type: 'tool-call', callId, name: 'f', argumentsText })
const answer = (callId: string, words: string): Message => ({
  role: 'tool',
  parts: [{ type: 'tool-result', callId, parts: [text(words)] }],
})
const SIGNED: Part = { type: 'reasoning', text: 'hm', residue: { 'anthropic-messages': { signature: 'c2ln' } } }
const TOOL = { type: 'function', name: 'f' } as const

function request(messages: readonly Message[], more: Partial<CanonicalRequest> = {}): CanonicalRequest {
  return {
    ...decodeRequest({ model: 'm', max_tokens: 1, messages: [{ role: 'user', content: 'x' }] }),
    settings: {},
    messages,
    ...more,
  }
}

const encode = (value: CanonicalRequest, traits: TargetTraits = {}) => encodeRequest(value, { model: 'm', traits })
const messagesOf = (...messages: Message[]) => encode(request(messages)).body.messages
const asked = (settings: RequestSettings, traits: TargetTraits = {}, more: Partial<CanonicalRequest> = {}) =>
  encode(request([user(text('x'))], { settings, ...more }), traits)

const refusalOf = (value: CanonicalRequest) => {
  try {
    encode(value)
  } catch (error) {
    if (isGatewayError(error)) return [error.code, error.param]
    throw error
  }
  return 'accepted'
}

describe('turns', () => {
  it('hoists the instructions that lead, and leaves the others in their place', () => {
    const system = (words: string): Message => ({ role: 'system', parts: [text(words)] })
    const value = request([
      system('a'),
      system('b'),
      user(text('x')),
      system('c'),
      assistant(text('y')),
      user(text('z')),
    ])
    expect(encode(value).body).toMatchObject({
      system: [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ],
      messages: [
        { role: 'user', content: 'x' },
        { role: 'system', content: 'c' },
        { role: 'assistant', content: 'y' },
        { role: 'user', content: 'z' },
      ],
    })
    const { body, warnings } = encode(value, { takesSystemAmidMessages: false })
    expect(body.messages).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'x' },
          { type: 'text', text: 'c' },
        ],
      },
      { role: 'assistant', content: 'y' },
      { role: 'user', content: 'z' },
    ])
    expect(warnings).toEqual([{ type: 'changed', field: 'messages[3]', how: expect.any(String) }])
  })

  it('puts all results into the one message after the calls, first, whatever stood between', () => {
    expect(
      messagesOf(
        user(text('x')),
        assistant(text('I look'), call('a'), call('b')),
        answer('a', '1'),
        user(text('hurry')),
        answer('b', '2'),
      ),
    ).toEqual([
      { role: 'user', content: 'x' },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'I look' },
          { type: 'tool_use', id: 'a', name: 'f', input: {} },
          { type: 'tool_use', id: 'b', name: 'f', input: {} },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'a', content: '1' },
          { type: 'tool_result', tool_use_id: 'b', content: '2' },
          { type: 'text', text: 'hurry' },
        ],
      },
    ])
  })

  it('answers calls that nobody answered, and tells results without a call in words', () => {
    const { body, warnings } = encode(
      request([user(text('x')), assistant(call('a'), call('b')), answer('a', '1'), answer('stray', '?')]),
    )
    expect(body.messages).toMatchObject([
      {},
      {},
      {
        content: [
          { type: 'tool_result', tool_use_id: 'a', content: '1' },
          { type: 'tool_result', tool_use_id: 'b', content: '(no result)' },
          { type: 'text', text: '?' },
        ],
      },
    ])
    expect(warnings.map(({ type }) => type)).toEqual(['changed', 'changed'])
  })

  it('writes ids in the letters that are taken, alike in call and result, and no two alike', () => {
    const ids = (
      JSON.stringify(
        messagesOf(
          user(text('x')),
          assistant(call('c.1:x'), call('c:1.x')),
          answer('c.1:x', '1'),
          answer('c:1.x', '2'),
        ),
      ).match(/"(?:id|tool_use_id)":"[^"]+"/g) ?? []
    ).map((match) => match.split('"')[3])
    expect(ids).toHaveLength(4)
    expect(new Set(ids).size).toBe(2)
    expect([ids[0], ids[1]]).toEqual([ids[2], ids[3]])
    for (const id of ids) expect(id).toMatch(/^[a-zA-Z0-9_-]+$/)
  })

  it('tells calls apart whose ids are used again in a later turn', () => {
    const turns = messagesOf(
      user(text('x')),
      assistant(call('call_0')),
      answer('call_0', '1'),
      assistant(call('call_0')),
      answer('call_0', '2'),
    )
    expect(turns).toMatchObject([
      {},
      { content: [{ id: 'call_0' }] },
      { content: [{ tool_use_id: 'call_0', content: '1' }] },
      { content: [{ id: 'call_0_2' }] },
      { content: [{ tool_use_id: 'call_0_2', content: '2' }] },
    ])
  })

  it('merges neighbours of one role, leaves out what is blank, and never sends an empty turn', () => {
    expect(messagesOf(user(text('a')), user(text(' ')), user(text('b')), assistant(text('')), user(text('c')))).toEqual(
      [
        {
          role: 'user',
          content: ['a', 'b', 'c'].map((words) => ({ type: 'text', text: words })),
        },
      ],
    )
    expect(messagesOf(user(text('')))).toEqual([{ role: 'user', content: '(no content)' }])
    expect(messagesOf(assistant(text('Hello')), user(text('x')))).toEqual([
      { role: 'user', content: '(no content)' },
      { role: 'assistant', content: 'Hello' },
      { role: 'user', content: 'x' },
    ])
    expect(messagesOf({ role: 'system', parts: [text('only')] })).toEqual([{ role: 'user', content: '(no content)' }])
  })

  it('trims the last words of an assistant, which are refused with blanks at their end', () => {
    expect(messagesOf(user(text('x')), assistant(text('{ \n')))).toEqual([
      { role: 'user', content: 'x' },
      { role: 'assistant', content: '{' },
    ])
  })
})

describe('parts', () => {
  it.each([
    ['', {}],
    ['{"a":1}', { a: 1 }],
    ['{"a":', { _raw: '{"a":' }],
    ['[1]', { _raw: '[1]' }],
    ['null', {}],
  ])('reads the arguments %j', (argumentsText, input) => {
    expect(messagesOf(user(text('x')), assistant(call('a', argumentsText)), answer('a', '1'))).toMatchObject([
      {},
      { content: [{ input }] },
      {},
    ])
  })

  it('says that long numbers are rounded, but not that digits in text are', () => {
    const warned = (argumentsText: string) =>
      encode(request([user(text('x')), assistant(call('a', argumentsText)), answer('a', '1')])).warnings
    expect(warned('{"id":12345678901234567890}')).toHaveLength(1)
    expect(warned('{"id":"12345678901234567890"}')).toEqual([])
  })

  it('sends back thinking that was signed, and no other', () => {
    const foreign: Part = { type: 'reasoning', text: 'secret thought' }
    const { body, warnings } = encode(
      request([user(text('x')), assistant(SIGNED, foreign, text('y')), user(text('z'))]),
    )
    expect(body.messages).toMatchObject([
      {},
      {
        content: [
          { type: 'thinking', thinking: 'hm', signature: 'c2ln' },
          { type: 'text', text: 'y' },
        ],
      },
      {},
    ])
    expect(JSON.stringify(body)).not.toContain('secret thought')
    expect(warnings).toEqual([{ type: 'dropped', field: 'messages[1].parts[1]' }])
  })

  it.each([
    ['image/jpg', '/9j/4AAQ', 'image/jpeg'],
    ['image/jpeg', 'iVBORw0KGgoAAAA', 'image/png'],
    ['image/webp', 'UklGRh4A', 'image/webp'],
    ['image/gif', 'AAAA', 'image/gif'],
  ])('declares a picture of %s as what it is', (mediaType, data, seen) => {
    const image: Part = { type: 'media', kind: 'image', source: { type: 'base64', mediaType, data } }
    expect(messagesOf(user(image))).toEqual([
      { role: 'user', content: [{ type: 'image', source: { type: 'base64', media_type: seen, data } }] },
    ])
  })

  it('cleans base64 of line ends and of the other alphabet', () => {
    const image: Part = {
      type: 'media',
      kind: 'image',
      source: { type: 'base64', mediaType: 'image/png', data: 'a-b_\nc ' },
    }
    expect(JSON.stringify(messagesOf(user(image)))).toContain('"a+b/c"')
  })

  it('shows documents as PDF, and those of text as text', () => {
    const document = (mediaType: string, data: string): Part => ({
      type: 'media',
      kind: 'document',
      source: { type: 'base64', mediaType, data },
      filename: 'a',
    })
    expect(messagesOf(user(document('application/pdf', 'JVBE'), document('text/markdown', 'SGk=')))).toMatchObject([
      {
        content: [
          { type: 'document', title: 'a', source: { type: 'base64', media_type: 'application/pdf', data: 'JVBE' } },
          { type: 'document', title: 'a', source: { type: 'text', media_type: 'text/plain', data: 'Hi' } },
        ],
      },
    ])
  })

  it.each<[string, Part]>([
    ['sound', { type: 'media', kind: 'audio', source: { type: 'base64', mediaType: 'audio/wav', data: '' } }],
    ['video', { type: 'media', kind: 'video', source: { type: 'url', url: 'https://a.test' } }],
    [
      'a picture of an odd kind',
      { type: 'media', kind: 'image', source: { type: 'base64', mediaType: 'image/heic', data: 'x' } },
    ],
    [
      'an odd document',
      { type: 'media', kind: 'document', source: { type: 'base64', mediaType: 'application/zip', data: '' } },
    ],
    ['a file of another vendor', { type: 'media', kind: 'image', source: { type: 'vendor-file', id: 'file-1' } }],
  ])('refuses %s, and says where it stands', (_, part) => {
    expect(refusalOf(request([user(text('x'), part)]))).toEqual(['invalid_request', 'messages[0].parts[1]'])
  })

  it('shows pictures of results beside them where the target or the failure wants it', () => {
    const image: Part = { type: 'media', kind: 'image', source: { type: 'url', url: 'https://a.test/p.png' } }
    const turns = (isError: boolean): Message[] => [
      user(text('x')),
      assistant(call('a')),
      { role: 'tool', parts: [{ type: 'tool-result', callId: 'a', parts: [text('see'), image], isError }] },
    ]
    const inside = encode(request(turns(false)))
    expect(inside.body.messages).toMatchObject([
      {},
      {},
      { content: [{ type: 'tool_result', content: [{ type: 'text' }, { type: 'image' }] }] },
    ])
    for (const beside of [
      encode(request(turns(true))),
      encode(request(turns(false)), { takesMediaInToolResults: false }),
    ]) {
      expect(beside.body.messages).toMatchObject([
        {},
        {},
        { content: [{ type: 'tool_result', content: 'see' }, { type: 'image' }] },
      ])
      expect(beside.warnings).toEqual([
        { type: 'changed', field: 'messages[2].parts[0].parts[1]', how: expect.any(String) },
      ])
    }
  })

  it('wants bytes where the target takes no addresses', () => {
    const image: Part = { type: 'media', kind: 'image', source: { type: 'url', url: 'https://a.test/p.png' } }
    expect(() => encode(request([user(image)]), { takesMediaUrls: false })).toThrow(/only the bytes/)
  })
})

describe('limits and sampling', () => {
  it('always writes a limit: the one that is to be sent, the client’s, the model’s, or one of ours', () => {
    const limit = (settings: RequestSettings, target: { maxOutputTokens?: number; traits?: TargetTraits } = {}) =>
      encodeRequest(request([user(text('x'))], { settings }), { model: 'm', ...target }).body.max_tokens
    expect(limit({})).toBe(4096)
    expect(limit({}, { traits: { defaultMaxOutputTokens: 64_000 } })).toBe(64_000)
    expect(limit({ maxOutputTokens: 7 })).toBe(7)
    expect(limit({ maxOutputTokens: 7 }, { maxOutputTokens: 5 })).toBe(5)
    expect(limit({ maxOutputTokens: 9_000 }, { traits: { maxOutputTokens: 8_192 } })).toBe(8_192)
  })

  it('clamps the temperature, drops what the dialect has not, and says so', () => {
    const { body, warnings } = asked({
      temperature: 1.7,
      topP: 0.5,
      topK: 3,
      seed: 1,
      presencePenalty: 1,
      stop: ['\n', 'END'],
    })
    expect(body).toMatchObject({ temperature: 1, top_p: 0.5, top_k: 3, stop_sequences: ['END'] })
    expect(warnings).toEqual([
      { type: 'dropped', field: 'seed' },
      { type: 'dropped', field: 'presencePenalty' },
      { type: 'changed', field: 'stop', how: expect.any(String) },
      { type: 'clamped', field: 'temperature', to: 1 },
    ])
  })

  it('writes no sampling for models and versions that refuse it, and one of two where both are refused', () => {
    const none = asked({ temperature: 0, topP: 1, topK: 3 }, { takesSampling: false })
    expect(Object.keys(none.body)).not.toContain('temperature')
    expect(none.warnings.map((warning) => warning.field)).toEqual(['temperature', 'topP', 'topK'])
    const one = asked({ temperature: 0, topP: 0.9 }, { takesTemperatureWithTopP: false })
    expect([one.body.temperature, one.body.top_p]).toEqual([0, undefined])
    expect(asked({ topP: 0.9 }, { takesTemperatureWithTopP: false }).body.top_p).toBe(0.9)
  })

  it('refuses several answers', () => {
    expect(refusalOf(request([user(text('x'))], { settings: { choiceCount: 2 } }))).toEqual(['invalid_request', 'n'])
    expect(refusalOf(request([user(text('x'))], { settings: { choiceCount: 1 } }))).toBe('accepted')
  })
})

describe('thinking', () => {
  it.each<[RequestSettings, TargetTraits, unknown, unknown]>([
    [{ reasoningEffort: 'high' }, { thinking: 'adaptive' }, { type: 'adaptive', display: 'summarized' }, 'high'],
    [{ reasoningEffort: 'minimal' }, { thinking: 'adaptive' }, { type: 'adaptive', display: 'summarized' }, 'low'],
    [{ reasoningBudgetTokens: 9_000 }, { thinking: 'adaptive' }, { type: 'adaptive', display: 'summarized' }, 'high'],
    [
      { reasoningBudgetTokens: -1, isReasoningShown: false },
      { thinking: 'adaptive' },
      { type: 'adaptive', display: 'omitted' },
      undefined,
    ],
    [{ reasoningEffort: 'low' }, { thinking: 'budget' }, { type: 'enabled', budget_tokens: 2_048 }, undefined],
    [{ reasoningBudgetTokens: 10 }, { thinking: 'budget' }, { type: 'enabled', budget_tokens: 1_024 }, undefined],
    [
      { reasoningBudgetTokens: 30_000 },
      { thinking: 'budget', thinkingBudget: { min: 1_024, max: 4_000 } },
      { type: 'enabled', budget_tokens: 4_000 },
      undefined,
    ],
    [{ reasoningEffort: 'none' }, { thinking: 'budget' }, { type: 'disabled' }, undefined],
    [{ reasoningEffort: 'none' }, { thinking: 'adaptive', mayDisableThinking: false }, undefined, undefined],
    [{ reasoningEffort: 'none' }, { thinking: 'none' }, undefined, undefined],
    [{ reasoningEffort: 'high' }, { thinking: 'none' }, undefined, undefined],
    [{ reasoningEffort: 'high' }, { thinking: 'effort' }, undefined, 'high'],
    [{ reasoningEffort: 'high' }, {}, undefined, 'high'],
    [{ reasoningBudgetTokens: 0 }, {}, { type: 'disabled' }, undefined],
  ])('%j for %j', (settings, traits, thinking, effort) => {
    const { body } = asked({ maxOutputTokens: 64_000, ...settings }, traits)
    expect(body.thinking).toEqual(thinking)
    expect(body.output_config).toEqual(effort === undefined ? undefined : { effort })
  })

  const EFFORT = { reasoningEffort: 'medium' } as const
  const BUDGET = { reasoningBudgetTokens: 8_192 } as const
  it.each<[RequestSettings, Partial<RequestTarget>, number, number | undefined]>([
    // the limit is the answer's, as long as nobody says how far it may grow
    [{ ...EFFORT, maxOutputTokens: 1_000 }, {}, 9_192, 8_192],
    [{ ...EFFORT, maxOutputTokens: 1_000 }, { maxOutputTokens: 1_000, mostOutputTokens: 64_000 }, 9_192, 8_192],
    [{ ...EFFORT, maxOutputTokens: 10_000 }, { maxOutputTokens: 10_000, mostOutputTokens: 64_000 }, 18_192, 8_192],
    [{ ...EFFORT, maxOutputTokens: 16_384 }, { maxOutputTokens: 16_384, mostOutputTokens: 64_000 }, 16_384, 8_192],
    // a client that names a budget knows that it counts within the limit
    [{ ...BUDGET, maxOutputTokens: 10_000 }, { maxOutputTokens: 10_000, mostOutputTokens: 64_000 }, 10_000, 8_192],
    [{ ...BUDGET, maxOutputTokens: 8_192 }, { maxOutputTokens: 8_192, mostOutputTokens: 64_000 }, 16_384, 8_192],
    // where it may not grow enough the budget gives way, then the thinking
    [{ ...EFFORT, maxOutputTokens: 1_000 }, { maxOutputTokens: 1_000, mostOutputTokens: 5_000 }, 5_000, 2_500],
    [{ ...EFFORT, maxOutputTokens: 1_000 }, { maxOutputTokens: 4_000 }, 4_000, 2_000],
    [{ ...EFFORT, maxOutputTokens: 1_000 }, { maxOutputTokens: 1_000 }, 1_000, undefined],
    [
      { ...EFFORT, maxOutputTokens: 1_000 },
      { traits: { thinking: 'budget', thinkingBudget: { min: 1_024, max: 2_999 } } },
      3_000,
      2_999,
    ],
  ])('%j for %j: a limit of %d and a budget of %s', (settings, target, limit, budget) => {
    const traits = { thinking: 'budget' } as const
    const sent = encodeRequest(request([user(text('x'))], { settings }), { model: 'm', traits, ...target })
    const thinking = budget === undefined ? undefined : { type: 'enabled', budget_tokens: budget }
    expect([sent.body.max_tokens, sent.body.thinking]).toEqual([limit, thinking])
    const isTold = sent.warnings.some(({ type, field }) => type === 'changed' && field === 'maxOutputTokens')
    expect(isTold).toBe(limit > (target.maxOutputTokens ?? settings.maxOutputTokens ?? 0))
  })

  it('says beforehand what the limit may grow to', () => {
    const most = (settings: RequestSettings, traits: TargetTraits) =>
      mostOutputTokens(request([user(text('x'))], { settings }), { limitTokens: 1_000, mostTokens: 64_000, traits })
    expect(most(EFFORT, { thinking: 'budget' })).toBe(9_192)
    expect(most({ reasoningBudgetTokens: 2_000 }, {})).toBe(3_000)
    expect(most({ reasoningBudgetTokens: 500_000 }, { thinking: 'budget' })).toBe(64_000)
    const unchanged: [RequestSettings, TargetTraits][] = [
      [{}, { thinking: 'budget' }],
      [{ reasoningEffort: 'none' }, { thinking: 'budget' }],
      [{ reasoningBudgetTokens: 0 }, { thinking: 'budget' }],
      [EFFORT, { thinking: 'none' }],
      [EFFORT, { thinking: 'adaptive' }],
      [EFFORT, {}],
    ]
    for (const [settings, traits] of unchanged) expect(most(settings, traits)).toBe(1_000)
  })

  it('drops what is refused beside it', () => {
    const settings = { reasoningEffort: 'high', temperature: 0.2, topK: 4, topP: 0.5, maxOutputTokens: 64_000 } as const
    const { body, warnings } = asked(settings, { thinking: 'budget' })
    expect([body.temperature, body.top_k, body.top_p]).toEqual([undefined, undefined, undefined])
    expect(warnings.filter(({ type }) => type === 'dropped').map((warning) => warning.field)).toEqual([
      'temperature',
      'topP',
      'topK',
    ])
    expect(asked({ ...settings, temperature: 1, topP: 0.96 }, { thinking: 'budget' }).body).toMatchObject({
      temperature: 1,
      top_p: 0.96,
    })
  })

  it('gives way to a forced tool, or softens the choice where it cannot be switched off', () => {
    const settings = { reasoningEffort: 'high', maxOutputTokens: 64_000, toolChoice: { type: 'required' } } as const
    const off = asked(settings, { thinking: 'adaptive' }, { tools: [TOOL] })
    expect(off.body).toMatchObject({ thinking: { type: 'disabled' }, tool_choice: { type: 'any' } })
    const on = asked(settings, { thinking: 'adaptive', mayDisableThinking: false }, { tools: [TOOL] })
    expect(on.body).toMatchObject({ thinking: { type: 'adaptive' }, tool_choice: { type: 'auto' } })
  })

  it('is switched off where the thinking before the calls is gone, and only then', () => {
    const turns = (...before: Part[]) => [user(text('x')), assistant(...before, call('a')), answer('a', '1')]
    const settings = { reasoningBudgetTokens: 2_000, maxOutputTokens: 64_000 }
    const sent = (messages: Message[]) => encode(request(messages, { settings, tools: [TOOL] }))
    expect(sent(turns(SIGNED)).body.thinking).toEqual({ type: 'enabled', budget_tokens: 2_000 })
    expect(sent(turns({ type: 'reasoning', text: 'foreign' })).body.thinking).toBeUndefined()
    expect(sent([...turns(), assistant(text('done')), user(text('more'))]).body.thinking).toBeDefined()
  })
})

describe('tools', () => {
  const choose = (toolChoice: RequestSettings['toolChoice'], mayCallToolsInParallel?: boolean) =>
    asked(
      { ...(toolChoice && { toolChoice }), ...(mayCallToolsInParallel !== undefined && { mayCallToolsInParallel }) },
      {},
      { tools: [TOOL, { ...TOOL, name: 'g' }] },
    ).body

  it('are always objects, without a union at the top', () => {
    const { body } = asked(
      {},
      {},
      {
        tools: [
          TOOL,
          { ...TOOL, parameters: { properties: { a: {} } } },
          {
            ...TOOL,
            parameters: {
              anyOf: [
                { type: 'object', properties: { a: { type: 'string' } }, required: ['a', 'b'] },
                { type: 'object', properties: { b: { type: 'number' } }, required: ['b'] },
              ],
            },
          },
        ],
      },
    )
    expect(body.tools).toMatchObject([
      { input_schema: { type: 'object', properties: {} } },
      { input_schema: { type: 'object', properties: { a: {} } } },
      {
        input_schema: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'number' } }, required: ['b'] },
      },
    ])
    expect(JSON.stringify(body.tools)).not.toContain('anyOf')
  })

  it('renames what is not taken, alike everywhere, and tells the names for the way back', () => {
    const long = 'x'.repeat(200)
    const tools = [
      { ...TOOL, name: 'a.b:c' },
      { ...TOOL, name: 'a_b_c' },
      { ...TOOL, name: long },
    ]
    const messages = [
      user(text('x')),
      assistant({ type: 'tool-call', callId: 'i', name: 'a.b:c', argumentsText: '{}' }),
      answer('i', '1'),
    ]
    const { body, toolNames } = encode(
      request(messages, { tools, settings: { toolChoice: { type: 'tool', name: 'a.b:c' } } }),
    )
    const names = (body.tools as { name: string }[]).map(({ name }) => name)
    for (const name of names) expect(name).toMatch(/^[a-zA-Z0-9_-]{1,128}$/)
    expect(new Set(names).size).toBe(3)
    expect(body.tool_choice).toEqual({ type: 'tool', name: names[0] })
    expect(body.messages).toMatchObject([{}, { content: [{ name: names[0] }] }, {}])
    expect([...(toolNames ?? [])]).toEqual([
      [names[0], 'a.b:c'],
      [names[2], long],
    ])
  })

  it('are chosen in this dialect’s words', () => {
    expect(choose(undefined).tool_choice).toBeUndefined()
    expect(choose(undefined, true).tool_choice).toBeUndefined()
    expect(choose(undefined, false).tool_choice).toEqual({ type: 'auto', disable_parallel_tool_use: true })
    expect(choose({ type: 'required' }, true).tool_choice).toEqual({ type: 'any', disable_parallel_tool_use: false })
    expect(choose({ type: 'none' }, false).tool_choice).toEqual({ type: 'none' })
    expect(choose({ type: 'tool', name: 'g' }).tool_choice).toEqual({ type: 'tool', name: 'g' })
    const some = choose({ type: 'allowed', mode: 'required', names: ['g'] })
    expect([some.tool_choice, some.tools]).toMatchObject([{ type: 'tool', name: 'g' }, [{ name: 'g' }]])
    expect(choose({ type: 'allowed', mode: 'auto', names: ['f', 'g'] }).tool_choice).toEqual({ type: 'auto' })
  })

  it('are no list and no choice where there are none', () => {
    const { body, warnings } = asked({ toolChoice: { type: 'required' } })
    expect(Object.keys(body)).toEqual(['model', 'max_tokens', 'messages'])
    expect(warnings).toEqual([{ type: 'dropped', field: 'toolChoice' }])
    expect(asked({ toolChoice: { type: 'auto' } }).warnings).toEqual([])
  })

  it('of other vendors are left out with a warning', () => {
    const { body, warnings } = asked({}, {}, { tools: [{ type: 'opaque', dialect: 'openai-chat', value: {} }] })
    expect([body.tools, warnings]).toEqual([undefined, [{ type: 'dropped', field: 'tools[0]' }]])
  })
})

describe('the form of the answer', () => {
  const schema = {
    type: 'object',
    properties: {
      pattern: { type: 'string', pattern: '^a', minLength: 2, description: 'A word' },
      list: { type: 'array', minItems: 3, items: { oneOf: [{ type: 'object', properties: {} }, { type: 'null' }] } },
    },
  }
  const format = { type: 'json-schema', name: 'n', schema } as const

  it('is a closed schema, without what is refused; a property may be called like a keyword', () => {
    const { body, warnings } = asked({ responseFormat: format })
    expect(body.output_config).toEqual({
      format: {
        type: 'json_schema',
        schema: {
          type: 'object',
          additionalProperties: false,
          properties: {
            pattern: { type: 'string', description: 'A word (pattern: "^a", minLength: 2)' },
            list: {
              type: 'array',
              description: '(minItems: 3)',
              items: { anyOf: [{ type: 'object', properties: {}, additionalProperties: false }, { type: 'null' }] },
            },
          },
        },
      },
    })
    expect(warnings).toEqual([{ type: 'changed', field: 'responseFormat.schema', how: expect.any(String) }])
  })

  it('is a tool that stands for the answer where the model has no structured output', () => {
    const { body } = asked({ responseFormat: format }, { takesJsonSchema: false })
    expect(body).toMatchObject({
      tools: [{ name: 'tollgate_json_answer', input_schema: { type: 'object', additionalProperties: false } }],
      tool_choice: { type: 'tool', name: 'tollgate_json_answer', disable_parallel_tool_use: true },
    })
    const beside = asked({ responseFormat: format }, { takesJsonSchema: false }, { tools: [TOOL] })
    expect(beside.body).toMatchObject({ tools: [{ name: 'f' }, {}], tool_choice: { type: 'any' } })
  })

  it('is an instruction where no tool may be forced, and for JSON without a schema', () => {
    const thinking = asked(
      { responseFormat: format, reasoningEffort: 'high', maxOutputTokens: 64_000 },
      { takesJsonSchema: false, thinking: 'budget' },
    )
    expect(thinking.body.system).toContain('"pattern"')
    expect(thinking.body.tools).toBeUndefined()
    const object = asked({ responseFormat: { type: 'json-object' } })
    expect(object.body.system).toContain('JSON')
    expect(object.warnings).toEqual([{ type: 'changed', field: 'responseFormat', how: 'as an instruction' }])
  })
})

describe('what belongs to others', () => {
  it('is named, spelling aside', () => {
    const { warnings } = asked({ endUserId: 'u' }, {}, { residue: { 'openai-chat': { logit_bias: {} } } })
    expect(warnings).toEqual([{ type: 'dropped', field: 'logit_bias' }])
    expect(asked({ endUserId: 'u' }).body.metadata).toEqual({ user_id: 'u' })
  })
})
