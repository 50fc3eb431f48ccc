import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Message } from '../../canonical/message.js'
import type { Part } from '../../canonical/part.js'
import type { CanonicalRequest, RequestSettings } from '../../canonical/request.js'
import { anthropicMessages as codec, countTokens } from './index.js'

const DIALECT = 'anthropic-messages'

const words = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter((text) => text.trim() !== '')
const text = words.map((value): Part => ({ type: 'text', text: value }))
const image = fc.constantFrom<Part>(
  { type: 'media', kind: 'image', source: { type: 'base64', mediaType: 'image/png', data: 'iVBORw0KGgo=' } },
  { type: 'media', kind: 'image', source: { type: 'url', url: 'https://a.test/p.png' } },
  {
    type: 'media',
    kind: 'document',
    source: { type: 'base64', mediaType: 'application/pdf', data: 'JVBERi0=' },
    filename: 'a.pdf',
  },
)
const thought = fc
  .tuple(words, fc.base64String({ minLength: 4 }))
  .map(([value, signature]): Part => ({ type: 'reasoning', text: value, residue: { [DIALECT]: { signature } } }))
const args = fc
  .dictionary(fc.string(), fc.jsonValue())
  // no such member comes here: a body that holds one is refused at the door (passthrough/scan-json.ts)
  .filter((members) => !JSON.stringify(members).includes('__proto__'))
  .map((value) => JSON.stringify(JSON.parse(JSON.stringify(value))))
const name = fc.stringMatching(/^[a-zA-Z0-9_-]{1,40}$/)

/** One question and what came of it: words, or calls with their results and words then. */
const exchange = fc
  .record({
    asked: fc.array(fc.oneof(text, image), { minLength: 1, maxLength: 3 }),
    thoughts: fc.array(thought, { maxLength: 2 }),
    said: fc.array(text, { minLength: 1, maxLength: 2 }),
    calls: fc.array(fc.tuple(name, args, fc.array(fc.oneof(text, image), { maxLength: 2 }), fc.boolean()), {
      maxLength: 3,
    }),
    closing: words,
  })
  .map(({ asked, thoughts, said, calls, closing }) => (number: number): Message[] => {
    const ids = calls.map((_, index) => `toolu_${number}_${index}`)
    const made = calls.map(
      ([called, argumentsText], index): Part => ({
        type: 'tool-call',
        callId: ids[index] ?? '',
        name: called,
        argumentsText,
      }),
    )
    const results = calls.map(([, , parts, isError], index): Part => {
      const kept = isError ? parts.filter(({ type }) => type === 'text') : parts
      return { type: 'tool-result', callId: ids[index] ?? '', parts: kept, isError }
    })
    return [
      { role: 'user', parts: asked },
      { role: 'assistant', parts: [...thoughts, ...said, ...made] },
      ...(results.length === 0
        ? []
        : [
            { role: 'tool', parts: results } as const,
            { role: 'assistant', parts: [{ type: 'text', text: closing.trimEnd() }] } as const,
          ]),
    ]
  })

const settings = fc.record(
  {
    maxOutputTokens: fc.integer({ min: 1, max: 100_000 }),
    temperature: fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0),
    topP: fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0),
    topK: fc.nat(500),
    stop: fc.array(words, { minLength: 1, maxLength: 3 }),
    endUserId: words,
    reasoningEffort: fc.constantFrom(
      'low' as const,
      'medium' as const,
      'high' as const,
      'xhigh' as const,
      'max' as const,
    ),
  },
  { requiredKeys: ['maxOutputTokens'] },
)

const conversation = fc
  .record({
    system: fc.array(words, { maxLength: 2 }),
    exchanges: fc.array(exchange, { minLength: 1, maxLength: 4 }),
    settings,
    isStreamed: fc.boolean(),
  })
  .map(({ system, exchanges, settings: chosen, isStreamed }): CanonicalRequest => {
    const instructions: Message[] =
      system.length === 0 ? [] : [{ role: 'system', parts: system.map((value) => ({ type: 'text', text: value })) }]
    const turns = exchanges.flatMap((one, number) => one(number))
    const messages = [...instructions, ...turns, { role: 'user', parts: [{ type: 'text', text: 'Go on.' }] } as const]
    return {
      model: 'm',
      messages,
      tools: [],
      settings: chosen as RequestSettings,
      isStreamed,
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
    }
  })

describe('any conversation', () => {
  it('survives being written and read', () => {
    fc.assert(
      fc.property(conversation, (request) => {
        const { body, warnings } = codec.encodeRequest(request, { model: 'm' })
        expect(warnings).toEqual([])
        const again = codec.decodeRequest(JSON.parse(JSON.stringify(body)))
        expect(again.messages).toEqual(request.messages)
        expect(again.settings).toEqual(request.settings)
        expect(again.isStreamed).toBe(request.isStreamed)
      }),
    )
  })

  it('is written the same each time, and the whole of it again when it grew: caches live on that', () => {
    fc.assert(
      fc.property(conversation, (request) => {
        const messagesOf = (messages: readonly Message[]) =>
          codec.encodeRequest({ ...request, messages }, { model: 'm' }).body.messages as unknown[]
        const all = messagesOf(request.messages)
        const before = messagesOf(request.messages.slice(0, -1))
        expect(all.slice(0, before.length - 1)).toEqual(before.slice(0, -1))
      }),
    )
  })
})

describe('countTokens', () => {
  it('asks with the same request, without what only sampling needs', () => {
    const { max_tokens: _, ...counted } = {
      model: 'm',
      max_tokens: 9,
      system: 's',
      messages: [{ role: 'user', content: 'x' }],
      tools: [],
    }
    const request = countTokens.decodeRequest(counted)
    expect(countTokens.encodeRequest(request, { model: 'own' }).body).toEqual({
      model: 'own',
      system: 's',
      messages: [{ role: 'user', content: 'x' }],
    })
  })

  it('reads and writes the answer, and believes no odd count', () => {
    expect(countTokens.encodeAnswer(7)).toEqual({ input_tokens: 7 })
    expect(countTokens.decodeAnswer({ input_tokens: 7 })).toBe(7)
    for (const body of [null, {}, { input_tokens: -1 }, { input_tokens: '7' }])
      expect(countTokens.decodeAnswer(body)).toBeUndefined()
  })
})
