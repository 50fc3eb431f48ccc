import { describe, expect, it } from 'vitest'
import type { TargetTraits } from '../../codec.js'
import { loadFixtures } from '../../testing/load-fixture.js'
import { toGemini as encode, chatToGemini as fromChat } from '../../testing/to-gemini.js'
import { resolveTraits } from '../../vendors/resolve-traits.js'
import { VENDORS } from '../../vendors/vendor-table.js'
import { CODECS } from '../index.js'
import { decodeRequest } from './decode-request.js'
import { encodeRequest } from './encode-request.js'

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
