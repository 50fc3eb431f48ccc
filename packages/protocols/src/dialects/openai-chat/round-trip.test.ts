import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkLifecycle } from '../../canonical/lifecycle.js'
import type { Message } from '../../canonical/message.js'
import type { Part } from '../../canonical/part.js'
import type { CanonicalRequest, RequestSettings } from '../../canonical/request.js'
import type { StreamEvent } from '../../canonical/stream-event.js'
import { formatSse } from '../../sse/format-sse.js'
import { createSseParser } from '../../sse/parse-sse.js'
import { anyAnswer, gistOfAnswer, isTerminal } from '../../testing/answers.js'
import { pump } from '../../testing/pump.js'
import { decodeRequest } from './decode-request.js'
import { createStreamDecoder } from './decode-stream.js'
import { encodeRequest } from './encode-request.js'
import { createStreamEncoder } from './encode-stream.js'
import { decodeResponse, encodeResponse } from './response.js'

const IDENTITY = { id: 'chatcmpl-1', model: 'm', createdAtSeconds: 5 }
const TRAITS = { thinking: 'effort' } as const
const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
const text = words.map((value): Part => ({ type: 'text', text: value }))
const media = fc.constantFrom<Part>(
  { type: 'media', kind: 'image', source: { type: 'base64', mediaType: 'image/png', data: 'QUJD' } },
  { type: 'media', kind: 'image', source: { type: 'url', url: 'https://a.test/x.png' }, detail: 'low' },
  {
    ...{ type: 'media', kind: 'document', filename: 'a.pdf' },
    source: { type: 'base64', mediaType: 'application/pdf', data: 'QUJD' },
  },
  { type: 'media', kind: 'audio', source: { type: 'base64', mediaType: 'audio/wav', data: 'QUJD' } },
)
const name = fc.stringMatching(/^[a-zA-Z0-9_-]{1,20}$/)
const json = fc.dictionary(words, fc.oneof(words, fc.integer())).map((value) => JSON.stringify(value))

/** A message is a text, or a list with something else in it: words alone are one string here. */
const question = fc
  .oneof(
    text.map((part) => [part]),
    fc.tuple(text, media, text),
    fc.tuple(media, text),
  )
  .map((parts): Message => ({ role: 'user', parts }))
const answer = text.map((part): Message => ({ role: 'assistant', parts: [part] }))
const system = text.map((part): Message => ({ role: 'system', parts: [part] }))
const step = fc
  .tuple(
    fc.array(text, { maxLength: 1 }),
    fc.uniqueArray(fc.tuple(fc.uuid(), name, json, text), { minLength: 1, maxLength: 3, selector: ([id]) => id }),
  )
  .map(([said, calls]): Message[] => [
    {
      role: 'assistant',
      parts: [
        ...said,
        ...calls.map(
          ([callId, called, argumentsText]): Part => ({ type: 'tool-call', callId, name: called, argumentsText }),
        ),
      ],
    },
    ...calls.map(
      ([callId, , , part]): Message => ({ role: 'tool', parts: [{ type: 'tool-result', callId, parts: [part] }] }),
    ),
  ])
const turn = fc.oneof(
  fc.tuple(question, answer),
  fc.tuple(question, system, answer),
  fc.tuple(question, step, answer).map(([first, steps, last]) => [first, ...steps, last]),
)
const conversation = fc
  .tuple(fc.array(system, { maxLength: 1 }), fc.array(turn, { maxLength: 4 }), question)
  .map(([first, turns, last]): Message[] => [...first, ...turns.flat(), last])
const settings: fc.Arbitrary<RequestSettings> = fc.record(
  {
    maxOutputTokens: fc.integer({ min: 1, max: 99_999 }),
    temperature: fc.double({ min: 0, max: 2, noNaN: true }).map((value) => value + 0),
    topP: fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0),
    topK: fc.nat(99),
    stop: fc.array(words, { minLength: 1, maxLength: 4 }),
    seed: fc.integer(),
    frequencyPenalty: fc.constantFrom(-1, 0, 0.5),
    presencePenalty: fc.constantFrom(-1, 0, 0.5),
    choiceCount: fc.integer({ min: 1, max: 4 }),
    logprobs: fc.constantFrom({ isWanted: true }, { isWanted: true, top: 3 }),
    reasoningEffort: fc.constantFrom('none', 'low', 'max'),
    endUserId: words,
    promptCacheKey: words,
    verbosity: fc.constantFrom('low', 'high'),
    toolChoice: fc.constantFrom(
      { type: 'auto' } as const,
      { type: 'required' } as const,
      { type: 'tool', name: 'f' } as const,
      { type: 'allowed', mode: 'auto', names: ['f'] } as const,
    ),
    mayCallToolsInParallel: fc.boolean(),
  },
  { requiredKeys: [] },
)
const request = fc.record({ messages: conversation, settings, isStreamed: fc.boolean() }).map(
  (fields): CanonicalRequest => ({
    model: 'm',
    tools: [{ type: 'function', name: 'f', description: 'd', parameters: { type: 'object' } }],
    wantsStreamUsage: true,
    facts: {
      vision: false,
      audio: false,
      document: false,
      tools: false,
      json: false,
      reasoning: false,
      nativeOnly: [],
    },
    ...fields,
  }),
)

/** What was said, by whom, in what order; how it was spelled is the dialect's own. */
const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, field) =>
      key === 'residue' || key === 'facts' || key === 'wantsStreamUsage' ? undefined : field,
    ),
  )

describe('a request', () => {
  it('survives being written and read again', () => {
    fc.assert(
      fc.property(request, (before) => {
        const { body, warnings } = encodeRequest(before, { model: 'm', traits: TRAITS })
        expect(warnings).toEqual([])
        expect(plain(decodeRequest(JSON.parse(JSON.stringify(body))))).toEqual(plain(before))
      }),
      { numRuns: 200 },
    )
  })

  it('is written the same when it was read from what was written', () => {
    fc.assert(
      fc.property(request, (before) => {
        const { body } = encodeRequest(before, { model: 'm', traits: TRAITS })
        expect(encodeRequest(decodeRequest(body), { model: 'm', traits: TRAITS })).toEqual({ body, warnings: [] })
      }),
    )
  })
})

const write = (told: readonly StreamEvent[]) =>
  pump(createStreamEncoder({ ...IDENTITY, includeUsage: true }), told).map(formatSse)
const read = (bytes: Iterable<Uint8Array>) => pump(createStreamDecoder(), pump(createSseParser(), bytes))

describe('an answer', () => {
  it('survives as a stream, at whatever bytes it is cut in pieces', () => {
    fc.assert(
      fc.property(anyAnswer, fc.array(fc.nat(20_000), { maxLength: 20 }), (before, cuts) => {
        const bytes = Buffer.from(write(before).join(''), 'utf8')
        const edges = [0, ...cuts.map((at) => Math.min(at, bytes.length)).sort((a, b) => a - b), bytes.length]
        const after = read(edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge)))
        expect(checkLifecycle(after)).toBeUndefined()
        expect(gistOfAnswer(after)).toEqual(gistOfAnswer(before))
      }),
    )
  })

  it('survives as a whole', () => {
    fc.assert(
      fc.property(anyAnswer, (before) => {
        const after = decodeResponse(JSON.parse(JSON.stringify(encodeResponse(before, IDENTITY))))
        expect(checkLifecycle(after)).toBeUndefined()
        expect(gistOfAnswer(after)).toEqual(gistOfAnswer(before))
      }),
    )
  })

  it('that is cut anywhere ends in one terminal: a finish only where the choice was over', () => {
    fc.assert(
      fc.property(anyAnswer, (before) => {
        const texts = write(before)
        for (let length = 0; length < texts.length; length++) {
          const after = read([Buffer.from(texts.slice(0, length).join(''), 'utf8')])
          expect(checkLifecycle(after)).toBeUndefined()
          const isOver = after.some(({ type }) => type === 'choice-end')
          expect(after.filter(isTerminal).map(({ type }) => type)).toEqual([isOver ? 'finish' : 'error'])
        }
      }),
      { numRuns: 40 },
    )
  })
})
