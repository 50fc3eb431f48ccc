import { describe, expect, it } from 'vitest'
import { isGatewayError } from '../../canonical/error.js'
import { decodeCountTokensRequest, decodeRequest } from './decode-request.js'
import { encodeError } from './encode-error.js'

const USER = { role: 'user', content: 'Hi' }
const body = (fields: object) => ({ model: 'm', max_tokens: 5, messages: [USER], ...fields })
const content = (...blocks: unknown[]) => body({ messages: [{ role: 'user', content: blocks }] })
const said = (...blocks: unknown[]) => body({ messages: [USER, { role: 'assistant', content: blocks }] })

function refusal(value: unknown, decode = decodeRequest) {
  try {
    decode(value)
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
    ['max_tokens', undefined],
    ['max_tokens', null],
    ['max_tokens', -1],
    ['max_tokens', '100'],
    ['max_tokens', 1.5],
    ['max_tokens', 2 ** 31],
    ['model', ''],
    ['model', 7],
    ['model', undefined],
    ['model', 'm'.repeat(257)],
    ['messages', []],
    ['messages', 'Hi'],
    ['messages', undefined],
    ['system', 5],
    ['temperature', '1'],
    ['top_p', {}],
    ['top_k', 1.5],
    ['stop_sequences', 'END'],
    ['stream', 'true'],
    ['tools', {}],
    ['tool_choice', 'auto'],
    ['thinking', true],
    ['output_config', 'low'],
    ['metadata', 'u'],
  ])('M17: refuses %s = %j and names the field', (name, value) => {
    expect(refusal(body({ [name]: value }))).toEqual(invalid(name))
  })

  it.each([
    [body({ messages: [{ role: 'wizard', content: 'x' }] }), 'messages[0].role'],
    [body({ messages: [USER, null] }), 'messages[1]'],
    [body({ messages: [USER, { role: 'user' }] }), 'messages[1].content'],
    [body({ messages: [{ role: 'user', content: null }] }), 'messages[0].content'],
    [body({ messages: [{ role: 'system', content: [{ type: 'image' }] }] }), 'messages[0].content[0].type'],
    [content({ type: 'text' }), 'messages[0].content[0].text'],
    [content({ type: 9 }), 'messages[0].content[0].type'],
    [content({}), 'messages[0].content[0].type'],
    [content({ type: 'image', source: 'x' }), 'messages[0].content[0].source'],
    [content({ type: 'image', source: { type: 'base64', data: 'x' } }), 'messages[0].content[0].source.media_type'],
    [content({ type: 'document', source: { type: 'url' } }), 'messages[0].content[0].source.url'],
    [content({ type: 'tool_result' }), 'messages[0].content[0].tool_use_id'],
    [content({ type: 'tool_result', tool_use_id: 'a', is_error: 'no' }), 'messages[0].content[0].is_error'],
    [
      content({ type: 'tool_result', tool_use_id: 'a', content: [{ type: 'text' }] }),
      'messages[0].content[0].content[0].text',
    ],
    [content({ type: 'tool_use', id: 'a', name: 'f', input: {} }), 'messages[0].content[0].type'],
    [content({ type: 'thinking', thinking: 'x', signature: 'y' }), 'messages[0].content[0].type'],
    [said({ type: 'tool_use', id: 'a', name: 'f', input: '{}' }), 'messages[1].content[0].input'],
    [said({ type: 'tool_use', name: 'f', input: {} }), 'messages[1].content[0].id'],
    [said({ type: 'thinking', signature: 'y' }), 'messages[1].content[0].thinking'],
    [said({ type: 'redacted_thinking' }), 'messages[1].content[0].data'],
    [said({ type: 'tool_result', tool_use_id: 'a' }), 'messages[1].content[0].type'],
    [body({ system: [{ type: 'text' }] }), 'system[0].text'],
    [body({ tools: [{ name: 'f' }] }), 'tools[0].input_schema'],
    [body({ tools: [{ name: '', input_schema: {} }] }), 'tools[0].name'],
    [body({ tool_choice: { type: 'tool' } }), 'tool_choice.name'],
    [body({ thinking: { type: 'enabled' } }), 'thinking.budget_tokens'],
    [body({ thinking: { type: 'enabled', budget_tokens: '5' } }), 'thinking.budget_tokens'],
    [body({ output_config: { format: { schema: {} } } }), 'output_config.format.type'],
    [body({ metadata: { user_id: 7 } }), 'metadata.user_id'],
  ])('names the field within: %j', (value, param) => {
    expect(refusal(value)).toEqual(invalid(param))
  })

  it('tells the path in this dialect’s own error', () => {
    try {
      decodeRequest(content({ type: 'text' }))
    } catch (error) {
      if (!isGatewayError(error)) throw error
      expect(encodeError(error, { requestId: 'r', quotaStatus: 402 }).body).toEqual({
        type: 'error',
        error: { type: 'invalid_request_error', message: expect.stringMatching(/^messages\.0\.content\.0\.text: /) },
        request_id: 'r',
      })
    }
    expect.assertions(1)
  })

  it.each(['Model', 'MAX_TOKENS', 'ſystem', 'Stream'])(
    'C12: refuses %s, which a server may read as the field itself',
    (name) => expect(refusal(body({ [name]: 1 }))).toEqual(invalid(name)),
  )

  it('is not polluted by keys that mean something to JavaScript', () => {
    decodeRequest(
      JSON.parse(
        '{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"x"}],"constructor":{"prototype":{"polluted":1}}}',
      ),
    )
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('makes results of tools a turn of their own, before what is said beside them', () => {
    const { messages } = decodeRequest(
      content(
        { type: 'text', text: 'and now?' },
        { type: 'tool_result', tool_use_id: 'a', content: 'x', is_error: true },
      ),
    )
    expect(messages).toEqual([
      {
        role: 'tool',
        parts: [{ type: 'tool-result', callId: 'a', parts: [{ type: 'text', text: 'x' }], isError: true }],
      },
      { role: 'user', parts: [{ type: 'text', text: 'and now?' }] },
    ])
  })

  it.each([
    [
      { type: 'enabled', budget_tokens: 5_000, display: 'omitted' },
      { reasoningBudgetTokens: 5_000, isReasoningShown: false },
    ],
    [
      { type: 'adaptive', display: 'summarized' },
      { reasoningBudgetTokens: -1, isReasoningShown: true },
    ],
    [{ type: 'disabled' }, { reasoningBudgetTokens: 0 }],
    [{ type: 'between_tools' }, {}],
  ])('reads the thinking %j', (thinking, settings) => {
    const decoded = decodeRequest(body({ thinking, output_config: { effort: 'high' } }))
    expect(decoded.settings).toEqual({ maxOutputTokens: 5, reasoningEffort: 'high', ...settings })
    expect(decoded.facts.reasoning).toBe(thinking.type !== 'disabled')
  })

  it('keeps a thought whose signature is empty or ours as a thought without proof', () => {
    const thought = (signature: unknown) =>
      decodeRequest(said({ type: 'thinking', thinking: 'x', signature })).messages[1]?.parts
    expect(thought('')).toEqual([{ type: 'reasoning', text: 'x' }])
    expect(thought('tollgate.')).toEqual([{ type: 'reasoning', text: 'x' }])
    expect(thought('tollgate.not base64 of anything')).toEqual([{ type: 'reasoning', text: 'x' }])
    expect(thought('c2ln')).toEqual([
      { type: 'reasoning', text: 'x', residue: { 'anthropic-messages': { signature: 'c2ln' } } },
    ])
  })

  it('tells what only this dialect can carry, and that cache marks and betas are not such', () => {
    const native = (fields: object) => decodeRequest(body(fields)).facts.nativeOnly
    expect(
      native({
        cache_control: { type: 'ephemeral' },
        context_management: {},
        service_tier: 'auto',
        thinking: { type: 'adaptive' },
      }),
    ).toEqual([])
    expect(native({ tools: [{ type: 'web_search_20260318', name: 'web_search' }] })).toEqual(['tools[0]'])
    expect(native({ container: 'c', mcp_servers: [] })).toEqual(['container', 'mcp_servers'])
    expect(decodeRequest(content({ type: 'image', source: { type: 'file', file_id: 'f' } })).facts.nativeOnly).toEqual([
      'messages[0]',
    ])
    expect(decodeRequest(content({ type: 'container_upload', file_id: 'f' })).facts.nativeOnly).toEqual(['messages[0]'])
  })

  it('finds the facts that routing needs', () => {
    const image = { type: 'image', source: { type: 'url', url: 'https://a.test' } }
    const { facts } = decodeRequest(
      content(
        { type: 'tool_result', tool_use_id: 'a', content: [image] },
        { type: 'document', source: { type: 'text', data: 'x' } },
      ),
    )
    expect(facts).toEqual({
      vision: true,
      audio: false,
      document: true,
      tools: true,
      json: false,
      reasoning: false,
      nativeOnly: [],
    })
  })
})

describe('decodeCountTokensRequest', () => {
  it('wants no limit, and is else as strict', () => {
    const { max_tokens: _, ...counted } = body({ stream: true })
    expect(decodeCountTokensRequest(counted)).toMatchObject({ model: 'm', isStreamed: false, settings: {} })
    expect(refusal({ model: 'm', messages: 'x' }, decodeCountTokensRequest)).toEqual(invalid('messages'))
    expect(refusal(null, decodeCountTokensRequest)).toEqual(invalid())
  })
})
