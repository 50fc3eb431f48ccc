import { describe, expect, it } from 'vitest'
import { isGatewayError } from '../../canonical/error.js'
import { decodeCountTokens, encodeCountTokens, readTotalTokens } from './count-tokens.js'
import { decodeRequest } from './decode-request.js'

const ADDRESS = { model: 'm', isStreamed: false }
const decode = (fields: object) =>
  decodeRequest({ contents: [{ role: 'user', parts: [{ text: 'x' }] }], ...fields }, ADDRESS)
const user = (...parts: object[]) => ({ role: 'user', parts })
const model = (...parts: object[]) => ({ role: 'model', parts })

function refusal(body: unknown, read = (value: unknown) => decodeRequest(value, ADDRESS) as unknown): unknown {
  try {
    read(body)
  } catch (error) {
    return isGatewayError(error) && error.code === 'invalid_request' ? (error.param ?? null) : error
  }
  return 'taken'
}

describe('decodeRequest', () => {
  it.each<[unknown, string | null]>([
    [undefined, null],
    [null, null],
    ['x', null],
    [[], null],
    [{}, 'contents'],
    [{ contents: [] }, 'contents'],
    [{ contents: 'hi' }, 'contents'],
    [{ contents: ['hi'] }, 'contents[0]'],
    [{ contents: [{ role: 'assistant', parts: [{ text: 'x' }] }] }, 'contents[0].role'],
    [{ contents: [{ parts: [] }] }, 'contents[0].parts'],
    [{ contents: [{ role: 'user' }] }, 'contents[0].parts'],
    [{ contents: [{ parts: [{}] }] }, 'contents[0].parts[0]'],
    [{ contents: [{ parts: [{ text: null }] }] }, 'contents[0].parts[0]'],
    [{ contents: [{ parts: [{ text: 7 }] }] }, 'contents[0].parts[0].text'],
    [{ contents: [{ parts: [{ text: 'a', functionCall: { name: 'f' } }] }] }, 'contents[0].parts[0]'],
    [{ contents: [{ parts: [{ inline_data: { mime_type: 'a/b' } }] }] }, 'contents[0].parts[0].inlineData.data'],
    [{ contents: [{ parts: [{ inlineData: { data: 'QQ==' } }] }] }, 'contents[0].parts[0].inlineData.mimeType'],
    [{ contents: [{ parts: [{ functionCall: { args: {} } }] }] }, 'contents[0].parts[0].functionCall.name'],
    [{ contents: [{ parts: [{ functionCall: { name: 'f', args: [] } }] }] }, 'contents[0].parts[0].functionCall.args'],
    [
      { contents: [{ parts: [{ functionResponse: { name: 'f', response: 'text' } }] }] },
      'contents[0].parts[0].functionResponse.response',
    ],
    [{ contents: [user({ text: 'x' })], systemInstruction: 'text' }, 'systemInstruction'],
    [{ contents: [user({ text: 'x' })], system_instruction: { parts: 'x' } }, 'systemInstruction.parts'],
    [{ contents: [user({ text: 'x' })], tools: {} }, 'tools'],
    [
      { contents: [user({ text: 'x' })], tools: [{ functionDeclarations: [{}] }] },
      'tools[0].functionDeclarations[0].name',
    ],
    [{ contents: [user({ text: 'x' })], safetySettings: 'none' }, 'safetySettings'],
    [{ contents: [user({ text: 'x' })], model: 'other' }, 'model'],
    [{ contents: [user({ text: 'x' })], Contents: [] }, 'Contents'],
    [{ contents: [user({ text: 'x' })], generationConfig: {}, generation_config: {} }, 'generation_config'],
    ...[-1, 0, 2 ** 31, 1e308, '100', [1], 1.5].map((value): [unknown, string] => [
      { contents: [user({ text: 'x' })], generationConfig: { maxOutputTokens: value } },
      'generationConfig.maxOutputTokens',
    ]),
    [
      { contents: [user({ text: 'x' })], generationConfig: { maxOutputTokens: 1, max_output_tokens: 9 } },
      'generationConfig.max_output_tokens',
    ],
    [
      { contents: [user({ text: 'x' })], generation_config: { MaxOutputTokens: 1 } },
      'generation_config.MaxOutputTokens',
    ],
    [{ contents: [user({ text: 'x' })], generationConfig: { candidateCount: 129 } }, 'generationConfig.candidateCount'],
    [{ contents: [user({ text: 'x' })], generationConfig: { temperature: 'hot' } }, 'generationConfig.temperature'],
    [{ contents: [user({ text: 'x' })], generationConfig: { stopSequences: 'a' } }, 'generationConfig.stopSequences'],
    [{ contents: [user({ text: 'x' })], generationConfig: { responseSchema: 'x' } }, 'generationConfig.responseSchema'],
    [
      { contents: [user({ text: 'x' })], generationConfig: { thinkingConfig: { thinkingBudget: -2 } } },
      'generationConfig.thinkingConfig.thinkingBudget',
    ],
    [
      {
        contents: [user({ text: 'x' })],
        generationConfig: { thinkingConfig: { thinkingBudget: 1, thinkingLevel: 'LOW' } },
      },
      'generationConfig.thinkingConfig.thinkingLevel',
    ],
  ])('M17: refuses %j at %s', (body, param) => expect(refusal(body)).toBe(param))

  it('needs a model from somewhere, and takes the one of the body', () => {
    const body = { contents: [user({ text: 'x' })] }
    expect(refusal(body, (value) => decodeRequest(value))).toBe('model')
    expect(decodeRequest({ ...body, model: 'models/a' }).model).toBe('a')
    expect(decodeRequest({ ...body, model: 'models/a' }, { model: 'a', isStreamed: true }).isStreamed).toBe(true)
  })

  it('null is absence', () => {
    const { settings, residue } = decode({ tools: null, generationConfig: { topK: null, seed: null }, labels: null })
    expect([settings, residue]).toEqual([{ isReasoningShown: false }, undefined])
  })

  it('a property, an argument or a label may have any name', () => {
    const schema = { type: 'OBJECT', properties: { max_items: { type: 'STRING' }, nullable: { type: 'BOOLEAN' } } }
    const { tools, messages, residue } = decode({
      contents: [model({ functionCall: { name: 'f', args: { function_call: 1, __proto__: null } } })],
      tools: [{ functionDeclarations: [{ name: 'f', parameters: schema }] }],
      labels: { max_output_tokens: 'x' },
    })
    expect(tools[0]).toMatchObject({
      parameters: { properties: { max_items: { type: 'string' }, nullable: { type: 'boolean' } } },
    })
    expect(messages[0]?.parts[0]).toMatchObject({ argumentsText: '{"function_call":1}' })
    expect(residue).toEqual({ 'gemini-generate': { labels: { max_output_tokens: 'x' } } })
  })

  it('a response answers the call with its id, else the first of its name that waits', () => {
    const call = (name: string, id?: string) => ({ functionCall: { name, args: {}, ...(id && { id }) } })
    const response = (name: string, id?: string) => ({ functionResponse: { name, response: {}, ...(id && { id }) } })
    const { messages } = decode({
      contents: [
        user({ text: 'x' }),
        model(call('a'), call('a'), call('b', 'own'), call('b', 'own')),
        user(response('b', 'own'), response('a'), response('b', 'unknown'), response('a'), response('c')),
      ],
    })
    const ids = messages.slice(1).map(({ parts }) => parts.map((part) => ('callId' in part ? part.callId : undefined)))
    expect(ids).toEqual([
      ['call_0g0', 'call_0g1', 'own', 'call_0g3'],
      ['own', 'call_0g0', 'call_0g3', 'call_0g1', 'call_0g4'],
    ])
  })

  it('chunks that a chat kept as turns are one answer, and its last chunk adds nothing', () => {
    const chunks = [{ text: 'Hel' }, { text: 'lo' }, { functionCall: { name: 'f' } }, { text: '' }].map((part) =>
      model(part),
    )
    const { messages } = decode({ contents: [user({ text: 'x' }), ...chunks] })
    expect(messages.map(({ parts }) => parts.map(({ type }) => type))).toEqual([['text'], ['text', 'tool-call']])
    expect(messages[1]?.parts[0]).toEqual({ type: 'text', text: 'Hello' })
  })

  it('results stand before what the user says beside them', () => {
    const { messages } = decode({
      contents: [
        model({ functionCall: { name: 'a' } }),
        user({ text: 'Here' }, { functionResponse: { name: 'a', response: { output: 'x' } } }),
      ],
    })
    expect(messages.map(({ role }) => role)).toEqual(['assistant', 'tool', 'user'])
  })

  it.each([
    [{ output: 'x' }, 'x', undefined],
    [{ result: 'x' }, 'x', undefined],
    [{ content: [1] }, '[1]', undefined],
    [{ error: 'no' }, 'no', true],
    [{ error: { code: 1 } }, '{"code":1}', true],
    [{ output: 'x', more: 1 }, '{"output":"x","more":1}', undefined],
    [{}, '{}', undefined],
  ])('reads the response %j', (response, text, isError) => {
    const { messages } = decode({ contents: [user({ functionResponse: { name: 'f', response } })] })
    const [part] = messages[0]?.parts ?? []
    expect(part).toMatchObject({ parts: [{ type: 'text', text }], ...(isError && { isError }) })
    expect(part !== undefined && 'isError' in part).toBe(isError === true)
  })

  it('what stands for a lost signature is none', () => {
    const call = { functionCall: { name: 'f', args: {} }, thoughtSignature: 'skip_thought_signature_validator' }
    expect(decode({ contents: [model(call)] }).messages[0]?.parts[0]).not.toHaveProperty('residue')
  })

  it.each([
    [{ mode: 'NONE' }, { type: 'none' }],
    [{ mode: 'AUTO' }, { type: 'auto' }],
    [{ mode: 'ANY' }, { type: 'required' }],
    [
      { mode: 'ANY', allowedFunctionNames: ['a'] },
      { type: 'tool', name: 'a' },
    ],
    [
      { mode: 'ANY', allowed_function_names: ['a', 'b'] },
      { type: 'allowed', mode: 'required', names: ['a', 'b'] },
    ],
    [{ mode: 'VALIDATED' }, undefined],
  ])('reads the choice %j', (functionCallingConfig, choice) => {
    expect(decode({ toolConfig: { functionCallingConfig } }).settings.toolChoice).toEqual(choice)
  })

  it('says what routing must know', () => {
    const { facts } = decode({
      contents: [user({ inlineData: { mimeType: 'image/png', data: '' } }, { fileData: { fileUri: 'gs://b/x.pdf' } })],
      tools: [{ googleSearch: {} }],
      generationConfig: { responseModalities: ['TEXT', 'AUDIO'], thinkingConfig: { thinkingBudget: -1 } },
    })
    expect(facts).toEqual({
      vision: true,
      audio: true,
      document: true,
      tools: true,
      json: false,
      reasoning: true,
      nativeOnly: ['generationConfig.responseModalities', 'tools[0]', 'messages[0]'],
    })
  })
})

describe('decodeCountTokens', () => {
  const contents = [user({ text: 'x' })]
  const read = (value: unknown) => decodeCountTokens(value, 'm')

  it('takes the turns alone, or a whole request in either spelling', () => {
    const system = { parts: [{ text: 's' }] }
    expect(read({ contents }).messages).toHaveLength(1)
    const whole = { model: 'models/m', contents, systemInstruction: system }
    expect(read({ generateContentRequest: whole }).messages).toHaveLength(2)
    expect(read({ generate_content_request: whole }).messages).toHaveLength(2)
  })

  it.each([
    [{}, 'contents'],
    [7, null],
    [{ contents, generateContentRequest: { contents } }, 'contents'],
    [{ generateContentRequest: 7 }, 'generateContentRequest'],
    [{ generateContentRequest: { contents: [] } }, 'generateContentRequest.contents'],
    [{ generateContentRequest: { contents: [{ parts: [{}] }] } }, 'generateContentRequest.contents[0].parts[0]'],
    [{ generateContentRequest: { contents, model: 'other' } }, 'generateContentRequest.model'],
  ])('refuses %j at %s', (body, param) => expect(refusal(body, read)).toBe(param))

  it('answers in the words of the vendor, and reads them', () => {
    expect(encodeCountTokens(7)).toEqual({ totalTokens: 7 })
    expect([{ totalTokens: 7 }, { totalTokens: -1 }, { totalTokens: '7' }, null].map(readTotalTokens)).toEqual([
      7,
      undefined,
      undefined,
      undefined,
    ])
  })
})
