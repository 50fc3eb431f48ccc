import { describe, expect, it } from 'vitest'
import { isGatewayError } from '../../canonical/error.js'
import type { CanonicalRequest, RequestSettings } from '../../canonical/request.js'
import type { TargetTraits } from '../../codec.js'
import { answer, assistant, requestOf as request, text, user } from '../../testing/turns.js'
import { encodeRequest } from './encode-request.js'

const TOOL = { type: 'function', name: 'f' } as const

const encode = (value: CanonicalRequest, traits: TargetTraits = {}) => encodeRequest(value, { model: 'm', traits })
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
