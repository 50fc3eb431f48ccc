import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldEvents } from '../../canonical/fold.js'
import { checkLifecycle } from '../../canonical/lifecycle.js'
import type { StreamEvent } from '../../canonical/stream-event.js'
import { createSseParser } from '../../sse/parse-sse.js'
import { pump } from '../../testing/pump.js'
import { createStreamDecoder } from './decode-stream.js'
import { decodeResponse } from './response.js'

function decode(chunks: readonly unknown[]): StreamEvent[] {
  let ids = 0
  return pump(
    createStreamDecoder({ newCallId: () => `made-${ids++}` }),
    chunks.map((chunk) => ({ data: typeof chunk === 'string' ? chunk : JSON.stringify(chunk) })),
  )
}
const chunk = (parts: unknown, more: object = {}) => ({
  candidates: [{ content: { role: 'model', parts }, index: 0, ...more }],
})
const STOP = { candidates: [{ finishReason: 'STOP', index: 0 }] }
const choiceOf = (chunks: readonly unknown[]) => foldEvents(decode(chunks)).choices[0]
const terminals = (events: readonly StreamEvent[]) => events.filter(({ type }) => type === 'finish' || type === 'error')

describe('createStreamDecoder', () => {
  it('a reason that is repeated ends the answer once, at the end', () => {
    const events = decode([
      chunk([{ text: 'a' }], { finishReason: 'STOP' }),
      chunk([{ text: 'b' }], { finishReason: 'STOP' }),
    ])
    expect(events.filter(({ type }) => type === 'choice-end')).toHaveLength(1)
    expect(foldEvents(events).choices[0]?.parts).toEqual([{ type: 'text', text: 'ab' }])
  })

  it.each([
    ['STOP', 'stop'],
    ['MAX_TOKENS', 'length'],
    ['SAFETY', 'filter'],
    ['RECITATION', 'filter'],
    ['LANGUAGE', 'filter'],
    ['BLOCKLIST', 'filter'],
    ['PROHIBITED_CONTENT', 'filter'],
    ['SPII', 'filter'],
    ['IMAGE_SAFETY', 'filter'],
    ['OTHER', 'other'],
    ['MALFORMED_FUNCTION_CALL', 'other'],
    ['UNEXPECTED_TOOL_CALL', 'other'],
    ['TOO_MANY_TOOL_CALLS', 'other'],
    ['CONTINUATION', 'other'],
    ['NEW_WORD', 'other'],
  ])('%s means %s', (raw, unified) => {
    expect(choiceOf([chunk([{ text: 'a' }], { finishReason: raw })])?.reason).toEqual({ unified, raw })
  })

  it('a call makes it the reason, unless the answer was cut in spite of it', () => {
    const call = [{ functionCall: { name: 'f' } }]
    expect(choiceOf([chunk(call, { finishReason: 'STOP' })])?.reason?.unified).toBe('tool')
    expect(choiceOf([chunk(call, { finishReason: 'MAX_TOKENS' })])?.reason?.unified).toBe('length')
  })

  it.each<[object[], object?]>([
    [[{ text: 'a' }]],
    [[{ text: 'a' }], { finishReason: 'FINISH_REASON_UNSPECIFIED' }],
    [[{ text: 'a' }], { finishReason: '' }],
    [[{ text: 'a' }], { finishReason: 7 }],
  ])('without a reason the answer was cut: %j %j', (parts, more = {}) => {
    const events = decode([chunk(parts, more)])
    expect(terminals(events)).toMatchObject([{ type: 'error', error: { code: 'upstream_error' } }])
    expect(terminals(decodeResponse(chunk(parts, more)))).toMatchObject([{ type: 'error' }])
  })

  it('ends as cut where one of several candidates has no reason', () => {
    const other = { candidates: [{ content: { parts: [{ text: 'x' }] }, index: 1 }] }
    expect(terminals(decode([chunk([{ text: 'a' }]), other, STOP]))).toMatchObject([{ type: 'error' }])
  })

  it('two calls without ids have two', () => {
    const parts = [{ functionCall: { name: 'f' } }, { functionCall: { name: 'f', args: { a: 1 } } }]
    expect(choiceOf([chunk(parts), STOP])?.parts).toEqual([
      { type: 'tool-call', callId: 'made-0', name: 'f', argumentsText: '{}' },
      { type: 'tool-call', callId: 'made-1', name: 'f', argumentsText: '{"a":1}' },
    ])
    const ids = foldEvents(decodeResponse(chunk(parts, { finishReason: 'STOP' }))).choices[0]?.parts.map((part) =>
      'callId' in part ? part.callId : '',
    )
    expect(new Set(ids).size).toBe(2)
    expect(ids?.every((id) => /^[a-zA-Z0-9_]{1,40}$/.test(id))).toBe(true)
  })

  it('a signature belongs to its part, and text after it is another', () => {
    const signature = (thoughtSignature: string) => ({ residue: { 'gemini-generate': { thoughtSignature } } })
    const chunks = [
      chunk([{ text: 'think', thought: true, thoughtSignature: 'a' }]),
      chunk([{ text: 'Hi' }, { text: '', thoughtSignature: 'b' }, { text: 'more' }]),
      chunk([{ functionCall: { name: 'f' }, thoughtSignature: 'c' }]),
      STOP,
    ]
    expect(choiceOf(chunks)?.parts).toEqual([
      { type: 'reasoning', text: 'think', ...signature('a') },
      { type: 'text', text: 'Hi', ...signature('b') },
      { type: 'text', text: 'more' },
      { type: 'tool-call', callId: 'made-0', name: 'f', argumentsText: '{}', ...signature('c') },
    ])
  })

  it('broken arguments are carried as they are', () => {
    const parts = [{ functionCall: { name: 'f', args: '{oops' } }, { functionCall: { name: 'f', args: [1] } }]
    expect(choiceOf([chunk(parts), STOP])?.parts).toMatchObject([{ argumentsText: '{oops' }, { argumentsText: '[1]' }])
  })

  it('places of sources are counted in our units, also when they come late', () => {
    const text = '西班牙 👩🏽‍🔬 won.'
    const groundingMetadata = {
      groundingChunks: [
        { web: { uri: 'https://a.test/', title: 'A' } },
        { retrievedContext: { title: 'B', text: 'words' } },
      ],
      groundingSupports: [
        {
          segment: { startIndex: 10, endIndex: Buffer.byteLength(text), text: '👩🏽‍🔬 won.' },
          groundingChunkIndices: [0, 1, 9],
        },
        { segment: { startIndex: 1, endIndex: 4 }, groundingChunkIndices: [0] },
        { segment: { endIndex: 9, text: 'other words' }, groundingChunkIndices: [0] },
      ],
    }
    const [part] =
      choiceOf([
        chunk([{ text: text.slice(0, 2) }]),
        chunk([{ text: text.slice(2) }]),
        chunk([], { groundingMetadata, finishReason: 'STOP' }),
      ])?.parts ?? []
    expect(part).toMatchObject({
      citations: [
        { url: 'https://a.test/', title: 'A', startIndex: 4, endIndex: text.length },
        { title: 'B', citedText: 'words', startIndex: 4, endIndex: text.length },
        { url: 'https://a.test/', title: 'A' },
        { url: 'https://a.test/', title: 'A' },
      ],
    })
    expect(part?.type === 'text' && part.citations?.map((citation) => 'startIndex' in citation)).toEqual([
      true,
      true,
      false,
      false,
    ])
  })

  it("the vendor's two names of citations are read", () => {
    for (const name of ['citationSources', 'citations']) {
      const citationMetadata = { [name]: [{ endIndex: 2, uri: 'https://a.test/' }, { startIndex: 1 }, null] }
      const [part] = choiceOf([chunk([{ text: 'abc' }], { citationMetadata }), STOP])?.parts ?? []
      expect(part).toMatchObject({ citations: [{ url: 'https://a.test/', startIndex: 0, endIndex: 2 }] })
    }
  })

  it('log probabilities stand with their text', () => {
    const logprobsResult = {
      chosenCandidates: [{ token: 'a', tokenId: 5, logProbability: -0.5 }, null, { token: 'b' }],
      topCandidates: [
        {
          candidates: [
            { token: 'a', logProbability: -0.5 },
            { token: 'c', logProbability: -1 },
          ],
        },
      ],
    }
    const deltas = decode([chunk([{ text: 'ab' }], { logprobsResult }), STOP]).filter(
      ({ type }) => type === 'block-delta',
    )
    expect(deltas).toMatchObject([
      {
        logprobs: [
          { token: 'a', logprob: -0.5, top: [{ token: 'a' }, { token: 'c', logprob: -1 }] },
          { token: 'b', logprob: 0 },
        ],
      },
    ])
  })

  it('reads the form of a list, and errors in it', () => {
    const events = decodeResponse([chunk([{ text: 'a' }]), chunk([{ text: 'b' }], { finishReason: 'STOP' })])
    expect(foldEvents(events).choices[0]?.parts).toEqual([{ type: 'text', text: 'ab' }])
    const failed = decodeResponse([chunk([{ text: 'a' }]), { error: { code: 503, message: 'x' } }])
    expect(terminals(failed)).toMatchObject([{ error: { code: 'upstream_overloaded' } }])
    expect(checkLifecycle(failed)).toBeUndefined()
  })

  it.each([undefined, null, 7, 'text', '<html></html>', [], [[]], {}, { candidates: [] }, { candidates: 'x' }])(
    'U18: %j is no answer',
    (body) => {
      const events = decodeResponse(body)
      expect(checkLifecycle(events)).toBeUndefined()
      expect(terminals(events)).toMatchObject([{ type: 'error', error: { code: 'upstream_error' } }])
    },
  )

  it('what imitators send at the end says nothing', () => {
    expect(decode([chunk([{ text: 'a' }]), STOP, '[DONE]']).at(-1)?.type).toBe('finish')
    expect(decode([chunk([{ text: 'a' }]), '[DONE]']).at(-1)?.type).toBe('error')
  })

  it('an event that is called an error is one', () => {
    const events = pump(createStreamDecoder(), [
      { data: JSON.stringify(chunk([{ text: 'a' }])) },
      { event: 'error', data: 'x' },
    ])
    expect(terminals(events)).toHaveLength(1)
    expect(events.at(-1)?.type).toBe('error')
  })

  it('any chunks at all end in one terminal and keep the order, whole and cut anywhere', () => {
    const anyPart = fc.oneof(
      fc.record({ text: fc.string(), thought: fc.boolean(), thoughtSignature: fc.string() }, { requiredKeys: [] }),
      fc.record({
        functionCall: fc.record({ name: fc.string(), args: fc.jsonValue(), id: fc.string() }, { requiredKeys: [] }),
      }),
      fc.jsonValue(),
    )
    const anyCandidate = fc.record(
      {
        content: fc.oneof(fc.record({ parts: fc.oneof(fc.array(anyPart), fc.jsonValue()) }), fc.jsonValue()),
        finishReason: fc.oneof(fc.constantFrom('STOP', 'MAX_TOKENS', ''), fc.jsonValue()),
        index: fc.oneof(fc.nat(3), fc.jsonValue()),
        groundingMetadata: fc.jsonValue(),
        logprobsResult: fc.jsonValue(),
      },
      { requiredKeys: [] },
    )
    const anyChunk = fc.oneof(
      fc.record(
        {
          candidates: fc.oneof(fc.array(anyCandidate), fc.jsonValue()),
          usageMetadata: fc.jsonValue(),
          promptFeedback: fc.jsonValue(),
        },
        { requiredKeys: [] },
      ),
      fc.jsonValue(),
    )
    fc.assert(
      fc.property(fc.array(anyChunk, { maxLength: 6 }), (chunks) => {
        for (let length = 0; length <= chunks.length; length++) {
          const events = decode(chunks.slice(0, length))
          expect(checkLifecycle(events)).toBeUndefined()
          expect(terminals(events)).toHaveLength(1)
        }
      }),
    )
  })

  it('bytes may be split anywhere', () => {
    const stream = [chunk([{ text: '光👩🏽‍🔬' }]), chunk([{ functionCall: { name: 'f', id: 'c' } }]), STOP]
    const bytes = Buffer.from(stream.map((value) => `data: ${JSON.stringify(value)}\r\n\r\n`).join(''))
    const read = (pieces: readonly Uint8Array[]) => pump(createStreamDecoder(), pump(createSseParser(), pieces))
    const whole = read([bytes])
    for (let at = 0; at <= bytes.length; at++) expect(read([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(whole)
  })
})
