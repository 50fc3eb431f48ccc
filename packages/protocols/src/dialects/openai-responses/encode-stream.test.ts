import { describe, expect, it } from 'vitest'
import { GatewayError } from '../../canonical/error.js'
import type { BlockDelta, StreamEvent } from '../../canonical/stream-event.js'
import { createSseParser } from '../../sse/parse-sse.js'
import { loadFixtures, toStreamBytes } from '../../testing/load-fixture.js'
import { pump } from '../../testing/pump.js'
import { decodeRequest } from './decode-request.js'
import { createStreamDecoder } from './decode-stream.js'
import { createStreamEncoder } from './encode-stream.js'
import { decodeResponse, encodeResponse } from './response.js'

const IDENTITY = { id: 'chatcmpl-0199-ab', model: 'public', createdAtSeconds: 5 }
const START: StreamEvent = { type: 'response-start', id: 'upstream', model: 'theirs' }
const USAGE: StreamEvent = { type: 'usage', usage: { input: { total: 3 }, output: { total: 1 } } }
const end = (unified: 'stop' | 'length' | 'tool' | 'filter' | 'other'): StreamEvent[] => [
  { type: 'choice-end', choice: 0, reason: { unified } },
  { type: 'finish' },
]
type Kind = 'text' | 'reasoning' | 'refusal'
const block = (number: number, kind: Kind, ...deltas: (string | Partial<BlockDelta>)[]): StreamEvent[] => [
  { type: 'block-start', block: number, choice: 0, kind },
  ...deltas.map((told): StreamEvent => {
    const fields = typeof told === 'string' ? { text: told } : { text: '', ...told }
    return { type: 'block-delta', block: number, ...fields }
  }),
  { type: 'block-end', block: number },
]
const call = (number: number, callId: string, ...deltas: string[]): StreamEvent[] => [
  { type: 'block-start', block: number, choice: 0, kind: 'tool-call', callId, name: 'f' },
  ...deltas.map((text): StreamEvent => ({ type: 'block-delta', block: number, text })),
  { type: 'block-end', block: number },
]
const encode = (events: StreamEvent[]) =>
  pump(createStreamEncoder({ ...IDENTITY, includeUsage: true }), events).map(({ event, data }) => {
    const value = JSON.parse(data)
    expect(event).toBe(value.type)
    return value
  })
const short = (events: StreamEvent[]) =>
  encode(events).map(({ type, output_index, content_index, summary_index }) =>
    [String(type).replace('response.', ''), output_index, content_index ?? summary_index]
      .filter((field) => field !== undefined)
      .join(' '),
  )

describe('createStreamEncoder', () => {
  it('tells every event of PROTOCOLS 4 in its order, numbered from 0', () => {
    const events = [START, ...block(0, 'reasoning', 'Hm'), ...block(1, 'text', 'Hi', '!'), ...call(2, 'c', '{', '}')]
    const told = [...events, USAGE, ...end('tool')]
    expect(short(told)).toEqual([
      'created',
      'in_progress',
      'output_item.added 0',
      'reasoning_summary_part.added 0 0',
      'reasoning_summary_text.delta 0 0',
      'reasoning_summary_text.done 0 0',
      'reasoning_summary_part.done 0 0',
      'output_item.done 0',
      'output_item.added 1',
      'content_part.added 1 0',
      'output_text.delta 1 0',
      'output_text.delta 1 0',
      'output_text.done 1 0',
      'content_part.done 1 0',
      'output_item.done 1',
      'output_item.added 2',
      'function_call_arguments.delta 2',
      'function_call_arguments.delta 2',
      'function_call_arguments.done 2',
      'output_item.done 2',
      'completed',
    ])
    expect(encode(told).map(({ sequence_number }) => sequence_number)).toEqual([...Array(21).keys()])
  })

  it('gives ids in the forms of the dialect, the same in all events of an item', () => {
    const wire = encode([
      START,
      ...block(0, 'reasoning', 'a'),
      ...block(1, 'text', 'b'),
      ...call(2, 'c'),
      ...end('tool'),
    ])
    const { response } = wire.at(-1)
    expect(response).toMatchObject({ id: 'resp_0199ab', object: 'response', model: 'public', created_at: 5 })
    expect(response.output.map(({ id }: { id: string }) => id)).toEqual(['rs_0199ab_0', 'msg_0199ab_1', 'fc_0199ab_2'])
    for (const { item_id, output_index } of wire) {
      if (item_id !== undefined) expect(item_id).toBe(response.output[output_index].id)
    }
  })

  it.each([
    ['stop', 'completed', null, 'completed'],
    ['tool', 'completed', null, 'completed'],
    ['other', 'completed', null, 'completed'],
    ['length', 'incomplete', { reason: 'max_output_tokens' }, 'incomplete'],
    ['filter', 'incomplete', { reason: 'content_filter' }, 'incomplete'],
  ] as const)('an answer that ended for %s is %s', (unified, status, details, itemStatus) => {
    const last = encode([START, ...block(0, 'text', 'a'), ...end(unified)]).at(-1)
    expect(last).toMatchObject({
      type: `response.${status}`,
      response: { status, incomplete_details: details, output: [{ status: itemStatus }] },
    })
  })

  it('tells what usage is known, and null where a total is not', () => {
    const usageOf = (...events: StreamEvent[]) => encode([START, ...events, ...end('stop')]).at(-1).response.usage
    expect(usageOf(USAGE, USAGE)).toMatchObject({ input_tokens: 3, output_tokens: 1, total_tokens: 4 })
    expect(usageOf()).toBeNull()
    expect(usageOf({ type: 'usage', usage: { input: {}, output: { total: 1 } } })).toBeNull()
  })

  it('calls that are written in turns are items of their own', () => {
    const open = (number: number): StreamEvent => ({
      type: 'block-start',
      block: number,
      choice: 0,
      kind: 'tool-call',
      callId: `c${number}`,
      name: 'f',
    })
    const events: StreamEvent[] = [
      START,
      ...block(9, 'text', 'Look'),
      open(0),
      open(1),
      { type: 'block-delta', block: 1, text: '{"b":1}' },
      { type: 'block-delta', block: 0, text: '{"a":1}' },
      { type: 'block-end', block: 0 },
      { type: 'block-end', block: 1 },
      ...end('tool'),
    ]
    expect(encode(events).at(-1).response.output).toMatchObject([
      { type: 'message', status: 'completed' },
      { call_id: 'c0', arguments: '{"a":1}', status: 'completed' },
      { call_id: 'c1', arguments: '{"b":1}', status: 'completed' },
    ])
  })

  it('a call without arguments has those of an empty object', () => {
    expect(encode([START, ...call(0, 'c'), ...end('tool')]).at(-1).response.output).toMatchObject([{ arguments: '{}' }])
  })

  it('citations that tell their place come with the text, others at its end; those without address not at all', () => {
    const citations = [
      { url: 'https://a.test', title: 'A', startIndex: 0, endIndex: 2 },
      { url: 'https://b.test' },
      { title: 'A book', citedText: 'x' },
    ]
    const wire = encode([START, ...block(0, 'text', { citations }, 'Hi', ' all'), ...end('stop')])
    expect(wire.filter(({ annotation }) => annotation !== undefined).map(({ annotation }) => annotation)).toEqual([
      { type: 'url_citation', url: 'https://a.test', title: 'A', start_index: 0, end_index: 2 },
      { type: 'url_citation', url: 'https://b.test', title: 'https://b.test', start_index: 0, end_index: 6 },
    ])
  })

  it('carries what proves thinking to another vendor, and takes it back', () => {
    const residue = { 'anthropic-messages': { signature: 'sig+/=' } }
    const { response } = encode([START, ...block(0, 'reasoning', 'Hm', { residue }), ...end('stop')]).at(-1)
    const [item] = response.output
    expect(item).toMatchObject({ summary: [{ text: 'Hm' }], encrypted_content: expect.stringMatching(/^tollgate\./) })
    const { messages } = decodeRequest({ model: 'm', input: [item, { role: 'user', content: 'And?' }] })
    expect(messages[0]?.parts[0]).toMatchObject({ type: 'reasoning', text: 'Hm', residue })
    expect(JSON.stringify(messages)).not.toContain('encrypted_content')
  })

  it.each([
    'tollgate.',
    'tollgate.%%%',
    `tollgate.${Buffer.from('{"x":{},"gemini-generate":7}').toString('base64url')}`,
  ])('takes %s, which it did not write, for nothing', (encrypted) => {
    const input = [{ type: 'reasoning', summary: [], encrypted_content: encrypted }]
    const [part] = decodeRequest({ model: 'm', input }).messages[0]?.parts ?? []
    expect(part).toEqual({ type: 'reasoning', text: '' })
  })

  it('ends a failure with what was told so far and an event on which clients throw', () => {
    const error = new GatewayError('upstream_error', { message: 'cut' })
    const wire = encode([START, ...block(0, 'text', 'Hi'), USAGE, { type: 'error', error }])
    expect(wire.slice(-2)).toMatchObject([
      { type: 'response.failed', response: { status: 'failed', error: { code: 'server_error', message: 'cut' } } },
      { type: 'error', message: 'cut', error: { message: 'cut', code: 'upstream_error' } },
    ])
    expect(encode([{ type: 'error', error }])).toMatchObject([{ type: 'error' }])
  })

  it('shows one answer where an upstream gave several', () => {
    const second: StreamEvent[] = block(1, 'text', 'b').map((event) =>
      event.type === 'block-start' ? { ...event, choice: 1 } : event,
    )
    const choices: StreamEvent[] = [...second, { type: 'choice-end', choice: 1, reason: { unified: 'length' } }]
    const { response } = encode([START, ...block(0, 'text', 'a'), ...choices, ...end('stop')]).at(-1)
    expect(response).toMatchObject({ status: 'completed', output: [{ content: [{ text: 'a' }] }] })
  })

  it('names every event as its type', () => {
    for (const { chunks } of loadFixtures(new URL('./__fixtures__/', import.meta.url))) {
      const events = pump(createStreamDecoder(), pump(createSseParser(), [toStreamBytes(chunks ?? [])]))
      encode(events)
    }
  })

  it('says nothing at the end of an answer that never began', () => {
    expect(encode([USAGE, { type: 'finish' }])).toEqual([])
  })
})

describe('encodeResponse', () => {
  it('throws the error that the answer ended with', () => {
    const error = new GatewayError('upstream_error', { message: 'cut' })
    expect(() => encodeResponse([START, { type: 'error', error }], IDENTITY)).toThrow(error)
  })

  it('is the response of the last event', () => {
    const events = [START, ...block(0, 'text', 'a'), ...call(1, 'c', '{}'), USAGE, ...end('tool')]
    const body = encodeResponse(events, IDENTITY)
    expect(body).toEqual(encode(events).at(-1).response)
    expect(decodeResponse(body).at(-1)).toEqual({ type: 'finish' })
  })

  it('has every field that the vendor’s types demand', () => {
    expect(Object.keys(encodeResponse([START, ...end('stop')], IDENTITY))).toEqual(
      expect.arrayContaining(
        'id created_at error incomplete_details instructions metadata model object output parallel_tool_calls temperature tool_choice tools top_p status usage text'.split(
          ' ',
        ),
      ),
    )
  })
})
