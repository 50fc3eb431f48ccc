import { describe, expect, it } from 'vitest'
import type { CanonicalRequest, RequestSettings } from '../../canonical/request.js'
import type { FunctionTool } from '../../canonical/tool.js'
import type { TargetTraits } from '../../codec.js'
import { decodeRequest } from './decode-request.js'
import { encodeRequest } from './encode-request.js'

const own = (fields: object = {}): CanonicalRequest =>
  decodeRequest({ model: 'public', messages: [{ role: 'user', content: 'Hi' }], ...fields })
/** The same words in another dialect. */
const foreign = (settings: RequestSettings, tools: readonly FunctionTool[] = []): CanonicalRequest => ({
  ...own(),
  settings,
  tools,
  residue: {},
})
const encode = (request: CanonicalRequest, traits: TargetTraits = {}) => encodeRequest(request, { model: 'm', traits })

describe('what the target takes', () => {
  it('the limit stands in the field that the target knows', () => {
    const sent = encode(own({ max_tokens: 5 }), { outputLimitField: 'max_completion_tokens' }).body
    expect(sent.max_completion_tokens).toBe(5)
    expect('max_tokens' in sent).toBe(false)
    expect(encode(own({ max_completion_tokens: 5 }), { outputLimitField: 'max_tokens' }).body.max_tokens).toBe(5)
    expect(encode(own({ max_tokens: 50 }), { maxOutputTokens: 20 })).toMatchObject({
      body: { max_tokens: 20 },
      warnings: [{ type: 'clamped', field: 'maxOutputTokens', to: 20 }],
    })
  })

  it('no stream_options where they are refused', () => {
    const streamed = own({ stream: true, stream_options: { include_usage: true, x: 1 } })
    const { body, warnings } = encode(streamed, { takesStreamOptions: false })
    expect('stream_options' in body).toBe(false)
    expect(body.stream).toBe(true)
    expect(warnings).toEqual([{ type: 'dropped', field: 'stream_options.x' }])
  })

  it('developer is system where it is not known', () => {
    const told = own({ messages: [{ role: 'developer', content: 'A' }] })
    expect(encode(told).body.messages).toEqual([{ role: 'developer', content: 'A' }])
    expect(encode(told, { takesDeveloperRole: false }).body.messages).toEqual([{ role: 'system', content: 'A' }])
  })

  it('thinking of a client of this dialect goes back as it came, or where the target wants it', () => {
    const told = own({ messages: [{ role: 'assistant', content: 'A', reasoning_content: 'hm' }] })
    const sent = (traits: TargetTraits) => encode(told, traits).body.messages
    expect(sent({})).toEqual([{ role: 'assistant', content: 'A', reasoning_content: 'hm' }])
    expect(sent({ reasoningField: 'reasoning' })).toEqual([{ role: 'assistant', content: 'A', reasoning: 'hm' }])
    expect(sent({ reasoningField: 'none' })).toEqual([{ role: 'assistant', content: 'A' }])
    expect(encode(told, { reasoningField: 'none' }).warnings).toEqual([
      { type: 'dropped', field: 'messages[0].reasoning' },
    ])
  })

  it.each<[TargetTraits, string[]]>([
    [{ takesSampling: false }, ['temperature', 'topP', 'topK']],
    [{ takesTemperatureWithTopP: false }, ['topP']],
    [{ isTopPBelowOne: true }, ['topP']],
    [{ takesTopK: false }, ['topK']],
    [{}, []],
  ])('sampling under %j loses %j', (traits, lost) => {
    const { body, warnings } = encode(foreign({ temperature: 0, topP: 1, topK: 4 }), traits)
    expect(warnings).toEqual(lost.map((field) => ({ type: 'dropped', field })))
    expect('temperature' in body).toBe(!lost.includes('temperature'))
    expect('top_p' in body).toBe(!lost.includes('topP'))
    expect('top_k' in body).toBe(!lost.includes('topK'))
  })

  it('four stop sequences, and no list of none', () => {
    const { body, warnings } = encode(foreign({ stop: ['a', 'b', 'c', 'd', 'e'] }))
    expect(body.stop).toEqual(['a', 'b', 'c', 'd'])
    expect(warnings).toEqual([{ type: 'changed', field: 'stop', how: 'the first 4 only' }])
    expect('stop' in encode(foreign({ stop: [] })).body).toBe(false)
  })
})

describe('thinking', () => {
  it.each<[RequestSettings, TargetTraits['thinking'], string | undefined, string[]]>([
    [{ reasoningEffort: 'low' }, 'effort', 'low', []],
    [{ reasoningEffort: 'none' }, 'effort', 'none', []],
    [{ reasoningBudgetTokens: 2_048 }, 'effort', 'low', ['reasoningBudgetTokens']],
    [{ reasoningBudgetTokens: 2_049 }, 'budget', 'medium', ['reasoningBudgetTokens']],
    [{ reasoningBudgetTokens: 9_000 }, 'adaptive', 'high', ['reasoningBudgetTokens']],
    [{ reasoningBudgetTokens: -1 }, 'effort', 'medium', ['reasoningBudgetTokens']],
    [{ reasoningBudgetTokens: -1, reasoningEffort: 'high' }, 'effort', 'high', []],
    [{ reasoningBudgetTokens: 0 }, 'effort', 'none', ['reasoningBudgetTokens']],
    [{ reasoningEffort: 'low' }, 'none', undefined, ['reasoningEffort']],
    [{ reasoningEffort: 'low' }, undefined, undefined, ['reasoningEffort']],
    [{ reasoningBudgetTokens: 5_000 }, undefined, undefined, ['reasoningBudgetTokens']],
    [{ reasoningEffort: 'none' }, 'none', undefined, []],
    [{ isReasoningShown: true }, 'none', undefined, ['isReasoningShown']],
    [{}, 'effort', undefined, []],
  ])('%j for a model that thinks by %s is %s', (settings, thinking, effort, told) => {
    const { body, warnings } = encode(foreign(settings), { thinking })
    expect(body.reasoning_effort).toBe(effort)
    expect(warnings.map(({ field }) => field)).toEqual(told)
  })

  it('as little as may be where it cannot be switched off', () => {
    const { body, warnings } = encode(foreign({ reasoningEffort: 'none' }), {
      thinking: 'effort',
      mayDisableThinking: false,
    })
    expect(body.reasoning_effort).toBe('minimal')
    expect(warnings).toMatchObject([{ type: 'changed', field: 'reasoningEffort' }])
  })

  it('a client of this dialect is taken at its word where nothing is known', () => {
    expect(encode(own({ reasoning_effort: 'high' })).body.reasoning_effort).toBe('high')
  })
})

describe('tools', () => {
  const schema = { type: 'object', properties: { a: { type: 'string' } } }
  const closed = { ...schema, required: ['a'], additionalProperties: false }
  const tool = (name: string, fields: Partial<FunctionTool> = {}): FunctionTool => ({
    type: 'function',
    name,
    parameters: schema,
    ...fields,
  })

  it('names are those that the vendor takes, everywhere, and are put back by the map', () => {
    const long = `ns.${'x'.repeat(80)}`
    const request: CanonicalRequest = {
      ...foreign({ toolChoice: { type: 'tool', name: 'a.b' } }, [tool('a.b'), tool('a_b'), tool(long), tool('plain')]),
      messages: [
        { role: 'user', parts: [{ type: 'text', text: 'x' }] },
        { role: 'assistant', parts: [{ type: 'tool-call', callId: 'c', name: 'a.b', argumentsText: '{}' }] },
      ],
    }
    const { body, toolNames = new Map() } = encode(request)
    const names = (Array.isArray(body.tools) ? body.tools : []).map((declared) => declared.function.name)
    expect(names.every((name) => /^[a-zA-Z0-9_-]{1,64}$/.test(name))).toBe(true)
    expect(new Set(names).size).toBe(4)
    expect(names.map((name) => toolNames.get(name) ?? name)).toEqual(['a.b', 'a_b', long, 'plain'])
    expect(body.tool_choice).toEqual({ type: 'function', function: { name: names[0] } })
    expect(body.messages).toMatchObject([{}, { tool_calls: [{ function: { name: names[0] } }] }, { role: 'tool' }])
  })

  it('strict only where the schema is', () => {
    const strict = { strict: true }
    const request = foreign({}, [
      tool('open', strict),
      tool('closed', { ...strict, parameters: closed }),
      tool('loose'),
    ])
    const { body, warnings } = encode(request)
    const declared = (Array.isArray(body.tools) ? body.tools : []).map(({ function: { strict } }) => strict)
    expect(declared).toEqual([undefined, true, undefined])
    expect(warnings).toMatchObject([{ type: 'changed', field: 'tools[0].strict' }])
  })

  it('a choice and the parallel flag stand only beside tools that take them', () => {
    const settings = { toolChoice: { type: 'required' }, mayCallToolsInParallel: false } as const
    const bare = encode(foreign(settings))
    expect('tool_choice' in bare.body || 'parallel_tool_calls' in bare.body).toBe(false)
    expect(bare.warnings).toEqual([{ type: 'dropped', field: 'toolChoice' }])
    expect(encode(foreign(settings, [tool('f')])).body).toMatchObject({
      tool_choice: 'required',
      parallel_tool_calls: false,
    })
    const flagless = encode(foreign(settings, [tool('f')]), { takesParallelToolCallsFlag: false })
    expect('parallel_tool_calls' in flagless.body).toBe(false)
    expect(flagless.warnings).toEqual([{ type: 'dropped', field: 'mayCallToolsInParallel' }])
  })

  it('some allowed tools are named', () => {
    const settings: RequestSettings = { toolChoice: { type: 'allowed', mode: 'required', names: ['f'] } }
    expect(encode(foreign(settings, [tool('f'), tool('g')])).body.tool_choice).toEqual({
      type: 'allowed_tools',
      allowed_tools: { mode: 'required', tools: [{ type: 'function', function: { name: 'f' } }] },
    })
  })
})

describe('the form of the answer', () => {
  const open = { type: 'object', properties: { a: { type: 'string' } } }
  const closed = { ...open, required: ['a'], additionalProperties: false }
  const wanted = (schema: unknown, strict?: boolean): RequestSettings => ({
    responseFormat: { type: 'json-schema', name: 'my answer', schema, ...(strict !== undefined && { strict }) },
  })

  it('a schema is strict where it may be', () => {
    const sent = (settings: RequestSettings) => encode(foreign(settings)).body.response_format
    expect(sent(wanted(closed))).toEqual({
      type: 'json_schema',
      json_schema: { name: 'my_answer', schema: closed, strict: true },
    })
    expect(sent(wanted(open))).toEqual({ type: 'json_schema', json_schema: { name: 'my_answer', schema: open } })
    expect(sent(wanted(closed, false))).toMatchObject({ json_schema: { strict: false } })
    expect(encode(foreign(wanted(open, true))).warnings).toMatchObject([{ field: 'responseFormat.strict' }])
  })

  it('without schemas the model is told in words', () => {
    const { body, warnings } = encode(foreign(wanted(open)), { takesJsonSchema: false })
    expect(body.response_format).toEqual({ type: 'json_object' })
    expect(body.messages).toMatchObject([
      { role: 'system', content: expect.stringContaining(JSON.stringify(open)) },
      { role: 'user' },
    ])
    expect(warnings).toMatchObject([{ type: 'changed', field: 'responseFormat' }])
  })

  it('JSON mode is refused by the vendor where no message speaks of JSON', () => {
    const settings: RequestSettings = { responseFormat: { type: 'json-object' } }
    expect(encode(foreign(settings)).body.messages).toMatchObject([
      { role: 'system', content: expect.stringContaining('JSON') },
      { role: 'user', content: 'Hi' },
    ])
    const said = {
      ...foreign(settings),
      messages: [{ role: 'user', parts: [{ type: 'text', text: 'as json' }] }],
    } as const
    expect(encode(said).body.messages).toEqual([{ role: 'user', content: 'as json' }])
    expect(encode(own({ response_format: { type: 'json_object' } })).body.messages).toHaveLength(1)
  })
})
