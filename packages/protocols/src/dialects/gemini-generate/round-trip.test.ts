import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FoldedResponse, foldEvents } from '../../canonical/fold.js'
import type { Message } from '../../canonical/message.js'
import type { Part } from '../../canonical/part.js'
import type { CanonicalRequest, RequestSettings } from '../../canonical/request.js'
import type { StreamEvent } from '../../canonical/stream-event.js'
import { pump } from '../../testing/pump.js'
import { decodeRequest } from './decode-request.js'
import { createStreamDecoder } from './decode-stream.js'
import { encodeRequest } from './encode-request.js'
import { createStreamEncoder } from './encode-stream.js'
import { decodeResponse, encodeResponse } from './response.js'

const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
const text = words.map((value): Part => ({ type: 'text', text: value }))
const media = fc.constantFrom('image/png', 'application/pdf', 'audio/wav').map(
  (mediaType): Part => ({
    type: 'media',
    kind: KINDS[mediaType],
    source: { type: 'base64', mediaType, data: 'QUJD' },
  }),
)
const KINDS = { 'image/png': 'image', 'application/pdf': 'document', 'audio/wav': 'audio' } as const
const name = fc.stringMatching(/^[a-z_][a-zA-Z0-9_.:-]{0,20}$/)
const argumentsText = fc
  .dictionary(words, fc.oneof(words, fc.integer(), fc.boolean()))
  .map((value) => JSON.stringify(value))
const signature = fc.option(fc.stringMatching(/^[A-Za-z0-9+/]{4,20}$/), { nil: undefined })
const signed = <T extends object>(part: T, thoughtSignature: string | undefined): T =>
  thoughtSignature === undefined ? part : { ...part, residue: { 'gemini-generate': { thoughtSignature } } }

/** Some words, then calls, then all their results. */
const step = fc
  .tuple(
    fc.array(
      fc.oneof(
        text,
        words.map((value): Part => ({ type: 'reasoning', text: value })),
      ),
      { maxLength: 3 },
    ),
    fc.uniqueArray(fc.tuple(fc.uuid(), name, argumentsText, words, fc.boolean()), {
      minLength: 1,
      maxLength: 3,
      selector: ([id]) => id,
    }),
    fc.stringMatching(/^[A-Za-z0-9+/]{4,20}$/),
  )
  .map(([said, calls, sign]): Message[] => [
    {
      role: 'assistant',
      parts: [
        ...said,
        ...calls.map(([callId, called, json], index) => {
          const part: Part = { type: 'tool-call', callId, name: called, argumentsText: json }
          return index === 0 ? signed(part, sign) : part
        }),
      ],
    },
    {
      role: 'tool',
      parts: calls.map(
        ([callId, , , result, isError]): Part => ({
          type: 'tool-result',
          callId,
          parts: [{ type: 'text', text: result }],
          ...(isError && { isError }),
        }),
      ),
    },
  ])
const question = fc
  .array(fc.oneof(text, media), { minLength: 1, maxLength: 4 })
  .map((parts): Message => ({ role: 'user', parts }))
const answer = text.map((part): Message => ({ role: 'assistant', parts: [part] }))
const conversation = fc
  .tuple(
    fc.array(text, { maxLength: 2 }),
    fc.array(
      fc.oneof(
        fc.tuple(question, answer),
        fc.tuple(question, step).map(([first, rest]) => [first, ...rest]),
      ),
      { maxLength: 4 },
    ),
    question,
  )
  .map(([system, turns, lastQuestion]): Message[] => [
    ...(system.length === 0 ? [] : [{ role: 'system', parts: system } as const]),
    ...turns.flat(),
    lastQuestion,
  ])

const settings: fc.Arbitrary<RequestSettings> = fc
  .record(
    {
      maxOutputTokens: fc.integer({ min: 1, max: 99_999 }),
      temperature: fc.double({ min: 0, max: 2, noNaN: true }),
      topP: fc.double({ min: 0, max: 1, noNaN: true }),
      topK: fc.nat(99),
      stop: fc.array(words, { minLength: 1, maxLength: 5 }),
      seed: fc.nat(),
      frequencyPenalty: fc.integer({ min: -2, max: 2 }),
      presencePenalty: fc.integer({ min: -2, max: 2 }),
      choiceCount: fc.integer({ min: 1, max: 8 }),
      logprobs: fc.constant({ isWanted: true, top: 3 }),
      responseFormat: fc.constantFrom(
        { type: 'text' } as const,
        { type: 'json-object' } as const,
        {
          type: 'json-schema',
          name: 'response',
          schema: { type: 'object' },
        } as const,
      ),
      toolChoice: fc.constantFrom({ type: 'auto' } as const, { type: 'none' } as const, { type: 'required' } as const),
    },
    { requiredKeys: [] },
  )
  .map((told) => ({ ...told, isReasoningShown: false }))

const FACTS = {
  vision: false,
  audio: false,
  document: false,
  tools: false,
  json: false,
  reasoning: false,
  nativeOnly: [],
}
const request = fc.record({ messages: conversation, settings }).map(
  (fields): CanonicalRequest => ({
    model: 'm',
    tools: [{ type: 'function', name: 'f', description: 'd', parameters: { type: 'object' } }],
    isStreamed: true,
    wantsStreamUsage: true,
    facts: FACTS,
    ...fields,
  }),
)

describe('requests', () => {
  it('any conversation comes back as it was', () => {
    fc.assert(
      fc.property(request, (before) => {
        const { body, warnings } = encodeRequest(before, { model: 'm' })
        const after = decodeRequest(JSON.parse(JSON.stringify(body)), { model: 'm', isStreamed: true })
        expect(warnings).toEqual([])
        expect({ ...after, facts: FACTS }).toEqual(before)
      }),
    )
  })
})

type Block =
  | { kind: 'text' | 'reasoning'; pieces: string[]; sign: string | undefined }
  | { kind: 'tool-call'; name: string; json: string; sign: string | undefined }

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('text' as const, 'reasoning' as const),
    pieces: fc.array(words, { minLength: 1, maxLength: 4 }),
    sign: signature,
  }),
  fc.record({ kind: fc.constant('tool-call' as const), name, json: argumentsText, sign: signature }),
)

/** A whole answer with its blocks in turn; usage at the end. */
function toEvents(blocks: readonly Block[]): StreamEvent[] {
  const bodies = blocks.flatMap((value, number): StreamEvent[] => {
    const residue = value.sign === undefined ? {} : { residue: { 'gemini-generate': { thoughtSignature: value.sign } } }
    const base = { type: 'block-start', block: number, choice: 0 } as const
    const deltas = value.kind === 'tool-call' ? [value.json] : value.pieces
    return [
      value.kind === 'tool-call'
        ? { ...base, kind: value.kind, callId: `c${number}`, name: value.name }
        : { ...base, kind: value.kind },
      ...deltas.map(
        (piece, index): StreamEvent => ({
          type: 'block-delta',
          block: number,
          text: piece,
          ...(index === deltas.length - 1 && residue),
        }),
      ),
      { type: 'block-end', block: number },
    ]
  })
  const hasCall = blocks.some(({ kind }) => kind === 'tool-call')
  return [
    { type: 'response-start', id: 'r', model: 'm' },
    ...bodies,
    { type: 'usage', usage: { input: { total: 9, cacheRead: 2 }, output: { total: 7, reasoning: 3 } } },
    { type: 'choice-end', choice: 0, reason: { unified: hasCall ? 'tool' : 'stop' } },
    { type: 'finish' },
  ]
}

/** Neighbours of one kind are one text, unless the first is signed; what the vendor said of usage is its own. */
const gist = ({ choices, usage, error }: FoldedResponse) => ({
  usage: { input: usage?.input, output: usage?.output },
  error,
  choices: choices.map(({ parts, reason }) => ({ reason: reason?.unified, parts: joinTexts(parts) })),
})

function joinTexts(parts: readonly Part[]): Part[] {
  const joined: Part[] = []
  for (const part of parts) {
    const before = joined.at(-1)
    const isText = part.type === 'text' || part.type === 'reasoning'
    if (isText && before?.type === part.type && before.residue === undefined) {
      joined[joined.length - 1] = { ...part, text: before.text + part.text }
    } else {
      joined.push(part)
    }
  }
  return joined
}

describe('answers', () => {
  const options = { id: 'r', model: 'm', createdAtSeconds: 0, includeUsage: true }

  it('any answer comes back as it was, in a stream and whole', () => {
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 6 }), (blocks) => {
        const before = toEvents(blocks)
        const expected = gist(foldEvents(before))
        const streamed = pump(createStreamDecoder(), pump(createStreamEncoder(options), before))
        expect(gist(foldEvents(streamed))).toEqual(expected)
        const whole = decodeResponse(JSON.parse(JSON.stringify(encodeResponse(before, options))))
        expect(gist(foldEvents(whole))).toEqual(expected)
      }),
    )
  })
})
