import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GatewayError } from '../../canonical/error.js'
import { foldEvents } from '../../canonical/fold.js'
import { checkLifecycle } from '../../canonical/lifecycle.js'
import type { StreamEvent } from '../../canonical/stream-event.js'
import type { SseMessage } from '../../sse/sse-message.js'
import { pump } from '../../testing/pump.js'
import { createStreamDecoder } from './decode-stream.js'
import { createStreamEncoder } from './encode-stream.js'
import { decodeResponse, encodeResponse } from './response.js'

const DIALECT = 'anthropic-messages'
const IDENTITY = { id: 'msg_own', model: 'asked', createdAtSeconds: 1 }

function decode(wire: readonly unknown[]): StreamEvent[] {
  let ids = 0
  return pump(
    createStreamDecoder({ newCallId: () => `made-${ids++}` }),
    wire.map((value) => ({ data: typeof value === 'string' ? value : JSON.stringify(value) })),
  )
}
const encode = (events: readonly StreamEvent[]): SseMessage[] =>
  pump(createStreamEncoder({ ...IDENTITY, includeUsage: true }), events)
const written = (events: readonly StreamEvent[]): Record<string, unknown>[] =>
  encode(events).map(({ data }) => JSON.parse(data))
/** `start 0 text`, `text 0 abc`, `stop 0` … */
const summary = (events: readonly StreamEvent[]): string[] =>
  written(events).flatMap((event) => {
    const block = event.content_block as { type: string } | undefined
    const delta = event.delta as Record<string, unknown> | undefined
    switch (event.type) {
      case 'content_block_start':
        return [`start ${event.index} ${block?.type}`]
      case 'content_block_delta': {
        const text = delta?.text ?? delta?.thinking ?? delta?.partial_json ?? delta?.signature
        return [`${delta?.type} ${event.index} ${text}`]
      }
      case 'content_block_stop':
        return [`stop ${event.index}`]
      default:
        return []
    }
  })

const START = { type: 'message_start', message: { id: 'msg_1', content: [], usage: { input_tokens: 5 } } }
const END = [
  { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 2 } },
  { type: 'message_stop' },
]
const begin = (index: number, content: object) => ({ type: 'content_block_start', index, content_block: content })
const delta = (index: number, piece: object) => ({ type: 'content_block_delta', index, delta: piece })

const block = (number: number, kind: 'text' | 'reasoning' | 'refusal'): StreamEvent => ({
  type: 'block-start',
  block: number,
  choice: 0,
  kind,
})
const call = (number: number, callId: string): StreamEvent => ({
  type: 'block-start',
  block: number,
  choice: 0,
  kind: 'tool-call',
  callId,
  name: 'f',
})
const said = (number: number, text: string): StreamEvent => ({ type: 'block-delta', block: number, text })
const end = (number: number): StreamEvent => ({ type: 'block-end', block: number })
const whole = (unified: 'stop' | 'tool', ...events: StreamEvent[]): StreamEvent[] => [
  { type: 'response-start' },
  ...events,
  { type: 'choice-end', choice: 0, reason: { unified } },
  { type: 'finish' },
]

describe('createStreamDecoder', () => {
  it('makes an id for each call that has none', () => {
    const events = decode([
      START,
      begin(0, { type: 'tool_use', name: 'a' }),
      begin(1, { type: 'tool_use', name: 'b', input: { x: 1 } }),
      ...END,
    ])
    expect(foldEvents(events).choices[0]).toMatchObject({
      reason: { unified: 'tool', raw: 'end_turn' },
      parts: [
        { callId: 'made-0', name: 'a', argumentsText: '{}' },
        { callId: 'made-1', name: 'b', argumentsText: '{"x":1}' },
      ],
    })
  })

  it('keeps arguments as they were written, broken ones too', () => {
    const events = decode([
      START,
      begin(0, { type: 'tool_use', id: 'x', name: 'a', input: {} }),
      delta(0, { type: 'input_json_delta', partial_json: '{"a":' }),
      ...END,
    ])
    expect(foldEvents(events).choices[0]?.parts).toMatchObject([{ argumentsText: '{"a":' }])
  })

  it('gives the tool that stands for the answer as text, and no call', () => {
    const wire = [
      START,
      begin(0, { type: 'tool_use', id: 'x', name: 'tollgate_json_answer', input: {} }),
      delta(0, { type: 'input_json_delta', partial_json: '{"a":' }),
      delta(0, { type: 'input_json_delta', partial_json: '1}' }),
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 2 } },
      { type: 'message_stop' },
    ]
    const expected = { reason: { unified: 'stop' }, parts: [{ type: 'text', text: '{"a":1}' }] }
    expect(foldEvents(decode(wire)).choices[0]).toMatchObject(expected)
    const unary = decodeResponse({
      type: 'message',
      stop_reason: 'tool_use',
      content: [{ type: 'tool_use', id: 'x', name: 'tollgate_json_answer', input: { a: 1 } }],
    })
    expect(foldEvents(unary).choices[0]).toMatchObject(expected)
  })

  it.each([
    ['max_tokens', 'length'],
    ['refusal', 'filter'],
  ])('a call that was cut by %s is no call', (reason, unified) => {
    const wire = [
      START,
      begin(0, { type: 'tool_use', id: 'x', name: 'a' }),
      { type: 'message_delta', delta: { stop_reason: reason } },
      { type: 'message_stop' },
    ]
    expect(foldEvents(decode(wire)).choices[0]?.reason).toEqual({ unified, raw: reason })
  })

  it('U09: an event that is named an error fails, whatever it says', () => {
    for (const data of ['{}', 'not json', '{"type":"error","error":{"type":"overloaded_error"}}']) {
      const events = pump(createStreamDecoder(), [{ data: JSON.stringify(START) }, { event: 'error', data }])
      expect(events.at(-1)).toMatchObject({ type: 'error' })
    }
  })

  it('never throws and keeps the lifecycle, whatever it is sent', () => {
    const index = fc.constantFrom<unknown>(0, 1, 1, undefined, null, -1, 1e300, 'x')
    const type = fc.constantFrom(
      'text',
      'thinking',
      'redacted_thinking',
      'tool_use',
      'server_tool_use',
      'odd',
      undefined,
    )
    const odd = fc.oneof(fc.jsonValue(), fc.constantFrom<unknown>('x', null, undefined, 5))
    const event = fc.oneof(
      fc.constant<unknown>(START),
      fc.record({
        type: fc.constant('content_block_start'),
        index,
        content_block: fc.record({
          type,
          text: odd,
          thinking: odd,
          id: odd,
          name: odd,
          input: odd,
          citations: odd,
          data: odd,
          signature: odd,
        }),
      }),
      fc.record({
        type: fc.constant('content_block_delta'),
        index,
        delta: fc.record({
          type: fc.constantFrom(
            'text_delta',
            'thinking_delta',
            'input_json_delta',
            'signature_delta',
            'citations_delta',
            'odd',
          ),
          text: odd,
          thinking: odd,
          partial_json: odd,
          signature: odd,
          citation: odd,
        }),
      }),
      fc.record({ type: fc.constant('content_block_stop'), index }),
      fc.record({ type: fc.constant('message_delta'), delta: odd, usage: odd }),
      fc.record({
        type: fc.constant('message_delta'),
        delta: fc.record({ stop_reason: fc.constantFrom('end_turn', 'odd', null), stop_sequence: odd }),
        usage: fc.record({ output_tokens: odd, input_tokens: odd }),
      }),
      fc.constant<unknown>({ type: 'message_stop' }),
      fc.constant<unknown>({ type: 'ping' }),
      fc.jsonValue(),
    )
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (wire) => {
        const events = decode(wire.map((value) => JSON.stringify(value) ?? ''))
        expect(checkLifecycle(events)).toBeUndefined()
        const again = decode(written(events))
        expect(checkLifecycle(again)).toBeUndefined()
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    undefined,
    null,
    '<html>',
    7,
    [],
    {},
    { content: null },
    { content: 'x' },
    { type: 'error' },
    { choices: [] },
  ])('U18: a body that is %j is no answer', (body) => {
    const events = decodeResponse(body)
    expect(checkLifecycle(events)).toBeUndefined()
    expect(events.at(-1)?.type).toBe('error')
  })
})

describe('createStreamEncoder', () => {
  it('names each event as it is typed', () => {
    for (const { event, data } of encode(whole('stop', block(0, 'text'), said(0, 'a'), end(0)))) {
      expect(event).toBe(JSON.parse(data).type)
    }
  })

  it('has one block open at a time: what comes in turns is put in order', () => {
    const events = whole(
      'tool',
      call(0, 'x'),
      call(1, 'y'),
      said(0, '{"a"'),
      said(1, '{"b"'),
      said(0, ':1}'),
      said(1, ':2}'),
      block(2, 'text'),
      said(2, 'z'),
      end(0),
      end(1),
      end(2),
    )
    expect(summary(events)).toEqual([
      'start 0 tool_use',
      'input_json_delta 0 {"a"',
      'input_json_delta 0 :1}',
      'stop 0',
      'start 1 tool_use',
      'input_json_delta 1 {"b"',
      'input_json_delta 1 :2}',
      'stop 1',
      'start 2 text',
      'text_delta 2 z',
      'stop 2',
    ])
  })

  it('writes a call without arguments, but no text without a letter', () => {
    expect(summary(whole('tool', block(0, 'text'), end(0), call(1, 'x'), end(1)))).toEqual([
      'start 0 tool_use',
      'stop 0',
    ])
    expect(encodeResponse(whole('tool', block(0, 'text'), end(0), call(1, 'x'), end(1)), IDENTITY)).toMatchObject({
      stop_reason: 'tool_use',
      content: [{ type: 'tool_use', id: 'x', input: {} }],
    })
  })

  it('signs thinking of others, and takes the signature for what it is when it comes back', () => {
    const residue = { 'gemini-generate': { thoughtSignature: 'abc' } }
    const noted: StreamEvent = { type: 'block-delta', block: 0, text: '', residue }
    const [, text, signature] = summary(whole('stop', block(0, 'reasoning'), said(0, 'hm'), noted, end(0)))
    expect([text, signature]).toEqual(['thinking_delta 0 hm', expect.stringMatching(/^signature_delta 0 tollgate\../)])
    const again = foldEvents(decode(written(whole('stop', block(0, 'reasoning'), said(0, 'hm'), noted, end(0)))))
    expect(again.choices[0]?.parts).toEqual([{ type: 'reasoning', text: 'hm', residue }])
    expect(summary(whole('stop', block(0, 'reasoning'), said(0, 'hm'), end(0))).at(-2)).toBe(
      'signature_delta 0 tollgate.',
    )
  })

  it('a refusal in words is text, and the reason to stop', () => {
    const events = whole('stop', block(0, 'refusal'), said(0, 'No.'), end(0))
    expect(written(events).at(-2)).toMatchObject({ delta: { stop_reason: 'refusal' } })
    expect(encodeResponse(events, IDENTITY)).toMatchObject({
      stop_reason: 'refusal',
      content: [{ type: 'text', text: 'No.' }],
    })
  })

  it('gives citations of others that have an address, in stream and whole', () => {
    const cited: StreamEvent = {
      type: 'block-delta',
      block: 0,
      text: '',
      citations: [{ url: 'https://a.test', title: 'A' }, { title: 'nowhere' }],
    }
    const events = whole('stop', block(0, 'text'), said(0, 'x'), cited, end(0))
    const citation = {
      type: 'web_search_result_location',
      url: 'https://a.test',
      title: 'A',
      cited_text: '',
      encrypted_index: 'tollgate',
    }
    expect(written(events)[3]).toMatchObject({ delta: { type: 'citations_delta', citation } })
    expect(encodeResponse(events, IDENTITY).content).toEqual([{ type: 'text', text: 'x', citations: [citation] }])
  })

  it('leaves out what is absent: clients refuse null where they want a list', () => {
    const body = encodeResponse(whole('stop', block(0, 'text'), said(0, 'x'), end(0)), IDENTITY)
    expect(body).toEqual({
      id: 'msg_own',
      type: 'message',
      role: 'assistant',
      model: 'asked',
      content: [{ type: 'text', text: 'x' }],
      stop_reason: 'end_turn',
      stop_sequence: null,
      usage: { input_tokens: 0, output_tokens: 0 },
    })
  })

  it('tells usage that came late at the end, and is silent about other choices', () => {
    const events: StreamEvent[] = [
      { type: 'response-start' },
      block(0, 'text'),
      said(0, 'x'),
      { type: 'block-start', block: 1, choice: 1, kind: 'text' },
      said(1, 'other'),
      end(0),
      end(1),
      { type: 'choice-end', choice: 0, reason: { unified: 'stop', stopSequence: 'END' } },
      { type: 'choice-end', choice: 1, reason: { unified: 'length' } },
      { type: 'usage', usage: { input: { total: 9, cacheRead: 4 }, output: { total: 3 } } },
      { type: 'finish' },
    ]
    expect(written(events).slice(-2)).toEqual([
      {
        type: 'message_delta',
        delta: { stop_reason: 'stop_sequence', stop_sequence: 'END' },
        usage: { input_tokens: 5, cache_read_input_tokens: 4, output_tokens: 3 },
      },
      { type: 'message_stop' },
    ])
    expect(JSON.stringify(written(events))).not.toContain('other')
  })

  it('ends with the error, and never with a stop', () => {
    const error = new GatewayError('upstream_error', { message: 'm' })
    const events = written([
      { type: 'response-start' },
      block(0, 'text'),
      said(0, 'x'),
      end(0),
      { type: 'error', error },
    ])
    expect(events.at(-1)).toMatchObject({ type: 'error', error: { type: 'api_error' } })
    expect(events.map(({ type }) => type)).not.toContain('message_stop')
    expect(() => encodeResponse([{ type: 'response-start' }, { type: 'error', error }], IDENTITY)).toThrow(error)
  })

  it('arguments that are no object are shown as they are', () => {
    const events = whole('tool', call(0, 'x'), said(0, '{"a":'), end(0))
    expect(encodeResponse(events, IDENTITY).content).toMatchObject([{ input: { _raw: '{"a":' } }])
  })
})

const textual = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => text.trim() !== '')
const part = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), pieces: fc.array(textual, { minLength: 1, maxLength: 4 }) }),
  fc.record({
    kind: fc.constant('reasoning' as const),
    pieces: fc.array(textual, { minLength: 1, maxLength: 4 }),
    signature: fc.base64String({ minLength: 4 }),
  }),
  fc.record({
    kind: fc.constant('tool-call' as const),
    pieces: fc.tuple(fc.dictionary(fc.string(), fc.jsonValue())).map(([value]) => [JSON.stringify(value)]),
  }),
)

describe('any answer', () => {
  const answer = fc.array(part, { maxLength: 6 }).map((parts) => {
    const events = parts.flatMap((one, number): StreamEvent[] => [
      one.kind === 'tool-call' ? call(number, `id-${number}`) : block(number, one.kind),
      ...one.pieces.map((piece) => said(number, piece)),
      ...(one.kind === 'reasoning'
        ? [
            {
              type: 'block-delta',
              block: number,
              text: '',
              residue: { [DIALECT]: { signature: one.signature } },
            } as const,
          ]
        : []),
      end(number),
    ])
    return whole(parts.some(({ kind }) => kind === 'tool-call') ? 'tool' : 'stop', ...events)
  })

  it('survives being written and read, streamed and whole', () => {
    fc.assert(
      fc.property(answer, (events) => {
        const { choices } = foldEvents(events)
        const gist = (told: readonly StreamEvent[]) =>
          foldEvents(told).choices.map(({ parts, reason }) => ({ parts, reason: reason?.unified }))
        const wanted = choices.map(({ parts, reason }) => ({ parts, reason: reason?.unified }))
        expect(gist(decode(written(events)))).toEqual(wanted)
        const unary = gist(decodeResponse(JSON.parse(JSON.stringify(encodeResponse(events, IDENTITY)))))
        expect(normal(unary)).toEqual(normal(wanted))
      }),
    )
  })

  it('cut anywhere ends in exactly one terminal event', () => {
    fc.assert(
      fc.property(answer, fc.nat(60), (events, length) => {
        const wire = written(events)
        const cut = decode(wire.slice(0, length))
        expect(checkLifecycle(cut)).toBeUndefined()
        expect(cut.at(-1)?.type).toBe(length >= wire.length ? 'finish' : 'error')
      }),
    )
  })

  /** Arguments are parsed on their way through a whole answer. */
  const normal = (choices: readonly { parts: readonly object[] }[]) =>
    choices.map((choice) => ({
      ...choice,
      parts: choice.parts.map((one) =>
        'argumentsText' in one ? { ...one, argumentsText: JSON.parse(String(one.argumentsText)) } : one,
      ),
    }))
})
