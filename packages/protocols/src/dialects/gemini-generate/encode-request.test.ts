import { describe, expect, it } from 'vitest'
import { isGatewayError } from '../../canonical/error.js'
import type { CanonicalRequest } from '../../canonical/request.js'
import type { TargetTraits } from '../../codec.js'
import { loadFixtures } from '../../testing/load-fixture.js'
import { resolveTraits } from '../../vendors/resolve-traits.js'
import { VENDORS } from '../../vendors/vendor-table.js'
import { CODECS } from '../index.js'
import { decodeRequest } from './decode-request.js'
import { encodeRequest } from './encode-request.js'

const SIGNED = { thoughtSignature: 'skip_thought_signature_validator' }

/** A request of another dialect's client → our body and what it lost. */
function fromChat(fields: object, traits: TargetTraits = {}) {
  const request = CODECS['openai-chat'].decodeRequest({
    model: 'm',
    messages: [{ role: 'user', content: 'x' }],
    ...fields,
  })
  return encode(request, traits)
}

function encode(request: CanonicalRequest, traits: TargetTraits = {}) {
  const { body, warnings, toolNames } = encodeRequest(request, { model: 'gemini', traits })
  const { generationConfig: config, toolConfig, contents, ...rest } = body
  return { body, contents, config, toolConfig, rest, warnings, toolNames }
}

const messages = (...list: object[]) => ({ messages: list })
const call = (id: string, name: string, args: string) => ({ id, type: 'function', function: { name, arguments: args } })
const tool = (name: string, more: object = {}) => ({ type: 'function', function: { name, ...more } })

describe('turns of another dialect', () => {
  it("instructions go first, each a part; amid the conversation they keep their place as the user's words", () => {
    const { contents, rest, warnings } = fromChat(
      messages(
        { role: 'system', content: 'A' },
        { role: 'developer', content: 'B' },
        { role: 'user', content: 'hi' },
        { role: 'system', content: 'C' },
        { role: 'assistant', content: 'yo' },
      ),
    )
    expect(rest).toEqual({ systemInstruction: { parts: [{ text: 'A' }, { text: 'B' }] } })
    expect(contents).toEqual([
      { role: 'user', parts: [{ text: 'hi' }, { text: 'C' }] },
      { role: 'model', parts: [{ text: 'yo' }] },
    ])
    expect(warnings).toEqual([{ type: 'changed', field: 'messages[3]', how: 'as words of the user' }])
  })

  it('instructions alone are what the user says', () => {
    const { contents, rest } = fromChat(messages({ role: 'system', content: 'A' }))
    expect([contents, rest]).toEqual([[{ role: 'user', parts: [{ text: 'A' }] }], {}])
  })

  it('what is empty is left out, and a turn of the user is not left empty', () => {
    const { contents } = fromChat(
      messages(
        { role: 'system', content: '' },
        { role: 'user', content: '' },
        { role: 'assistant', content: '' },
        { role: 'user', content: 'x' },
        { role: 'assistant', content: '', tool_calls: [call('c1', 'f', '')] },
        { role: 'tool', tool_call_id: 'c1', content: '' },
      ),
    )
    expect(contents).toEqual([
      { role: 'user', parts: [{ text: '(no content)' }, { text: 'x' }] },
      { role: 'model', parts: [{ functionCall: { id: 'c1', name: 'f', args: {} }, ...SIGNED }] },
      { role: 'user', parts: [{ functionResponse: { id: 'c1', name: 'f', response: { output: '' } } }] },
    ])
  })

  it('results of one turn stand together, in the order of its calls, with the names of the calls', () => {
    const { contents, warnings } = fromChat(
      messages(
        { role: 'user', content: 'x' },
        { role: 'assistant', content: 'Look', tool_calls: [call('c1', 'f', '{"a":1}'), call('c2', 'g', '{"b":[2]}')] },
        { role: 'tool', tool_call_id: 'c2', content: '[1,2]' },
        { role: 'tool', tool_call_id: 'c1', content: '{"temp":20}' },
        { role: 'user', content: 'And?' },
      ),
    )
    expect(contents).toEqual([
      { role: 'user', parts: [{ text: 'x' }] },
      {
        role: 'model',
        parts: [
          { text: 'Look' },
          { functionCall: { id: 'c1', name: 'f', args: { a: 1 } }, ...SIGNED },
          { functionCall: { id: 'c2', name: 'g', args: { b: [2] } } },
        ],
      },
      {
        role: 'user',
        parts: [
          { functionResponse: { id: 'c1', name: 'f', response: { temp: 20 } } },
          { functionResponse: { id: 'c2', name: 'g', response: { output: '[1,2]' } } },
        ],
      },
      { role: 'user', parts: [{ text: 'And?' }] },
    ])
    expect(warnings).toEqual([])
  })

  it('a call that nobody answered gets a response, and a result that nobody asked for is told as words', () => {
    const { contents, warnings } = fromChat(
      messages(
        { role: 'user', content: 'x' },
        { role: 'assistant', tool_calls: [call('c1', 'f', '{}'), call('c2', 'f', '{}')] },
        { role: 'tool', tool_call_id: 'c2', content: 'two' },
        { role: 'tool', tool_call_id: 'ghost', content: 'boo' },
        { role: 'assistant', tool_calls: [call('c3', 'f', '{}')] },
        { role: 'user', content: 'Stop' },
      ),
    )
    expect(contents).toMatchObject([
      { role: 'user' },
      { role: 'model' },
      {
        parts: [
          { functionResponse: { id: 'c1', response: { error: 'There is no result.' } } },
          { functionResponse: { id: 'c2', response: { output: 'two' } } },
        ],
      },
      { role: 'user', parts: [{ text: 'Result of a tool: boo' }] },
      { role: 'model' },
      { parts: [{ functionResponse: { id: 'c3' } }] },
      { parts: [{ text: 'Stop' }] },
    ])
    expect(warnings.map(({ type, field }) => `${type} ${field}`)).toEqual([
      'changed messages',
      'changed messages[3].parts[0]',
      'changed messages',
    ])
  })

  it('calls that wait at the end are left to wait', () => {
    const { contents, warnings } = fromChat(
      messages({ role: 'user', content: 'x' }, { role: 'assistant', tool_calls: [call('c1', 'f', '{}')] }),
    )
    expect(contents).toHaveLength(2)
    expect(warnings).toEqual([])
  })

  it.each([
    ['', {}, 0],
    [' ', {}, 0],
    ['{"a":', { _raw: '{"a":' }, 1],
    ['[1]', { _raw: '[1]' }, 1],
    ['{"n":12345678901234567890}', { n: 12345678901234567000 }, 1],
    ['{"n":"12345678901234567890"}', { n: '12345678901234567890' }, 0],
  ])('arguments %j', (text, args, warningCount) => {
    const { contents, warnings } = fromChat(messages({ role: 'assistant', tool_calls: [call('c', 'f', text)] }))
    expect(contents).toMatchObject([{ parts: [{ functionCall: { args } }] }])
    expect(warnings).toHaveLength(warningCount)
  })

  it('thoughts stay thoughts, a refusal becomes text', () => {
    const { contents } = fromChat(
      messages({ role: 'assistant', reasoning_content: 'Hm', content: null, refusal: 'No' }),
    )
    expect(contents).toEqual([{ role: 'model', parts: [{ text: 'Hm', thought: true }, { text: 'No' }] }])
  })

  it('pictures, sounds and files in their order, with the losses', () => {
    const content = [
      { type: 'text', text: 'a' },
      { type: 'image_url', image_url: { url: 'data:image/jpg;charset=x;base64,QQ==', detail: 'low' } },
      { type: 'text', text: 'b' },
      { type: 'image_url', image_url: { url: 'https://a.test/p.webp?x=1', detail: 'auto' } },
      { type: 'input_audio', input_audio: { data: 'QQ==', format: 'wav' } },
      { type: 'file', file: { file_data: 'data:application/pdf;base64,QQ==', filename: 'p.pdf' } },
    ]
    const { contents, warnings } = fromChat(messages({ role: 'user', content }))
    expect(contents).toEqual([
      {
        role: 'user',
        parts: [
          { text: 'a' },
          { inlineData: { mimeType: 'image/jpeg', data: 'QQ==' } },
          { text: 'b' },
          { fileData: { mimeType: 'image/webp', fileUri: 'https://a.test/p.webp?x=1' } },
          { inlineData: { mimeType: 'audio/wav', data: 'QQ==' } },
          { inlineData: { mimeType: 'application/pdf', data: 'QQ==' } },
        ],
      },
    ])
    expect(warnings).toEqual([
      { type: 'dropped', field: 'messages[0].parts[1].detail' },
      { type: 'dropped', field: 'messages[0].parts[5].filename' },
    ])
  })

  it.each<[object, TargetTraits]>([
    [{ type: 'file', file: { file_id: 'file-1' } }, {}],
    [{ type: 'image_url', image_url: { url: 'https://a.test/p.png' } }, { takesMediaUrls: false }],
  ])('refuses %j, which the model could not see', (part, traits) => {
    const thrown = (() => {
      try {
        return fromChat(messages({ role: 'user', content: [part] }), traits)
      } catch (error) {
        return error
      }
    })()
    expect(isGatewayError(thrown) && [thrown.code, thrown.param]).toEqual(['invalid_request', 'messages[0].parts[0]'])
  })

  it('pictures in results go where the model takes them', () => {
    const picture = { inlineData: { mimeType: 'image/png', data: 'QQ==' } }
    const request = decodeRequest(
      {
        contents: [
          { role: 'model', parts: [{ functionCall: { name: 'f' }, thoughtSignature: 's' }] },
          { parts: [{ functionResponse: { name: 'f', response: { output: '' }, parts: [picture] } }] },
          { parts: [{ text: 'See?' }] },
        ],
      },
      { model: 'm', isStreamed: false },
    )
    expect(encode(request).contents).toMatchObject([{}, { parts: [{ functionResponse: { parts: [picture] } }] }, {}])
    const { contents, warnings } = encode(request, { takesMediaInToolResults: false })
    expect(contents).toMatchObject([
      {},
      { parts: [{ functionResponse: { response: { output: 'The content follows as a message of the user.' } } }] },
      { parts: [picture, { text: 'See?' }] },
    ])
    expect(warnings).toMatchObject([{ type: 'changed', field: 'messages[1].parts[0].parts[1]' }])
  })

  it('a model that does not think needs no signature', () => {
    const { contents } = fromChat(messages({ role: 'assistant', tool_calls: [call('c', 'f', '{}')] }), {
      thinking: 'none',
    })
    expect(contents).toEqual([{ role: 'model', parts: [{ functionCall: { id: 'c', name: 'f', args: {} } }] }])
  })
})

describe('tools of another dialect', () => {
  const parameters = {
    type: 'object',
    properties: { a: { type: ['string', 'null'] } },
    additionalProperties: false,
    $schema: 's',
  }

  it('schemas go as they are, or in the older subset', () => {
    const tools = [tool('f', { description: 'd', parameters, strict: false }), tool('g')]
    expect(fromChat({ tools }).rest).toEqual({
      tools: [
        { functionDeclarations: [{ name: 'f', description: 'd', parametersJsonSchema: parameters }, { name: 'g' }] },
      ],
    })
    const { rest, warnings } = fromChat(
      { tools: [tool('f', { parameters: { ...parameters, not: {} } }), tool('h', { parameters: { type: 'object' } })] },
      { takesPlainJsonSchema: false },
    )
    expect(rest.tools).toEqual([
      {
        functionDeclarations: [
          { name: 'f', parameters: { type: 'OBJECT', properties: { a: { type: 'STRING', nullable: true } } } },
          { name: 'h' },
        ],
      },
    ])
    expect(warnings).toEqual([{ type: 'changed', field: 'tools[0].parameters', how: 'without not' }])
  })

  it('names that the vendor refuses are changed alike everywhere, and told', () => {
    const long = `get_${'x'.repeat(70)}`
    const { contents, rest, toolConfig, toolNames } = fromChat({
      ...messages(
        { role: 'assistant', tool_calls: [call('c', '1st', '{}')] },
        { role: 'tool', tool_call_id: 'c', content: 'r' },
      ),
      tools: [tool('1st'), tool('_1st'), tool(long)],
      tool_choice: { type: 'function', function: { name: '1st' } },
    })
    const [first, short] = [...(toolNames ?? [])].map(([wire]) => wire)
    expect([...(toolNames ?? [])].map(([, own]) => own)).toEqual(['1st', long])
    expect(first).toMatch(/^_1st_[0-9a-f]{8}$/)
    expect(short).toHaveLength(64)
    expect(rest.tools).toEqual([{ functionDeclarations: [{ name: first }, { name: '_1st' }, { name: short }] }])
    expect(toolConfig).toEqual({ functionCallingConfig: { mode: 'ANY', allowedFunctionNames: [first] } })
    expect(contents).toMatchObject([
      { parts: [{ functionCall: { name: first } }] },
      { parts: [{ functionResponse: { name: first } }] },
    ])
    expect(fromChat({ tools: [tool('a.b:c-d')] }).toolNames).toBeUndefined()
  })

  const allowed = (mode: string, ...names: string[]) => ({
    type: 'allowed_tools',
    allowed_tools: { mode, tools: names.map((name) => tool(name)) },
  })
  it.each([
    ['auto', { mode: 'AUTO' }, ['f', 'g']],
    ['none', { mode: 'NONE' }, ['f', 'g']],
    ['required', { mode: 'ANY' }, ['f', 'g']],
    [tool('g'), { mode: 'ANY', allowedFunctionNames: ['g'] }, ['f', 'g']],
    [allowed('required', 'f', 'g'), { mode: 'ANY', allowedFunctionNames: ['f', 'g'] }, ['f', 'g']],
    [allowed('auto', 'g'), { mode: 'AUTO' }, ['g']],
  ])('the choice %j', (choice, functionCallingConfig, offered) => {
    const { toolConfig, rest } = fromChat({ tools: [tool('f'), tool('g')], tool_choice: choice })
    expect(toolConfig).toEqual({ functionCallingConfig })
    expect(rest.tools).toEqual([{ functionDeclarations: offered.map((name) => ({ name })) }])
  })

  it('a choice of nothing is not said', () => {
    const { toolConfig, warnings } = fromChat({ tools: [], tool_choice: 'required' })
    expect([toolConfig, warnings]).toEqual([undefined, [{ type: 'dropped', field: 'toolChoice' }]])
  })

  it('what cannot be said is warned of', () => {
    const { warnings } = fromChat({
      tools: [tool('f', { strict: true }), { type: 'custom', custom: { name: 'x' } }],
      parallel_tool_calls: false,
      user: 'u1',
      logit_bias: { 1: 2 },
      seed: 2 ** 40,
    })
    expect(warnings.map(({ field }) => field).sort()).toEqual(
      ['endUserId', 'logit_bias', 'mayCallToolsInParallel', 'seed', 'tools[0].strict', 'tools[1]'].sort(),
    )
  })
})

describe('settings of another dialect', () => {
  it('are carried under their names here', () => {
    const { config, warnings } = fromChat({
      temperature: 1.5,
      top_p: 1,
      top_k: 3,
      max_tokens: 9,
      n: 2,
      seed: 4,
      stop: 'END',
      frequency_penalty: 1,
      presence_penalty: -1,
      logprobs: true,
      top_logprobs: 5,
    })
    expect(config).toEqual({
      temperature: 1.5,
      topP: 1,
      topK: 3,
      maxOutputTokens: 9,
      candidateCount: 2,
      seed: 4,
      stopSequences: ['END'],
      frequencyPenalty: 1,
      presencePenalty: -1,
      responseLogprobs: true,
      logprobs: 5,
    })
    expect(warnings).toEqual([])
  })

  it.each<[TargetTraits, object, object, string[]]>([
    [
      { takesSampling: false },
      { temperature: 1, top_p: 0.5, top_k: 1 },
      {},
      ['dropped temperature', 'dropped topP', 'dropped topK'],
    ],
    [{ takesTemperatureWithTopP: false }, { temperature: 1, top_p: 0.5 }, { temperature: 1 }, ['dropped topP']],
    [{ takesTemperatureWithTopP: false }, { top_p: 0.5 }, { topP: 0.5 }, []],
    [{ isTopPBelowOne: true }, { top_p: 1 }, { topP: 0.9999 }, ['clamped topP']],
    [{ takesTopK: false }, { top_k: 1, temperature: 0 }, { temperature: 0 }, ['dropped topK']],
    [{ maxOutputTokens: 5 }, { max_tokens: 9 }, { maxOutputTokens: 5 }, ['clamped maxOutputTokens']],
    [{}, { stop: ['a', '', 'b', 'c', 'd', 'e', 'f'] }, { stopSequences: ['a', 'b', 'c', 'd', 'e'] }, ['clamped stop']],
  ])('%j', (traits, fields, expected, lost) => {
    const { config, warnings } = fromChat(fields, traits)
    expect(config ?? {}).toEqual(expected)
    expect(warnings.map(({ type, field }) => `${type} ${field}`)).toEqual(lost)
  })

  it('the limit of the plan counts', () => {
    const request = CODECS['openai-chat'].decodeRequest({
      model: 'm',
      max_tokens: 9,
      messages: [{ role: 'user', content: 'x' }],
    })
    const { body, warnings } = encodeRequest(request, { model: 'm', maxOutputTokens: 7 })
    expect(body.generationConfig).toEqual({ maxOutputTokens: 7 })
    expect(warnings).toEqual([{ type: 'clamped', field: 'maxOutputTokens', to: 7 }])
  })

  const schema = { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false }
  const wanted = { type: 'json_schema', json_schema: { name: 'pet', description: 'A pet', schema, strict: true } }
  it.each<[object, TargetTraits, object, number]>([
    [{ type: 'text' }, {}, { responseMimeType: 'text/plain' }, 0],
    [{ type: 'json_object' }, {}, { responseMimeType: 'application/json' }, 0],
    [wanted, {}, { responseMimeType: 'application/json', responseJsonSchema: { ...schema, description: 'A pet' } }, 0],
    [
      wanted,
      { takesPlainJsonSchema: false },
      {
        responseMimeType: 'application/json',
        responseSchema: { description: 'A pet', type: 'OBJECT', properties: { a: { type: 'STRING' } } },
      },
      0,
    ],
    [wanted, { takesJsonSchema: false }, { responseMimeType: 'application/json' }, 1],
  ])('the form %j for %j', (format, traits, config, warningCount) => {
    const encoded = fromChat({ response_format: format }, traits)
    expect(encoded.config).toEqual(config)
    expect(encoded.warnings).toHaveLength(warningCount)
  })

  const shown = { includeThoughts: true }
  it.each<[string, TargetTraits, object | undefined, number]>([
    ['low', {}, { thinkingLevel: 'LOW', ...shown }, 0],
    ['max', { thinking: 'level' }, { thinkingLevel: 'HIGH', ...shown }, 1],
    ['none', { thinking: 'level' }, { thinkingLevel: 'MINIMAL' }, 1],
    ['minimal', { thinking: 'budget' }, { thinkingBudget: 512, ...shown }, 0],
    ['medium', { thinking: 'budget' }, { thinkingBudget: 8192, ...shown }, 0],
    ['xhigh', { thinking: 'budget', thinkingBudget: { min: 128, max: 24576 } }, { thinkingBudget: 24576, ...shown }, 1],
    ['none', { thinking: 'budget' }, { thinkingBudget: 0 }, 0],
    [
      'none',
      { thinking: 'budget', mayDisableThinking: false, thinkingBudget: { min: 256, max: 9 } },
      { thinkingBudget: 256 },
      1,
    ],
    ['high', { thinking: 'none' }, undefined, 1],
    ['none', { thinking: 'none' }, undefined, 0],
  ])('effort %s for %j', (effort, traits, thinkingConfig, warningCount) => {
    const { config, warnings } = fromChat({ reasoning_effort: effort }, traits)
    expect(config).toEqual(thinkingConfig && { thinkingConfig })
    expect(warnings).toHaveLength(warningCount)
  })

  it.each<[number, TargetTraits, object | undefined]>([
    [4096, {}, { thinkingBudget: 4096 }],
    [-1, { thinking: 'level' }, undefined],
    [-1, { thinking: 'budget', thinkingBudget: { min: 1, max: 9 } }, { thinkingBudget: -1 }],
    [1024, { thinking: 'level' }, { thinkingLevel: 'LOW' }],
    [30_000, { thinking: 'level' }, { thinkingLevel: 'HIGH' }],
  ])('a budget of %d for %j', (budget, traits, thinkingConfig) => {
    const request = decodeRequest(
      { contents: [{ parts: [{ text: 'x' }] }], generationConfig: { thinkingConfig: { thinkingBudget: budget } } },
      { model: 'm', isStreamed: false },
    )
    expect(encode(request, traits).config).toEqual(thinkingConfig && { thinkingConfig })
  })
})

describe('our own requests for another dialect', () => {
  it('a tool loop without ids becomes one with ids', () => {
    const fixture = loadFixtures(new URL('./__fixtures__/', import.meta.url)).find(
      ({ name }) => name === 'tools-without-ids',
    )
    const request = decodeRequest(fixture?.request, { model: 'm', isStreamed: false })
    const { body } = CODECS['openai-chat'].encodeRequest(request, { model: 'gpt' })
    expect(body).toMatchObject({
      model: 'gpt',
      messages: [
        { role: 'user', content: 'Both?' },
        {
          role: 'assistant',
          content: 'I will look.',
          tool_calls: [
            { id: 'call_0g0', function: { name: 'look', arguments: '{"at":"a"}' } },
            { id: 'call_0g1', function: { name: 'look', arguments: '{"at":"b"}' } },
          ],
        },
        { role: 'tool', tool_call_id: 'call_0g0', content: 'first' },
        { role: 'tool', tool_call_id: 'call_0g1', content: 'second' },
        { role: 'assistant', content: 'Done.' },
        { role: 'user', content: 'Thanks' },
        { role: 'assistant', content: null, tool_calls: [{ id: 'call_0g2' }] },
        { role: 'tool', tool_call_id: 'call_0g2', content: '[1,2]' },
      ],
      tools: [
        {
          type: 'function',
          function: {
            name: 'look',
            parameters: {
              type: 'object',
              properties: {
                at: { type: ['string', 'null'], enum: ['a', 'b', null], maxLength: 4 },
                tags: { type: 'array', items: { type: 'string' }, minItems: 1 },
              },
              required: ['at'],
            },
          },
        },
      ],
    })
  })

  it('chunks that a client stored as turns are one message, settings have their names, and losses are told', () => {
    const request = decodeRequest(
      {
        contents: [
          { parts: [{ text: 'a' }] },
          { role: 'model', parts: [{ text: 'Hel' }] },
          { role: 'model', parts: [{ text: 'lo' }] },
        ],
        systemInstruction: { parts: [{ text: 'S' }] },
        safetySettings: [],
        generationConfig: {
          maxOutputTokens: 5,
          topK: 2,
          candidateCount: 2,
          mediaResolution: 'LOW',
          thinkingConfig: { thinkingLevel: 'HIGH' },
        },
      },
      { model: 'm', isStreamed: true },
    )
    const { body, warnings } = CODECS['openai-chat'].encodeRequest(request, {
      model: 'gpt',
      traits: { thinking: 'effort' },
    })
    expect(body).toMatchObject({
      messages: [
        { role: 'system', content: 'S' },
        { role: 'user', content: 'a' },
        { role: 'assistant', content: 'Hello' },
      ],
      n: 2,
      stream: true,
      reasoning_effort: 'high',
    })
    expect(warnings.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['safetySettings', 'generationConfig.mediaResolution']),
    )
  })
})

describe('JSON beside functions', () => {
  const asked = CODECS['openai-chat'].decodeRequest({
    model: 'm',
    messages: [
      { role: 'system', content: 'S' },
      { role: 'user', content: 'JSON, please' },
    ],
    tools: [{ type: 'function', function: { name: 'f', parameters: { type: 'object' } } }],
    response_format: { type: 'json_schema', json_schema: { name: 'r', schema: { type: 'object' } } },
  })
  const encoded = (upstreamModel: string) =>
    CODECS['gemini-generate'].encodeRequest(asked, {
      model: upstreamModel,
      traits: resolveTraits({ vendor: VENDORS.gemini, upstreamModel }),
    })

  it('is asked for in words where the model takes not both', () => {
    const { body, warnings, isJsonInWords } = encoded('gemini-2.5-flash')
    expect(body.generationConfig).toBeUndefined()
    expect(body.systemInstruction).toEqual({
      parts: [{ text: 'S' }, { text: expect.stringContaining('schema: {"type":"object"}') }],
    })
    expect(warnings).toEqual([{ type: 'changed', field: 'responseFormat', how: 'as an instruction' }])
    expect(isJsonInWords).toBe(true)
  })

  it('is asked for as such where it does', () => {
    const { body, warnings, isJsonInWords } = encoded('gemini-3-pro')
    expect(body.generationConfig).toMatchObject({ responseMimeType: 'application/json' })
    expect(body.systemInstruction).toEqual({ parts: [{ text: 'S' }] })
    expect([warnings, isJsonInWords]).toEqual([[], undefined])
  })
})
