import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FoldedResponse, foldEvents } from '../../canonical/fold.js'
import { checkLifecycle } from '../../canonical/lifecycle.js'
import type { Message } from '../../canonical/message.js'
import type { Part } from '../../canonical/part.js'
import type { CanonicalRequest, RequestSettings } from '../../canonical/request.js'
import type { StreamEvent } from '../../canonical/stream-event.js'
import { formatSse } from '../../sse/format-sse.js'
import { createSseParser } from '../../sse/parse-sse.js'
import { pump } from '../../testing/pump.js'
import { decodeRequest } from './decode-request.js'
import { createStreamDecoder } from './decode-stream.js'
import { encodeRequest } from './encode-request.js'
import { createStreamEncoder } from './encode-stream.js'
import { decodeResponse, encodeResponse } from './response.js'

const IDENTITY = { id: 'resp_1', model: 'm', createdAtSeconds: 5 }
const FACTS = {
  vision: false,
  audio: false,
  document: false,
  tools: false,
  json: false,
  reasoning: false,
  nativeOnly: [],
}
const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
const text = words.map((value): Part => ({ type: 'text', text: value }))
const image: Part = { type: 'media', kind: 'image', source: { type: 'base64', mediaType: 'image/png', data: 'QUJD' } }
const media = fc.constantFrom<Part>(
  image,
  { type: 'media', kind: 'image', source: { type: 'url', url: 'https://a.test/x.png' }, detail: 'low' },
  {
    type: 'media',
    kind: 'document',
    source: { type: 'base64', mediaType: 'application/pdf', data: 'QUJD' },
    filename: 'a.pdf',
  },
)
const name = fc.stringMatching(/^[a-zA-Z0-9_-]{1,20}$/)
const json = fc.dictionary(words, fc.oneof(words, fc.integer())).map((value) => JSON.stringify(value))

/** Words, then calls, then all their results. */
const step = fc
  .tuple(
    fc.array(text, { maxLength: 2 }),
    fc.uniqueArray(fc.tuple(fc.uuid(), name, json, fc.array(fc.oneof(text, media), { minLength: 1, maxLength: 2 })), {
      minLength: 1,
      maxLength: 3,
      selector: ([id]) => id,
    }),
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
    ...calls.map(([callId, , , parts]): Message => ({ role: 'tool', parts: [{ type: 'tool-result', callId, parts }] })),
  ])
const question = fc
  .array(fc.oneof(text, media), { minLength: 1, maxLength: 4 })
  .map((parts): Message => ({ role: 'user', parts }))
const answer = fc
  .array(
    fc.oneof(
      text,
      words.map((value): Part => ({ type: 'refusal', text: value })),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((parts): Message => ({ role: 'assistant', parts }))
const system = text.map((part): Message => ({ role: 'system', parts: [part] }))
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
    maxOutputTokens: fc.integer({ min: 16, max: 99_999 }),
    temperature: fc.double({ min: 0, max: 2, noNaN: true }).map((value) => value + 0),
    topP: fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0),
    logprobs: fc.constantFrom({ isWanted: true }, { isWanted: true, top: 3 }),
    responseFormat: fc.constantFrom(
      { type: 'text' } as const,
      { type: 'json-object' } as const,
      { type: 'json-schema', name: 'r', schema: { type: 'object' }, strict: false } as const,
    ),
    reasoningEffort: fc.constantFrom('none', 'low', 'max'),
    isReasoningShown: fc.constant(true),
    endUserId: words,
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
    tools: [{ type: 'function', name: 'f', description: 'd', parameters: { type: 'object' }, strict: true }],
    wantsStreamUsage: true,
    facts: FACTS,
    ...fields,
  }),
)

/** What was said, by whom, in what order; how it was spelled is the dialect's own. */
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, field) => (key === 'residue' || key === 'facts' ? undefined : field)))

describe('a request', () => {
  it('survives being written and read again', () => {
    fc.assert(
      fc.property(request, (before) => {
        const { body, warnings } = encodeRequest(before, { model: 'm' })
        expect(warnings).toEqual([])
        const { reasoningEffort: effort } = before.settings
        // who asks for thinking wants to see it, unless it is said otherwise: here it must be said
        const shown = effort === undefined || effort === 'none' ? {} : { isReasoningShown: true }
        const told = { ...before, settings: { ...before.settings, ...shown } }
        expect(plain(decodeRequest(JSON.parse(JSON.stringify(body))))).toEqual(plain(told))
      }),
      { numRuns: 300 },
    )
  })

  it('is written the same when it was read from what was written', () => {
    fc.assert(
      fc.property(request, (before) => {
        const { body } = encodeRequest(before, { model: 'm' })
        expect(encodeRequest(decodeRequest(body), { model: 'm' })).toEqual({ body, warnings: [] })
      }),
    )
  })
})

type Block = { kind: 'text' | 'reasoning' | 'refusal'; pieces: string[] } | { callId: string; pieces: string[] }
const pieces = fc.array(words, { minLength: 1, maxLength: 4 })
const blocks: fc.Arbitrary<Block[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constantFrom('text' as const, 'reasoning' as const, 'refusal' as const), pieces }),
    fc.record({ callId: fc.uuid(), pieces: json.map((value) => [value.slice(0, 3), value.slice(3)]) }),
  ),
  { minLength: 1, maxLength: 5 },
)
const events = fc
  .tuple(blocks, fc.constantFrom('stop', 'length', 'filter'), fc.nat(99), fc.nat(99))
  .map(([list, unified, input, output]): StreamEvent[] => {
    const calls = list.some((block) => 'callId' in block)
    return [
      { type: 'response-start', id: 'resp_1', model: 'm', createdAtSeconds: 5 },
      ...list.flatMap((block, number): StreamEvent[] => [
        'callId' in block
          ? { type: 'block-start', block: number, choice: 0, kind: 'tool-call', callId: block.callId, name: 'f' }
          : { type: 'block-start', block: number, choice: 0, kind: block.kind },
        ...block.pieces.map((piece): StreamEvent => ({ type: 'block-delta', block: number, text: piece })),
        { type: 'block-end', block: number },
      ]),
      { type: 'usage', usage: { input: { total: input }, output: { total: output } } },
      { type: 'choice-end', choice: 0, reason: { unified: calls && unified === 'stop' ? 'tool' : unified } },
      { type: 'finish' },
    ]
  })
const gist = ({ choices, usage, error }: FoldedResponse) =>
  plain({
    choices: choices.map(({ parts, reason }) => ({ parts, reason: reason?.unified })),
    input: usage?.input.total,
    output: usage?.output.total,
    failed: error !== undefined,
  })
const write = (told: readonly StreamEvent[]) =>
  pump(createStreamEncoder({ ...IDENTITY, includeUsage: true }), told).map(formatSse)
const read = (bytes: Iterable<Uint8Array>) => pump(createStreamDecoder(), pump(createSseParser(), bytes))

describe('an answer', () => {
  it('survives as a stream, at whatever bytes it is cut in pieces', () => {
    fc.assert(
      fc.property(events, fc.array(fc.nat(20_000), { maxLength: 20 }), (before, cuts) => {
        const bytes = Buffer.from(write(before).join(''), 'utf8')
        const edges = [0, ...cuts.map((at) => Math.min(at, bytes.length)).sort((a, b) => a - b), bytes.length]
        const after = read(edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge)))
        expect(checkLifecycle(after)).toBeUndefined()
        expect(gist(foldEvents(after))).toEqual(gist(foldEvents(before)))
      }),
    )
  })

  it('survives as a whole', () => {
    fc.assert(
      fc.property(events, (before) => {
        const after = decodeResponse(JSON.parse(JSON.stringify(encodeResponse(before, IDENTITY))))
        expect(checkLifecycle(after)).toBeUndefined()
        expect(gist(foldEvents(after))).toEqual(gist(foldEvents(before)))
      }),
    )
  })

  it('that is cut anywhere ends in one error', () => {
    fc.assert(
      fc.property(events, (before) => {
        const texts = write(before)
        for (let length = 0; length < texts.length; length++) {
          const after = read([Buffer.from(texts.slice(0, length).join(''), 'utf8')])
          expect(checkLifecycle(after)).toBeUndefined()
          expect(after.filter(({ type }) => type === 'finish' || type === 'error').map(({ type }) => type)).toEqual([
            'error',
          ])
        }
      }),
      { numRuns: 50 },
    )
  })
})
