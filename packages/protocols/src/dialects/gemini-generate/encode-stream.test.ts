import { describe, expect, it } from 'vitest'
import { GatewayError } from '../../canonical/error.js'
import type { StreamEvent } from '../../canonical/stream-event.js'
import { pump } from '../../testing/pump.js'
import { CODECS } from '../index.js'
import { toErrorMessage } from './encode-error.js'
import { createStreamEncoder } from './encode-stream.js'
import { encodeResponse } from './response.js'
import { createJsonArrayWriter } from './write-json-array.js'

const IDENTITY = { id: 'r1', model: 'asked', createdAtSeconds: 1 }
const OPTIONS = { ...IDENTITY, includeUsage: true }
const encode = (events: readonly StreamEvent[], options = OPTIONS) =>
  pump(createStreamEncoder(options), events).map(({ data, event }) => {
    expect(event).toBeUndefined()
    const { modelVersion, responseId, ...chunk } = JSON.parse(data)
    if (chunk.error === undefined) expect([modelVersion, responseId]).toEqual(['asked', 'r1'])
    return chunk
  })

/** A stream of another dialect's upstream. */
const fromChat = (...chunks: object[]) =>
  pump(
    CODECS['openai-chat'].createStreamDecoder(),
    [...chunks.map((value) => JSON.stringify(value)), '[DONE]'].map((data) => ({ data })),
  )
const delta = (fields: object, finish: string | null = null, more: object = {}) => ({
  choices: [{ index: 0, delta: fields, finish_reason: finish, ...more }],
})
const part = (value: object) => ({ candidates: [{ content: { parts: [value], role: 'model' }, index: 0 }] })
const last = (value: object, finishReason: string, more: object = {}) => ({
  candidates: [{ content: { parts: [value], role: 'model' }, finishReason, index: 0 }],
  ...more,
})

describe('createStreamEncoder', () => {
  it('calls are whole parts, one reason and the usage stand in the last chunk', () => {
    const piece = (index: number, fields: object) => delta({ tool_calls: [{ index, ...fields }] })
    const events = fromChat(
      delta({ role: 'assistant', reasoning_content: 'Hm' }),
      delta({ content: 'Hi' }),
      piece(0, { id: 'c1', type: 'function', function: { name: 'f', arguments: '' } }),
      piece(0, { function: { arguments: '{"a"' } }),
      piece(1, { id: 'c2', type: 'function', function: { name: 'g', arguments: '' } }),
      piece(0, { function: { arguments: ':1}' } }),
      delta({}, 'tool_calls'),
      {
        choices: [],
        usage: {
          prompt_tokens: 10,
          completion_tokens: 9,
          prompt_tokens_details: { cached_tokens: 4 },
          completion_tokens_details: { reasoning_tokens: 3 },
        },
      },
    )
    expect(encode(events)).toEqual([
      part({ text: 'Hm', thought: true }),
      part({ text: 'Hi' }),
      part({ functionCall: { id: 'c1', name: 'f', args: { a: 1 } } }),
      last({ functionCall: { id: 'c2', name: 'g', args: {} } }, 'STOP', {
        usageMetadata: {
          promptTokenCount: 10,
          cachedContentTokenCount: 4,
          candidatesTokenCount: 6,
          thoughtsTokenCount: 3,
          totalTokenCount: 19,
        },
      }),
    ])
  })

  it.each([
    ['stop', 'STOP'],
    ['length', 'MAX_TOKENS'],
    ['content_filter', 'SAFETY'],
    ['odd', 'OTHER'],
  ])('%s is %s', (finish, reason) => {
    expect(encode(fromChat(delta({ content: 'a' }, finish))).at(-1)).toEqual(last({ text: 'a' }, reason))
  })

  it('a refusal in words is text', () => {
    expect(encode(fromChat(delta({ refusal: 'No.' }), delta({}, 'stop')))).toEqual([last({ text: 'No.' }, 'STOP')])
  })

  it('arguments that are no object are kept under a name of their own', () => {
    const call = { index: 0, id: 'c', function: { name: 'f', arguments: '{"a":' } }
    expect(encode(fromChat(delta({ tool_calls: [call] }), delta({}, 'length')))[0]).toEqual(
      last({ functionCall: { id: 'c', name: 'f', args: { _raw: '{"a":' } } }, 'MAX_TOKENS'),
    )
  })

  it('thoughts are not shown to those who did not ask', () => {
    const events = fromChat(delta({ reasoning_content: 'Hm' }), delta({ content: 'Hi' }, 'stop'))
    expect(encode(events, { ...OPTIONS, ...{ isReasoningShown: false } })).toEqual([last({ text: 'Hi' }, 'STOP')])
    expect(encodeResponse(events, { ...IDENTITY, isReasoningShown: false })).toMatchObject({
      candidates: [{ content: { parts: [{ text: 'Hi' }] } }],
    })
  })

  it('each part waits for the next, and no chunk is without one, nor with an empty text', () => {
    const encoder = createStreamEncoder(OPTIONS)
    const written = fromChat(delta({ content: 'a' }), delta({ content: 'b' }), delta({}, 'stop')).map((event) =>
      encoder.push(event).map(({ data }) => JSON.parse(data).candidates[0].content.parts[0].text),
    )
    expect(written.filter((texts) => texts.length > 0)).toEqual([['a'], ['b']])
  })

  it('what waits is written before a failure', () => {
    const events = fromChat(delta({ content: 'a' }), { error: { message: 'x' } })
    expect(encode(events)).toMatchObject([part({ text: 'a' }), { error: { code: 502 } }])
  })

  it('a signature that comes after its text is put to the end of it', () => {
    const decoder = CODECS['gemini-generate'].createStreamDecoder()
    const chunks = [{ text: 'Hi' }, { text: '!' }, { text: '', thoughtSignature: 's' }].map(part)
    const end = { candidates: [{ finishReason: 'STOP', index: 0 }] }
    const events = pump(
      decoder,
      [...chunks, end].map((value) => ({ data: JSON.stringify(value) })),
    )
    expect(encode(events)).toEqual([part({ text: 'Hi' }), last({ text: '!', thoughtSignature: 's' }, 'STOP')])
  })

  it('a candidate that said nothing has no content', () => {
    const events = fromChat(delta({ content: '' }, 'content_filter'))
    expect(encode(events)).toEqual([{ candidates: [{ finishReason: 'SAFETY', index: 0 }] }])
  })

  it('without known usage none is told', () => {
    expect(
      encode(fromChat(delta({ content: 'a' }, 'stop'), { choices: [], usage: { prompt_tokens: -1 } })).at(-1),
    ).toEqual(last({ text: 'a' }, 'STOP'))
  })

  const text = 'Über 👩🏽‍🔬 done'
  const cited: StreamEvent[] = [
    { type: 'response-start' },
    { type: 'block-start', block: 0, choice: 0, kind: 'text' },
    {
      type: 'block-delta',
      block: 0,
      text,
      logprobs: [{ token: 'Ü', logprob: -1, top: [{ token: 'U', logprob: -2 }] }],
    },
    {
      type: 'block-delta',
      block: 0,
      text: '',
      citations: [{ url: 'https://a.test/', title: 'A', startIndex: 5, endIndex: text.length }],
    },
    {
      type: 'block-delta',
      block: 0,
      text: '',
      citations: [
        { url: 'https://a.test/', title: 'A' },
        { title: 'B', citedText: 'w' },
      ],
    },
    { type: 'block-end', block: 0 },
    { type: 'choice-end', choice: 0, reason: { unified: 'stop' } },
    { type: 'finish' },
  ]
  const groundingMetadata = {
    groundingChunks: [{ web: { uri: 'https://a.test/', title: 'A' } }, { retrievedContext: { title: 'B', text: 'w' } }],
    groundingSupports: [
      {
        segment: { startIndex: 6, endIndex: Buffer.byteLength(text), text: text.slice(5) },
        groundingChunkIndices: [0],
      },
    ],
  }
  const logprobsResult = {
    chosenCandidates: [{ token: 'Ü', logProbability: -1 }],
    topCandidates: [{ candidates: [{ token: 'U', logProbability: -2 }] }],
  }

  it('sources and log probabilities of others are told in our form', () => {
    expect(encode(cited)).toEqual([
      {
        candidates: [
          {
            content: { parts: [{ text }], role: 'model' },
            index: 0,
            logprobsResult,
            finishReason: 'STOP',
            groundingMetadata,
          },
        ],
      },
    ])
    expect(encodeResponse(cited, IDENTITY)).toMatchObject({ candidates: [{ groundingMetadata, logprobsResult }] })
  })

  it('a failure is bare data and the last', () => {
    const error = new GatewayError('upstream_overloaded', { message: 'Later.' })
    const chunks = encode([{ type: 'response-start' }, { type: 'error', error }])
    expect(chunks).toMatchObject([{ error: { code: 502, message: 'Later.', status: 'UNAVAILABLE' } }])
    expect(() => encodeResponse([{ type: 'response-start' }, { type: 'error', error }], IDENTITY)).toThrow('Later.')
  })

  it('our own answers are understood by others', () => {
    const decoder = CODECS['gemini-generate'].createStreamDecoder()
    const events = pump(decoder, [
      {
        data: JSON.stringify({
          promptFeedback: { blockReason: 'SAFETY' },
          usageMetadata: { promptTokenCount: 4, totalTokenCount: 4 },
        }),
      },
    ])
    const body = CODECS['openai-chat'].encodeResponse(events, IDENTITY)
    expect(body).toMatchObject({
      choices: [{ finish_reason: 'content_filter', message: { content: null } }],
      usage: { prompt_tokens: 4, completion_tokens: 0 },
    })
  })
})

describe('createJsonArrayWriter', () => {
  const write = (...chunks: object[]) =>
    pump(
      createJsonArrayWriter(),
      chunks.map((value) => ({ data: JSON.stringify(value) })),
    )

  it('writes one array as it grows', () => {
    expect(write({ a: 1 }, { b: '\r\n' }, { c: 3 })).toEqual(['[{"a":1}', ',\r\n{"b":"\\r\\n"}', ',\r\n{"c":3}', ']'])
    expect(write()).toEqual(['[]'])
  })

  it('an error is its last element', () => {
    const error = toErrorMessage(new GatewayError('upstream_error', { message: 'Broken.' }))
    const text = pump(createJsonArrayWriter(), [{ data: '{"a":1}' }, error]).join('')
    expect(JSON.parse(text)).toMatchObject([{ a: 1 }, { error: { code: 502, message: 'Broken.' } }])
  })
})
