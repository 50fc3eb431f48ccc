import type { DialectId } from '@tollgate/protocols/canonical'
import { callIn, DIALECTS, type DialectCall } from '@tollgate/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { putUpstreams, UPSTREAM_KINDS } from './testing/dialect-calls.js'
import { GatewayRig, IDS, type TestGateway, UNIT } from './testing/gateway-rig.js'

/** Whatever a client sends: its own dialect's 400 that names the field, or an answer; never a failure of ours. */
let rig: GatewayRig
let gateway: TestGateway
beforeAll(async () => {
  rig = await GatewayRig.start()
  putUpstreams(rig)
  rig.dontPunish()
  rig.billing.balances.set(IDS.payer, 100_000_000n * UNIT)
  await rig.project()
  gateway = await rig.gateway()
})
afterAll(() => rig.close())

const ask = (client: DialectId, upstream: DialectId, call: Partial<DialectCall>): Promise<Response> =>
  callIn({ url: gateway.url, key: rig.apiKey }, client, { model: UPSTREAM_KINDS[upstream].model, ...call })
const other = (client: DialectId): DialectId =>
  client === 'anthropic-messages' ? 'gemini-generate' : 'anthropic-messages'

const user = (content: unknown): object => ({ messages: [{ role: 'user', content }] })
const said = { role: 'user', content: 'hi' }
const tool = (fields: object): object => ({ tools: [{ type: 'function', function: { name: 'f', ...fields } }] })
const contents = (...parts: unknown[]): object => ({ contents: [{ role: 'user', parts }] })
const config = (fields: object): object => ({ generationConfig: fields })

/** A wrong field, and how its client names it. */
const WRONG: Record<DialectId, readonly (readonly [path: string, more: object])[]> = {
  'openai-chat': [
    ['messages', { messages: undefined }],
    ['messages', { messages: [] }],
    ['messages[0]', { messages: [null] }],
    ['messages[1].role', { messages: [said, { role: 'wizard', content: 'x' }] }],
    ['messages[0].content', user(5)],
    ['messages[0].content[0]', user([null])],
    [
      'messages[0].content[1].text',
      user([
        { type: 'text', text: 'a' },
        { type: 'text', text: 5 },
      ]),
    ],
    ['messages[0].content[0].image_url', user([{ type: 'image_url' }])],
    ['n', { n: -1 }],
    ['n', { n: 1.5 }],
    ['n', { n: 1e9 }],
    ['max_tokens', { max_tokens: -1 }],
    ['max_tokens', { max_tokens: '5' }],
    ['max_tokens', { max_tokens: 1e308 }],
    ['temperature', { temperature: 'hot' }],
    ['stop[0]', { stop: [1] }],
    ['stream', { stream: 'yes' }],
    ['tools', { tools: {} }],
    ['tools[0].function.name', { tools: [{ type: 'function', function: {} }] }],
    ['tools[0].function.parameters', tool({ parameters: [] })],
    ['tool_choice', { ...tool({}), tool_choice: 5 }],
    ['messages[1].tool_calls', { messages: [said, { role: 'assistant', tool_calls: 'x' }] }],
    ['messages[1].tool_call_id', { messages: [said, { role: 'tool', content: 'x' }] }],
    ['model', { model: 5 }],
  ],
  'openai-responses': [
    ['input', { input: 5 }],
    ['input[0]', { input: [null] }],
    ['input[0].role', { input: [{ role: 'wizard', content: 'x' }] }],
    ['input[0].content', { input: [{ role: 'user', content: 5 }] }],
    ['input[0].call_id', { input: [{ type: 'function_call', name: 'f', arguments: '{}' }] }],
    ['input[0].call_id', { input: [{ type: 'function_call_output', output: 'x' }] }],
    ['max_output_tokens', { max_output_tokens: -1 }],
    ['tools', { tools: {} }],
    ['tools[0].name', { tools: [{ type: 'function' }] }],
    ['reasoning.effort', { reasoning: { effort: 5 } }],
    ['instructions', { instructions: 5 }],
    ['previous_response_id', { previous_response_id: 'resp_1' }],
    ['conversation', { conversation: 'conv_1' }],
    ['background', { background: true }],
  ],
  'anthropic-messages': [
    ['max_tokens', { max_tokens: undefined }],
    ['max_tokens', { max_tokens: -1 }],
    ['max_tokens', { max_tokens: 1.5 }],
    ['messages', { messages: [] }],
    ['messages.0', { messages: [null] }],
    ['messages.0.role', { messages: [{ role: 'tool', content: 'x' }] }],
    ['messages.0.content', user(5)],
    ['messages.0.content.0', user([null])],
    ['messages.0.content.0.text', user([{ type: 'text', text: 5 }])],
    ['messages.0.content.0.tool_use_id', user([{ type: 'tool_result', content: 'x' }])],
    [
      'messages.1.content.0.id',
      { messages: [said, { role: 'assistant', content: [{ type: 'tool_use', name: 'f' }] }] },
    ],
    ['system', { system: 5 }],
    ['system.0.type', { system: [{ type: 'image' }] }],
    ['stop_sequences', { stop_sequences: 'x' }],
    ['tools.0.input_schema', { tools: [{ name: 'f' }] }],
    ['tool_choice', { tool_choice: 'auto' }],
    ['thinking', { thinking: 'on' }],
    ['thinking.budget_tokens', { thinking: { type: 'enabled' } }],
    ['metadata', { metadata: 'x' }],
  ],
  'gemini-generate': [
    ['contents', { contents: 'hi' }],
    ['contents', { contents: [] }],
    ['contents[0]', { contents: [null] }],
    ['contents[0].parts', { contents: [{ role: 'user', parts: 'x' }] }],
    ['contents[0].parts[0]', contents(null)],
    ['contents[0].parts[0].text', contents({ text: 5 })],
    ['contents[0].parts[0].functionResponse.name', contents({ functionResponse: { response: {} } })],
    ['contents[0].parts[0].functionResponse.response', contents({ functionResponse: { name: 'f', response: [1] } })],
    ['generationConfig', { generationConfig: 'x' }],
    ['generationConfig.maxOutputTokens', config({ maxOutputTokens: -1 })],
    ['generationConfig.candidateCount', config({ candidateCount: 0 })],
    ['generationConfig.temperature', config({ temperature: 'x' })],
    ['generationConfig.stopSequences', config({ stopSequences: 'x' })],
    ['tools', { tools: 'x' }],
    ['tools[0]', { tools: [null] }],
    ['tools[0].functionDeclarations[0].name', { tools: [{ functionDeclarations: [{}] }] }],
    ['systemInstruction', { systemInstruction: 5 }],
  ],
}

/** Well-formed values that no other vendor knows. */
const UNKNOWN: Record<DialectId, readonly (readonly [path: string, more: object])[]> = {
  'openai-chat': [
    ['messages[0]', user([{ type: 'hologram', hologram: 1 }])],
    ['tools[0]', { tools: [{ type: 'odd' }] }],
    ['tool_choice', { ...tool({}), tool_choice: 'maybe' }],
    ['n', { n: 2 }],
  ],
  'openai-responses': [
    ['input', { input: [{ type: 'hologram' }] }],
    ['tools', { tools: [{ type: 'hologram' }] }],
  ],
  'anthropic-messages': [
    ['messages', user([{ type: 'hologram' }])],
    ['tool_choice', { tools: [{ name: 'f', input_schema: { type: 'object' } }], tool_choice: { type: 'maybe' } }],
    ['max_tokens', { max_tokens: 0 }],
  ],
  'gemini-generate': [
    ['contents', contents({ hologram: 1 })],
    ['generationConfig.candidateCount', config({ candidateCount: 2 })],
  ],
}

async function expectNamed(response: Response, path: string): Promise<void> {
  const text = await response.text()
  expect([response.status, text]).toEqual([400, expect.stringMatching(/invalid_request_error|INVALID_ARGUMENT/)])
  const { error } = JSON.parse(text) as { error: { message: string; param?: string; details?: object[] } }
  expect(error.param ?? `${error.message} ${JSON.stringify(error.details)}`).toContain(path)
  expect(text).not.toMatch(/ at .*\.js|node_modules|RangeError|TypeError/)
}

describe.each(DIALECTS)('a client of %s', (client) => {
  it.each(WRONG[client])('is told of a wrong %s: %j', async (path, more) => {
    const calls = rig.upstream.truth().length
    for (const upstream of [client, other(client)]) await expectNamed(await ask(client, upstream, { more }), path)
    expect(rig.upstream.truth()).toHaveLength(calls)
  })

  it.each(UNKNOWN[client])('is told which %s no other vendor knows: %j', async (path, more) => {
    const calls = rig.upstream.truth().length
    await expectNamed(await ask(client, other(client), { more }), path)
    expect(rig.upstream.truth()).toHaveLength(calls)
  })

  it.each([
    ['half of a character', 'a \ud83d b'],
    ['a NUL', 'a \u0000 b'],
    ['marks of direction', '\u202eabc\u202c \ufeff'],
    ['a line of a stream', 'data: [DONE]\n\nevent: x\r\n\r\n'],
  ])('may say %s', async (_what, prompt) => {
    for (const upstream of DIALECTS) {
      for (const isStreamed of [false, true]) {
        const response = await ask(client, upstream, { prompt, script: 'echo', isStreamed })
        expect([200, 400]).toContain(response.status)
        expect(await response.text()).not.toMatch(/internal_error|INTERNAL/)
      }
    }
  })

  it('may offer 2,000 tools', async () => {
    const names = Array.from({ length: 2_000 }, (_, index) => `tool_${index}`)
    const schema = { type: 'object', properties: { city: { type: 'string' } } }
    const tools: Record<DialectId, object> = {
      'openai-chat': { tools: names.map((name) => ({ type: 'function', function: { name, parameters: schema } })) },
      'openai-responses': { tools: names.map((name) => ({ type: 'function', name, parameters: schema })) },
      'anthropic-messages': { tools: names.map((name) => ({ name, input_schema: schema })) },
      'gemini-generate': { tools: [{ functionDeclarations: names.map((name) => ({ name, parameters: schema })) }] },
    }
    for (const upstream of DIALECTS) {
      const response = await ask(client, upstream, { more: tools[client], script: 'reply=ok' })
      expect([upstream, response.status, await response.text()]).toEqual([upstream, 200, expect.stringContaining('ok')])
    }
  })
})
