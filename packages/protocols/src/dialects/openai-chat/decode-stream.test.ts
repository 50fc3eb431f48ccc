import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldEvents } from '../../canonical/fold.js'
import { checkLifecycle } from '../../canonical/lifecycle.js'
import type { StreamEvent } from '../../canonical/stream-event.js'
import { pump } from '../../testing/pump.js'
import { createStreamDecoder } from './decode-stream.js'
import { decodeResponse } from './response.js'

function decode(chunks: readonly unknown[]): StreamEvent[] {
  let ids = 0
  const decoder = createStreamDecoder({ newCallId: () => `made-${ids++}` })
  return pump(
    decoder,
    chunks.map((chunk) => ({ data: typeof chunk === 'string' ? chunk : JSON.stringify(chunk) })),
  )
}
const delta = (fields: object, rest: object = {}) => ({ choices: [{ index: 0, delta: fields, ...rest }] })
const call = (fields: object) => delta({ tool_calls: [fields] })
const STOP = delta({}, { finish_reason: 'stop' })
const partsOf = (chunks: readonly unknown[]) => foldEvents(decode([...chunks, STOP, '[DONE]'])).choices[0]?.parts

describe('createStreamDecoder', () => {
  it('makes an id for each call that has none', () => {
    const chunks = [
      call({ index: 0, function: { name: 'a', arguments: '{' } }),
      call({ index: 0, function: { arguments: '}' } }),
      call({ index: 1, function: { name: 'b', arguments: '{}' } }),
    ]
    expect(partsOf(chunks)).toEqual([
      { type: 'tool-call', callId: 'made-0', name: 'a', argumentsText: '{}' },
      { type: 'tool-call', callId: 'made-1', name: 'b', argumentsText: '{}' },
    ])
  })

  it('takes a repeated id or name for the same call, a new id with a name for another', () => {
    const chunks = [
      call({ index: 0, id: 'x', function: { name: 'a', arguments: '1' } }),
      call({ index: 0, id: 'x', function: { name: 'a', arguments: '2' } }),
      call({ index: 0, id: 'stray', function: { arguments: '3' } }),
      call({ index: 0, id: 'y', function: { name: 'a', arguments: '4' } }),
    ]
    expect(partsOf(chunks)).toEqual([
      { type: 'tool-call', callId: 'x', name: 'a', argumentsText: '123' },
      { type: 'tool-call', callId: 'y', name: 'a', argumentsText: '4' },
    ])
  })

  it('puts calls without an index together by id, else to the last', () => {
    const chunks = [
      call({ id: 'x', function: { name: 'a', arguments: '1' } }),
      call({ function: { arguments: '2' } }),
      call({ id: 'y', function: { name: 'b', arguments: '3' } }),
      call({ id: 'x', function: { arguments: '4' } }),
    ]
    expect(partsOf(chunks)).toEqual([
      { type: 'tool-call', callId: 'x', name: 'a', argumentsText: '124' },
      { type: 'tool-call', callId: 'y', name: 'b', argumentsText: '3' },
    ])
  })

  it('keeps arguments that come in turns apart, and those that precede the name', () => {
    const chunks = [
      call({ index: 0, id: 'x', function: { arguments: '1' } }),
      call({ index: 1, id: 'y', function: { name: 'b', arguments: 'B' } }),
      call({ index: 0, function: { name: 'a', arguments: '2' } }),
      call({ index: 1, function: { arguments: 'C' } }),
    ]
    expect(partsOf(chunks)).toEqual([
      { type: 'tool-call', callId: 'y', name: 'b', argumentsText: 'BC' },
      { type: 'tool-call', callId: 'x', name: 'a', argumentsText: '12' },
    ])
  })

  it('reads the older function_call as a call', () => {
    const chunks = [
      delta({ function_call: { name: 'f', arguments: '' } }),
      delta({ function_call: { arguments: '{}' } }),
    ]
    expect(partsOf(chunks)).toEqual([{ type: 'tool-call', callId: 'made-0', name: 'f', argumentsText: '{}' }])
  })

  it.each([
    ['stop', 'tool'],
    ['tool_calls', 'tool'],
    ['something_new', 'tool'],
    ['length', 'length'],
    ['content_filter', 'filter'],
  ])('with a tool call %s means %s', (raw, unified) => {
    const events = decode([call({ index: 0, id: 'x', function: { name: 'a' } }), delta({}, { finish_reason: raw })])
    expect(events).toContainEqual({ type: 'choice-end', choice: 0, reason: { unified, raw } })
  })

  it('does not count reasoning twice where it is told under two names', () => {
    expect(partsOf([delta({ reasoning: 'a', reasoning_content: 'a' })])).toEqual([{ type: 'reasoning', text: 'a' }])
  })

  it('U05: neither [DONE] nor the end makes an answer whole that has no finish reason', () => {
    expect(decode([delta({ content: 'a' }), '[DONE]']).at(-1)?.type).toBe('error')
    expect(decode([delta({ content: 'a' })]).at(-1)?.type).toBe('error')
    expect(decode(['[DONE]']).at(-1)?.type).toBe('error')
    expect(decode([]).map(({ type }) => type)).toEqual(['error'])
    expect(decode([delta({ content: 'a' }), STOP]).at(-1)?.type).toBe('finish')
  })

  it('one choice that never ended makes the answer incomplete', () => {
    const second = { choices: [{ index: 1, delta: { content: 'b' } }] }
    expect(decode([delta({ content: 'a' }), second, STOP, '[DONE]']).at(-1)?.type).toBe('error')
  })

  it('U09: an error ends the stream, and its text is shown to nobody', () => {
    const events = decode([
      delta({ content: 'a' }),
      { error: { message: 'at http://10.0.0.1', code: 503 } },
      STOP,
      '[DONE]',
    ])
    expect(events.map(({ type }) => type)).toEqual([
      'response-start',
      'block-start',
      'block-delta',
      'block-end',
      'error',
    ])
    expect(events.at(-1)).toMatchObject({
      error: { code: 'upstream_overloaded', message: 'The upstream is overloaded.' },
    })
  })

  it('believes an event that is named error, whatever it holds', () => {
    expect(pump(createStreamDecoder(), [{ event: 'error', data: 'oh no' }]).map(({ type }) => type)).toEqual(['error'])
  })

  it('keeps what it does not know, choice by choice', () => {
    const events = decode([delta({ content: 'a', annotations: [1] }, { native: 'x' })])
    expect(events).toContainEqual({
      type: 'opaque',
      dialect: 'openai-chat',
      value: { index: 0, native: 'x', delta: { annotations: [1] } },
    })
  })

  it('takes usage from inside a choice, where one vendor puts it', () => {
    const events = decode([delta({}, { finish_reason: 'stop', usage: { prompt_tokens: 1, completion_tokens: 2 } })])
    expect(foldEvents(events).usage).toMatchObject({ input: { total: 1 }, output: { total: 2 } })
  })

  it('never throws and keeps the lifecycle, whatever it is sent', () => {
    const field = fc.constantFrom(
      'choices',
      'delta',
      'message',
      'index',
      'finish_reason',
      'usage',
      'tool_calls',
      'function',
      'name',
      'arguments',
      'id',
      'content',
      'error',
      'reasoning',
      'refusal',
      'logprobs',
      'prompt_tokens',
      'completion_tokens',
      '__proto__',
    )
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 6 },
        fc.constantFrom<unknown>(null, 0, 1, -1, 1.5, 2 ** 63, '', 'stop', 'x', true),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(field, tie('value'), { maxKeys: 5 }),
        fc.dictionary(fc.constantFrom('choices', 'index', 'delta'), tie('value')),
      ),
    }))
    const choice = fc.record(
      { index: fc.integer({ min: -1, max: 2 }), delta: value, finish_reason: value, logprobs: value },
      { requiredKeys: [] },
    )
    const chunk = fc.oneof(
      value,
      fc.record({ choices: fc.array(fc.oneof(choice, value), { maxLength: 3 }), usage: value }),
    )
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 6 }), (chunks) => {
        expect(checkLifecycle(decode(chunks))).toBeUndefined()
        for (const whole of chunks) expect(checkLifecycle(decodeResponse(whole))).toBeUndefined()
      }),
      { numRuns: 400 },
    )
  })
})

describe('decodeResponse', () => {
  it.each([
    null,
    [],
    'text',
    7,
    {},
    { choices: [] },
    { choices: null },
    { choices: 'x' },
    { object: 'list', data: [] },
  ])('makes a failure of %j', (body) => expect(decodeResponse(body).at(-1)?.type).toBe('error'))

  it('forgives a missing finish reason in an answer that is whole', () => {
    const events = decodeResponse({ choices: [{ message: { content: 'Hi' } }] })
    expect(events.slice(-2)).toEqual([
      { type: 'choice-end', choice: 0, reason: { unified: 'other' } },
      { type: 'finish' },
    ])
  })

  it('U08: makes an error of a 200 that is one', () => {
    expect(decodeResponse([{ error: { message: 'x', code: 429 } }])).toMatchObject([
      { type: 'error', error: { code: 'rate_limit_exceeded' } },
    ])
  })
})
