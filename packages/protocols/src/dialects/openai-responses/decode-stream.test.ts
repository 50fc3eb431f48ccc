import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldEvents } from '../../canonical/fold.js'
import { checkLifecycle } from '../../canonical/lifecycle.js'
import type { StreamEvent } from '../../canonical/stream-event.js'
import { pump } from '../../testing/pump.js'
import { createStreamDecoder } from './decode-stream.js'
import { decodeResponse } from './response.js'

function decode(events: readonly unknown[]): StreamEvent[] {
  let ids = 0
  const decoder = createStreamDecoder({ newCallId: () => `made-${ids++}` })
  return pump(
    decoder,
    events.map((event) => ({ data: typeof event === 'string' ? event : JSON.stringify(event) })),
  )
}
const typesOf = (events: readonly StreamEvent[]) => events.map(({ type }) => type)
const CREATED = { type: 'response.created', response: { id: 'resp_1', model: 'm', created_at: 5 } }
const COMPLETED = { type: 'response.completed', response: { status: 'completed' } }
const delta = (text: string, more: object = {}) => ({ type: 'response.output_text.delta', delta: text, ...more })
const added = (item: object, index = 0) => ({ type: 'response.output_item.added', output_index: index, item })
const done = (item: object, index = 0) => ({ type: 'response.output_item.done', output_index: index, item })
const call = (name: string, id: string, args = '{}') => ({ type: 'function_call', name, call_id: id, arguments: args })
const args = (text: unknown, more: object = {}) => ({
  type: 'response.function_call_arguments.delta',
  delta: text,
  ...more,
})
const choiceOf = (events: readonly unknown[]) => foldEvents(decode(events)).choices[0]
const partsOf = (events: readonly unknown[]) => choiceOf([...events, COMPLETED])?.parts

describe('createStreamDecoder: pieces', () => {
  it('keeps arguments of calls that come in turns apart', () => {
    const events = [
      added(call('a', 'x', ''), 0),
      added(call('b', 'y', ''), 1),
      args('1', { output_index: 0 }),
      args('2', { output_index: 1 }),
      args('3', { output_index: 0 }),
    ]
    expect(partsOf(events)).toEqual([
      { type: 'tool-call', callId: 'x', name: 'a', argumentsText: '13' },
      { type: 'tool-call', callId: 'y', name: 'b', argumentsText: '2' },
    ])
  })

  it('holds arguments back until the call has a name', () => {
    const events = [args('{"a"', { item_id: 'fc_1' }), args(':1}', { item_id: 'fc_1' })]
    expect(partsOf([...events, done({ ...call('f', 'c', '{"a":1}'), id: 'fc_1' })])).toMatchObject([
      { callId: 'c', name: 'f', argumentsText: '{"a":1}' },
    ])
    expect(partsOf(events)).toMatchObject([{ callId: 'fc_1', name: '', argumentsText: '{"a":1}' }])
  })

  it('makes ids for calls that have none, and no two alike', () => {
    const nameless = { type: 'function_call', name: 'f', arguments: '{}' }
    expect(partsOf([done(nameless, 0), done(call('g', 'x'), 1), done(call('h', 'x'), 2)])).toMatchObject([
      { callId: 'made-0' },
      { callId: 'x' },
      { callId: 'x_2' },
    ])
  })

  it('makes good what was left out, and tells nothing twice', () => {
    const item = { type: 'message', id: 'msg_1', content: [{ type: 'output_text', text: 'Hello' }] }
    const whole = { type: 'response.output_text.done', output_index: 0, content_index: 0, text: 'Hello' }
    const part = { type: 'response.content_part.done', output_index: 0, content_index: 0, part: item.content[0] }
    const expected = [{ type: 'text', text: 'Hello' }]
    for (const events of [
      [delta('Hel', { output_index: 0 }), delta('lo', { output_index: 0 })],
      [delta('Hel', { output_index: 0 }), whole],
      [delta('Hel', { output_index: 0 }), whole, part, done(item), delta('late', { output_index: 0 })],
      [whole],
      [part],
      [done(item)],
      [done(item), done(item)],
    ]) {
      const [first, ...others] = partsOf([CREATED, ...events]) ?? []
      expect({ type: first?.type, text: first?.type === 'text' && first.text }).toEqual(expected[0])
      expect(others).toEqual([])
    }
  })

  it('takes arguments as an object, and a content that is a text', () => {
    expect(partsOf([done({ ...call('f', 'c'), arguments: { a: 1 } })])).toMatchObject([{ argumentsText: '{"a":1}' }])
    expect(partsOf([done({ type: 'message', content: 'Hi' })])).toMatchObject([{ text: 'Hi' }])
  })

  it('a summary of several parts is one text that can be parted again', () => {
    const summary = (text: string, index: number) => ({
      type: 'response.reasoning_summary_text.delta',
      item_id: 'rs_1',
      summary_index: index,
      delta: text,
    })
    const [part] = partsOf([summary('One', 0), summary('.', 0), summary('Two.', 1)]) ?? []
    expect(part).toEqual({
      type: 'reasoning',
      text: 'One.\n\nTwo.',
      residue: { 'openai-responses': { '(spelling)': { id: 'rs_1', breaks: [4] } } },
    })
  })

  it('the proof of a thought closes it', () => {
    const item = { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'gAAA' }
    expect(partsOf([added({ ...item, encrypted_content: '' }), done(item)])).toEqual([
      {
        type: 'reasoning',
        text: '',
        residue: { 'openai-responses': { encrypted_content: 'gAAA', '(spelling)': { id: 'rs_1' } } },
      },
    ])
  })
})

describe('createStreamDecoder: ends', () => {
  it.each([
    [{ status: 'completed' }, 'stop'],
    [{ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }, 'length'],
    [{ status: 'incomplete', incomplete_details: { reason: 'content_filter' } }, 'filter'],
    [{ status: 'incomplete', incomplete_details: { reason: 'tired' } }, 'other'],
    [{ status: 'incomplete' }, 'other'],
    [{}, 'stop'],
  ])('%j means %s', (response, unified) => {
    const events = [CREATED, delta('a'), { type: 'response.completed', response }]
    expect(choiceOf(events)?.reason?.unified).toBe(unified)
  })

  it('any call makes it a call, unless it was cut', () => {
    const reasonOf = (response: object) =>
      choiceOf([done(call('f', 'c')), { type: 'response.completed', response }])?.reason?.unified
    expect(reasonOf({ status: 'completed' })).toBe('tool')
    expect(reasonOf({ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } })).toBe('length')
  })

  it('U05: an answer without its last event was cut', () => {
    expect(decode([CREATED, delta('a')]).at(-1)?.type).toBe('error')
    expect(decode([CREATED, delta('a'), '[DONE]']).at(-1)?.type).toBe('error')
    expect(typesOf(decode([]))).toEqual(['error'])
    expect(typesOf(decode(['<html>', 'null', '7']))).toEqual(['opaque', 'opaque', 'opaque', 'error'])
  })

  it.each(['failed', 'cancelled', 'in_progress', 'queued'])('a response that says %s is no finish', (status) => {
    const events = decode([CREATED, delta('a'), { type: 'response.completed', response: { status } }])
    expect(events.at(-1)?.type).toBe('error')
    expect(checkLifecycle(events)).toBeUndefined()
  })

  it('an end that tells nothing of an answer is none', () => {
    expect(decode([{ type: 'response.completed' }]).at(-1)?.type).toBe('error')
    expect(decode([{ type: 'response.completed', response: { output: [] } }]).at(-1)?.type).toBe('finish')
  })

  it.each([
    [{ type: 'error', code: 'server_error', message: 'at http://10.0.0.1', param: null }],
    [{ type: 'error', error: { message: 'at http://10.0.0.1' } }],
    [{ error: { message: 'at http://10.0.0.1' } }],
    [[{ error: { message: 'at http://10.0.0.1' } }]],
    [{ type: 'response.failed', response: { status: 'failed', error: { message: 'at http://10.0.0.1' } } }],
    [{ type: 'response.failed' }],
  ])('U08, U09: %j fails the answer, before it began and amid it', (failure) => {
    expect(typesOf(decode([failure, COMPLETED]))).toEqual(['error'])
    const events = decode([CREATED, delta('a'), failure, delta('b'), COMPLETED])
    expect(typesOf(events)).toEqual(['response-start', 'block-start', 'block-delta', 'block-end', 'error'])
    expect(JSON.stringify(events)).not.toContain('10.0.0.1')
    expect(events.at(-1)).toMatchObject({ error: { code: 'upstream_error' } })
  })

  it('believes an event that is named error, whatever it holds', () => {
    expect(typesOf(pump(createStreamDecoder(), [{ event: 'error', data: 'oh no' }]))).toEqual(['error'])
  })

  it('tells what a failed answer cost', () => {
    const response = { status: 'failed', error: { message: 'x' }, usage: { input_tokens: 3, output_tokens: 4 } }
    const folded = foldEvents(decode([CREATED, delta('a'), { type: 'response.failed', response }]))
    expect(folded.usage).toMatchObject({ input: { total: 3 }, output: { total: 4 } })
  })
})

describe('createStreamDecoder: hostile upstreams', () => {
  const field = fc.constantFrom(
    ...[
      'type',
      'item',
      'part',
      'delta',
      'text',
      'response',
      'output',
      'content',
      'summary',
      'id',
      'item_id',
      'call_id',
    ],
    ...[
      'name',
      'arguments',
      'output_index',
      'content_index',
      'summary_index',
      'status',
      'error',
      'usage',
      'annotation',
    ],
    ...['annotations', 'logprobs', 'encrypted_content', 'incomplete_details', 'input_tokens', '__proto__', 'phase'],
  )
  const word = fc.constantFrom(
    ...[
      'message',
      'function_call',
      'reasoning',
      'web_search_call',
      'output_text',
      'refusal',
      'reasoning_text',
      'x',
      '',
    ],
    ...['completed', 'incomplete', 'failed', 'summary_text'],
  )
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom<unknown>(null, 0, 1, -1, 1.5, 2 ** 53, true),
      word,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(field, tie('value'), { maxKeys: 6 }),
    ),
  }))
  const type = fc.constantFrom(
    ...['created', 'in_progress', 'output_item.added', 'output_item.done', 'content_part.added', 'content_part.done'],
    ...['output_text.delta', 'output_text.done', 'output_text.annotation.added', 'refusal.delta', 'refusal.done'],
    ...['function_call_arguments.delta', 'function_call_arguments.done', 'reasoning_text.delta', 'reasoning_text.done'],
    ...['reasoning_summary_part.added', 'reasoning_summary_text.delta', 'reasoning_summary_text.done', 'unheard_of'],
    ...['completed', 'incomplete', 'failed', 'web_search_call.searching'],
  )
  const item = fc.record(
    { type: word, id: word, call_id: word, name: word, arguments: value, content: value, summary: value },
    { requiredKeys: [] },
  )
  const index = fc.oneof(fc.integer({ min: -1, max: 2 }), value)
  const event = fc
    .tuple(
      type,
      fc.record(
        {
          item,
          output_index: index,
          content_index: index,
          summary_index: index,
          item_id: word,
          delta: fc.oneof(word, value),
          text: fc.oneof(word, value),
          part: value,
          response: fc.oneof(value, fc.record({ output: fc.array(item, { maxLength: 3 }), usage: value })),
        },
        { requiredKeys: [] },
      ),
    )
    .map(([name, fields]) => ({ type: `response.${name}`, ...fields }))

  it('never throws and keeps the lifecycle, whatever it is sent', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof({ weight: 5, arbitrary: event }, value), { maxLength: 10 }), (events) => {
        expect(checkLifecycle(decode(events))).toBeUndefined()
        for (const whole of events) expect(checkLifecycle(decodeResponse(whole))).toBeUndefined()
      }),
      { numRuns: 1_000 },
    )
  })

  it('answers of many items cost no more than their size', () => {
    const items = Array.from({ length: 5_000 }, (_, at) => done(call('f', `c${at}`), at))
    expect(partsOf([CREATED, ...items])).toHaveLength(5_000)
  })
})

describe('decodeResponse', () => {
  it.each([null, [], 'text', 7, {}, { output: null }, { object: 'list', data: [] }, '<html></html>'])(
    'makes a failure of %j',
    (body) => expect(decodeResponse(body).at(-1)?.type).toBe('error'),
  )

  it('U08: makes an error of a 200 that is one', () => {
    expect(decodeResponse({ error: { code: 'rate_limit_exceeded', message: 'x' } })).toMatchObject([
      { type: 'error', error: { code: 'rate_limit_exceeded' } },
    ])
    const failed = { object: 'response', status: 'failed', output: [], error: { code: 'server_error', message: 'x' } }
    expect(typesOf(decodeResponse(failed))).toEqual(['error'])
  })

  it('forgives a missing status in an answer that is whole', () => {
    const output = [{ type: 'message', content: [{ type: 'output_text', text: 'Hi' }] }]
    expect(decodeResponse({ output }).at(-1)?.type).toBe('finish')
  })
})
