import { describe, expect, it } from 'vitest'
import { isGatewayError } from '../../canonical/error.js'
import { SPELLING } from '../../canonical/residue.js'
import { decodeRequest } from './decode-request.js'

const USER = { role: 'user', content: 'Hi' }
const body = (fields: object) => ({ model: 'm', messages: [USER], ...fields })

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

describe('decodeRequest', () => {
  it.each([undefined, null, 7, 'text', [], true])('refuses a body that is %j', (value) =>
    expect(refusal(value)).toEqual(invalid()),
  )

  it.each([
    ['max_tokens', -1],
    ['max_tokens', 0],
    ['max_tokens', 2 ** 31],
    ['max_tokens', 1e308],
    ['max_tokens', '100'],
    ['max_tokens', 1.5],
    ['max_tokens', [1]],
    ['max_completion_tokens', -1],
    ['max_completion_tokens', '100'],
    ['n', -1],
    ['n', 0],
    ['n', 129],
    ['n', 1.5],
    ['n', '2'],
    ['best_of', 5],
    ['temperature', '1'],
    ['top_p', {}],
    ['stream', 'true'],
    ['stream', 1],
    ['stream_options', true],
    ['stop', 5],
    ['seed', 'x'],
    ['logprobs', 3],
    ['top_logprobs', 21],
    ['tools', {}],
    ['tool_choice', 5],
    ['response_format', 'json'],
    ['parallel_tool_calls', 'no'],
    ['user', 7],
    ['safety_identifier', {}],
    ['messages', []],
    ['messages', 'Hi'],
    ['messages', undefined],
    ['model', ''],
    ['model', 7],
    ['model', 'm'.repeat(257)],
    ['model', undefined],
  ])('M17: refuses %s = %j and names the field', (name, value) => {
    expect(refusal(body({ [name]: value }))).toEqual(invalid(name))
  })

  it('M17: takes null as absence, and as many choices as 128', () => {
    const { settings } = decodeRequest(body({ max_tokens: null, n: 128, temperature: null }))
    expect(settings).toEqual({ choiceCount: 128 })
  })

  it.each([
    [[{ role: 'wizard', content: 'x' }], 'messages[0].role'],
    [[{ content: 'x' }], 'messages[0].role'],
    [[USER, null], 'messages[1]'],
    [[USER, { role: 'user' }], 'messages[1].content'],
    [[USER, { role: 'user', content: null }], 'messages[1].content'],
    [[USER, { role: 'user', content: 5 }], 'messages[1].content'],
    [[{ role: 'user', content: [{ type: 'text' }] }], 'messages[0].content[0].text'],
    [
      [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'a' },
            { type: 'image_url', image_url: 'http://x' },
          ],
        },
      ],
      'messages[0].content[1].image_url',
    ],
    [
      [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 3 } }] }],
      'messages[0].content[0].image_url.url',
    ],
    [[{ role: 'user', content: [{ type: 9 }] }], 'messages[0].content[0].type'],
    [[{ role: 'tool', content: 'x' }], 'messages[0].tool_call_id'],
    [
      [{ role: 'assistant', tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: {} } }] }],
      'messages[0].tool_calls[0].function.arguments',
    ],
  ])('names the field inside messages: %j', (messages, param) => {
    expect(refusal(body({ messages }))).toEqual(invalid(param))
  })

  it('refuses both names of the output limit at once', () => {
    expect(refusal(body({ max_tokens: 5, max_completion_tokens: 6 }))).toEqual(invalid('max_tokens'))
    expect(decodeRequest(body({ max_tokens: null, max_completion_tokens: 6 })).settings.maxOutputTokens).toBe(6)
  })

  it.each(['Model', 'MAX_TOKENS', 'maX_toKens', 'Stream', 'ſtream', 'N'])(
    'C12: refuses %s, which a server may read as the field itself',
    (name) => expect(refusal(body({ [name]: 1 }))).toEqual(invalid(name)),
  )

  it('keeps unknown fields beside the model of ours', () => {
    const request = decodeRequest(body({ store: true, logit_bias: { 5: 1 }, guided_choice: ['a'], nothing: null }))
    expect(request.residue).toEqual({
      'openai-chat': { store: true, logit_bias: { 5: 1 }, guided_choice: ['a'], [SPELLING]: { isOwn: true } },
    })
  })

  it('is not polluted by keys that mean something to JavaScript', () => {
    const hostile = JSON.parse(
      '{"model":"m","messages":[{"role":"user","content":"x"}],"constructor":{"prototype":{"polluted":1}}}',
    )
    decodeRequest(hostile)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('finds the facts that routing needs', () => {
    const parts = [
      { type: 'image_url', image_url: { url: 'https://example.org/a.png' } },
      { type: 'input_audio', input_audio: { data: '', format: 'mp3' } },
      { type: 'file', file: { file_data: 'data:application/pdf;base64,AA==' } },
    ]
    const { facts } = decodeRequest(
      body({
        messages: [{ role: 'user', content: parts }],
        tools: [{ type: 'function', function: { name: 'f' } }],
        response_format: { type: 'json_object' },
        reasoning_effort: 'low',
      }),
    )
    expect(facts).toEqual({
      vision: true,
      audio: true,
      document: true,
      tools: true,
      json: true,
      reasoning: true,
      nativeOnly: [],
    })
  })

  it('has no facts where there are none', () => {
    const { facts } = decodeRequest(body({ reasoning_effort: 'none', response_format: { type: 'text' } }))
    expect(facts).toEqual({
      vision: false,
      audio: false,
      document: false,
      tools: false,
      json: false,
      reasoning: false,
      nativeOnly: [],
    })
  })

  it('tells what only this dialect can carry', () => {
    const { facts } = decodeRequest(
      body({
        messages: [{ role: 'user', content: [{ type: 'file', file: { file_id: 'file-1' } }] }],
        tools: [{ type: 'custom', custom: { name: 'x' } }],
        functions: [{ name: 'old' }],
        response_format: { type: 'grammar', grammar: 'x' },
      }),
    )
    expect(facts.nativeOnly).toEqual(['functions', 'response_format', 'tools[0]', 'messages[0]'])
    expect(facts.tools).toBe(true)
  })

  it('takes a guess at the answer for a hint, which others may do without', () => {
    const { facts } = decodeRequest(body({ prediction: { type: 'content', content: 'x' } }))
    expect(facts.nativeOnly).toEqual([])
  })

  it('knows an image by address from one that is held, and normalises image/jpg', () => {
    const image = (url: string) => ({ type: 'image_url', image_url: { url } })
    const { messages } = decodeRequest(
      body({
        messages: [
          { role: 'user', content: [image('https://a.test/x'), image('data:image/jpg;charset=utf-8;base64,QUE=')] },
        ],
      }),
    )
    expect(messages[0]?.parts).toEqual([
      { type: 'media', kind: 'image', source: { type: 'url', url: 'https://a.test/x' } },
      { type: 'media', kind: 'image', source: { type: 'base64', mediaType: 'image/jpeg', data: 'QUE=' } },
    ])
  })
})
