import { describe, expect, it } from 'vitest'
import { checkLifecycle } from '../../canonical/lifecycle.js'
import type { DialectCodec, TargetTraits } from '../../codec.js'
import { createSseParser } from '../../sse/parse-sse.js'
import { loadFixtures, toStreamBytes } from '../../testing/load-fixture.js'
import { pump } from '../../testing/pump.js'
import { CODECS } from '../index.js'
import { openaiResponses } from './index.js'

const openaiChat = CODECS['openai-chat']
const IDENTITY = { id: 'chatcmpl-1', model: 'm', createdAtSeconds: 5 }
const translate =
  (from: DialectCodec, to: DialectCodec) =>
  (body: object, traits: TargetTraits = {}) =>
    to.encodeRequest(from.decodeRequest(body), { model: 'own', traits })
const fromChat = translate(openaiChat, openaiResponses)
const toChat = translate(openaiResponses, openaiChat)
const fixture = (name: string) => {
  const found = loadFixtures(new URL('./__fixtures__/', import.meta.url)).find((one) => one.name === name)
  if (found === undefined) throw new Error(`no fixture ${name}`)
  return found
}
const messagesOf = ({ messages }: Record<string, unknown>): Record<string, unknown>[] =>
  Array.isArray(messages) ? messages : []
const PNG = 'data:image/png;base64,iVBORw0KGgo='
const STORELESS = { store: false, include: ['reasoning.encrypted_content'] }
const WEATHER = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }

describe('a chat client on a responses upstream', () => {
  it('a tool loop with instructions, parallel calls and a picture', () => {
    const call = (id: string, city: string) => ({
      id,
      type: 'function',
      function: { name: 'get_weather', arguments: `{"city":"${city}"}` },
    })
    const { body, warnings } = fromChat({
      model: 'm',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'developer', content: 'In English.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Look' },
            { type: 'image_url', image_url: { url: PNG, detail: 'low' } },
            { type: 'text', text: 'well' },
          ],
        },
        { role: 'assistant', content: '', tool_calls: [call('call.1:x', 'Paris'), call('call.2:x', 'Rome')] },
        { role: 'tool', tool_call_id: 'call.1:x', content: '18' },
        { role: 'tool', tool_call_id: 'call.2:x', content: [{ type: 'text', text: '25' }] },
        { role: 'user', content: 'So?' },
      ],
      tools: [{ type: 'function', function: { name: 'get_weather', description: 'd', parameters: WEATHER } }],
      tool_choice: { type: 'function', function: { name: 'get_weather' } },
      parallel_tool_calls: false,
      max_completion_tokens: 300,
      temperature: 1.5,
      reasoning_effort: 'minimal',
      response_format: { type: 'json_schema', json_schema: { name: 'n', schema: WEATHER, strict: true } },
      stream: true,
    })
    expect(body).toEqual({
      ...STORELESS,
      model: 'own',
      instructions: 'Be brief.\n\nIn English.',
      input: [
        {
          type: 'message',
          role: 'user',
          content: [
            { type: 'input_text', text: 'Look' },
            { type: 'input_image', image_url: PNG, detail: 'low' },
            { type: 'input_text', text: 'well' },
          ],
        },
        { type: 'function_call', call_id: 'call.1:x', name: 'get_weather', arguments: '{"city":"Paris"}' },
        { type: 'function_call', call_id: 'call.2:x', name: 'get_weather', arguments: '{"city":"Rome"}' },
        { type: 'function_call_output', call_id: 'call.1:x', output: '18' },
        { type: 'function_call_output', call_id: 'call.2:x', output: '25' },
        { type: 'message', role: 'user', content: 'So?' },
      ],
      tools: [{ type: 'function', name: 'get_weather', description: 'd', parameters: WEATHER, strict: false }],
      tool_choice: { type: 'function', name: 'get_weather' },
      parallel_tool_calls: false,
      max_output_tokens: 300,
      temperature: 1.5,
      reasoning: { effort: 'minimal', summary: 'auto' },
      text: { format: { type: 'json_schema', name: 'n', schema: WEATHER, strict: true } },
      stream: true,
    })
    expect(warnings).toEqual([])
  })

  it('seed, stop and penalties are losses, told one by one', () => {
    const { body, warnings } = fromChat({
      model: 'm',
      messages: [{ role: 'user', content: 'Hi' }],
      seed: 7,
      stop: 'END',
      frequency_penalty: 0.5,
      presence_penalty: 0.5,
      logit_bias: { 5: 1 },
    })
    expect(body).toEqual({ ...STORELESS, model: 'own', input: [{ type: 'message', role: 'user', content: 'Hi' }] })
    expect(warnings.map(({ field }) => field)).toEqual([
      'logit_bias',
      'stop',
      'seed',
      'frequencyPenalty',
      'presencePenalty',
    ])
  })
})

describe('a responses client on a chat upstream', () => {
  it('what Codex sends arrives but for the vendor’s tools and its encrypted thoughts', () => {
    const { body, warnings } = toChat(fixture('codex').request ?? {}, { reasoningField: 'none' })
    const messages = messagesOf(body)
    const said = JSON.stringify(messages)
    for (const words of ['<permissions>', 'none', 'cwd', 'Look at shot.png', 'Looking.', 'iVBORw0KGgo=']) {
      expect(said).toContain(words)
    }
    const calling = messages.filter(({ tool_calls: calls }) => calls !== undefined)
    expect(calling).toMatchObject([
      { role: 'assistant', tool_calls: [{ function: { name: 'view_image' } }, { function: { name: 'exec_command' } }] },
    ])
    const at = messages.findIndex(({ tool_calls: calls }) => calls !== undefined)
    expect(messages.slice(at + 1, at + 3)).toMatchObject([
      { role: 'tool', tool_call_id: 'call_c7' },
      { role: 'tool', tool_call_id: 'call_c8', content: 'shot.png' },
    ])
    expect(body).toMatchObject({
      model: 'own',
      tools: [{ function: { name: 'exec_command' } }, { function: { name: 'view_image' } }],
      tool_choice: 'auto',
      parallel_tool_calls: false,
      stream: true,
      prompt_cache_key: expect.any(String),
    })
    const fields = warnings.map(({ field }) => field)
    for (const lost of ['tools[2]', 'tools[3]', 'encrypted_content', 'client_metadata']) {
      expect(fields).toContain(lost)
    }
    expect(fields).not.toContain('store')
    expect(fields).not.toContain('include')
  })

  it('calls in a row are one message, its results follow', () => {
    const { body } = toChat(fixture('tools-parallel').request ?? {})
    expect(messagesOf(body).slice(0, 4)).toMatchObject([
      { role: 'user' },
      { role: 'assistant', tool_calls: [{ id: 'call_a' }, { id: 'call_b' }] },
      { role: 'tool', tool_call_id: 'call_a', content: '{"celsius":4}' },
      { role: 'tool', tool_call_id: 'call_b' },
    ])
    expect(body.tool_choice).toEqual({
      type: 'allowed_tools',
      allowed_tools: { mode: 'required', tools: [{ type: 'function', function: { name: 'now' } }] },
    })
  })
})

describe('answers between responses and every other dialect', () => {
  const others = Object.values(CODECS).filter(({ id }) => id !== openaiResponses.id)
  const fixtures = loadFixtures(new URL('./__fixtures__/', import.meta.url)).filter(
    ({ chunks }) => chunks !== undefined,
  )

  it.each(others.flatMap((other) => fixtures.map((one) => ({ id: other.id, other, ...one }))))(
    '$id tells the answer $name as it ended',
    ({ other, chunks = [], expected }) => {
      const events = pump(openaiResponses.createStreamDecoder(), pump(createSseParser(), [toStreamBytes(chunks)]))
      const messages = pump(other.createStreamEncoder({ ...IDENTITY, includeUsage: true }), events)
      const again = pump(other.createStreamDecoder(), messages)
      expect(checkLifecycle(again)).toBeUndefined()
      expect(again.filter(({ type }) => type === 'finish' || type === 'error').map(({ type }) => type)).toEqual([
        expected.outcome,
      ])
    },
  )

  it('a chat answer of thinking, words and calls is told in items', () => {
    const chunk = (delta: object, reason: string | null = null) => ({
      data: JSON.stringify({ id: 'x', model: 'm', choices: [{ index: 0, delta, finish_reason: reason }] }),
    })
    const call = (index: number, id: string) => ({ index, id, function: { name: 'f', arguments: '{}' } })
    const events = pump(openaiChat.createStreamDecoder(), [
      chunk({ reasoning_content: 'Hm' }),
      chunk({ content: 'Look.' }),
      chunk({ tool_calls: [call(0, 'a'), call(1, 'b')] }, 'stop'),
      {
        data: JSON.stringify({
          choices: [],
          usage: {
            prompt_tokens: 100,
            completion_tokens: 9,
            prompt_tokens_details: { cached_tokens: 60 },
            completion_tokens_details: { reasoning_tokens: 4 },
          },
        }),
      },
      { data: '[DONE]' },
    ])
    expect(openaiResponses.encodeResponse(events, IDENTITY)).toMatchObject({
      status: 'completed',
      output: [
        { type: 'reasoning', id: 'rs_1_0', summary: [{ type: 'summary_text', text: 'Hm' }] },
        { type: 'message', id: 'msg_1_1', status: 'completed', content: [{ type: 'output_text', text: 'Look.' }] },
        { type: 'function_call', call_id: 'a', name: 'f', arguments: '{}', status: 'completed' },
        { type: 'function_call', call_id: 'b', status: 'completed' },
      ],
      usage: {
        input_tokens: 100,
        input_tokens_details: { cached_tokens: 60, cache_write_tokens: 0 },
        output_tokens: 9,
        output_tokens_details: { reasoning_tokens: 4 },
        total_tokens: 109,
      },
    })
  })

  it('thoughts of every other dialect come back through a client of this one', () => {
    const body = openaiResponses.encodeResponse(
      [
        { type: 'response-start' },
        { type: 'block-start', block: 0, choice: 0, kind: 'reasoning' },
        { type: 'block-delta', block: 0, text: 'Hm', residue: { 'anthropic-messages': { signature: 'c2ln' } } },
        { type: 'block-end', block: 0 },
        { type: 'block-start', block: 1, choice: 0, kind: 'tool-call', callId: 'toolu_1', name: 'f' },
        { type: 'block-end', block: 1 },
        { type: 'choice-end', choice: 0, reason: { unified: 'tool' } },
        { type: 'finish' },
      ],
      IDENTITY,
    )
    const output = Array.isArray(body.output) ? body.output : []
    const next = {
      model: 'm',
      input: [
        { role: 'user', content: 'Hi' },
        ...output,
        { type: 'function_call_output', call_id: 'toolu_1', output: '1' },
      ],
      tools: [{ type: 'function', name: 'f' }],
      reasoning: { effort: 'high' },
      max_output_tokens: 9_000,
    }
    const sent = translate(openaiResponses, CODECS['anthropic-messages'])(next, { thinking: 'budget' })
    expect(JSON.stringify(sent.body)).toContain('"signature":"c2ln"')
    expect(translate(openaiResponses, openaiResponses)(next).warnings.map(({ field }) => field)).toEqual([
      'signature',
      'messages[1].parts[0]',
    ])
  })
})
