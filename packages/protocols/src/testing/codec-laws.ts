import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isGatewayError } from '../canonical/error.js'
import { type FoldedResponse, foldEvents } from '../canonical/fold.js'
import { checkLifecycle } from '../canonical/lifecycle.js'
import type { CanonicalRequest } from '../canonical/request.js'
import type { StreamEvent } from '../canonical/stream-event.js'
import { mergeUsage, toBillableQuantities, type Usage } from '../canonical/usage.js'
import type { DialectCodec, JsonObject, RequestAddress, StreamEncoderOptions } from '../codec.js'
import { createSseParser } from '../sse/parse-sse.js'
import { type Fixture, toStreamBytes } from './load-fixture.js'
import { pump } from './pump.js'

export interface CodecLawsOptions {
  codec: DialectCodec
  /** All codecs, this one included: law W6 is about pairs. */
  codecs: readonly DialectCodec[]
  fixtures: readonly Fixture[]
  /** Of the requests, in dialects that write model and streaming into the path. */
  address?: RequestAddress
  /** A request as the codec writes it: the declared defaults of law W5. */
  normaliseRequest: (request: JsonObject) => JsonObject
}

type StreamFixture = Fixture & { chunks: string[] }

/** The laws W1 to W8 of STYLE 5 over every fixture of a dialect. */
export function describeCodecLaws({ codec, codecs, fixtures, address, normaliseRequest }: CodecLawsOptions): void {
  const streams = fixtures.filter((fixture): fixture is StreamFixture => fixture.chunks !== undefined)
  const requests = fixtures.flatMap(({ name, request }) => (request === undefined ? [] : [{ name, request }]))
  const decode = (lines: readonly string[]) => decodeBytes(codec, [toStreamBytes(lines)])

  describe(`laws of ${codec.id}`, () => {
    it.each(streams)('W1 lifecycle: $name', ({ chunks, expected }) => {
      const events = decode(chunks)
      expect(checkLifecycle(events)).toBeUndefined()
      expect(events.filter(isTerminal).map(({ type }) => type)).toEqual([expected.outcome])
    })

    it.each(streams.filter(({ expected }) => expected.form === 'exact' && expected.outcome === 'finish'))(
      'W2 round trip: $name',
      ({ chunks }) => {
        const written = pump(codec.createStreamEncoder(encoderOptions(codec, chunks)), decode(chunks))
        expect(written.map(({ data }) => jsonOf(data))).toEqual(messagesOf(chunks).map(({ data }) => jsonOf(data)))
      },
    )

    it.each(streams)('W2 stays itself when it was written and read again: $name', ({ chunks }) => {
      const events = decode(chunks)
      const again = pump(
        codec.createStreamDecoder(),
        pump(codec.createStreamEncoder(encoderOptions(codec, chunks)), events),
      )
      expect(checkLifecycle(again)).toBeUndefined()
      expect(comparable(foldEvents(again))).toEqual(comparable(foldEvents(events)))
    })

    it.each(streams)('W3 truncation: $name', ({ chunks }) => {
      for (let length = 0; length <= chunks.length; length++) {
        const events = decode(chunks.slice(0, length))
        expect(checkLifecycle(events)).toBeUndefined()
        const isWhole = messagesOf(chunks.slice(length)).length === 0
        if (!isWhole && !events.some(({ type }) => type === 'choice-end')) expect(events.at(-1)?.type).toBe('error')
      }
    })

    it.each(fixtures.filter(({ response }) => response !== undefined))('W4 agreement: $name', (fixture) => {
      const unary = codec.decodeResponse(fixture.response)
      expect(checkLifecycle(unary)).toBeUndefined()
      expect(comparable(foldEvents(decode(fixture.chunks ?? [])))).toEqual(comparable(foldEvents(unary)))
      const { id, model, createdAtSeconds } = encoderOptions(codec, fixture.chunks ?? [])
      expect(codec.encodeResponse(unary, { id, model, createdAtSeconds })).toEqual(fixture.response)
    })

    it.each(requests)('W5 requests: $name', ({ request }) => {
      const canonical = codec.decodeRequest(request, address)
      const { body, warnings } = codec.encodeRequest(canonical, { model: canonical.model })
      expect(body).toEqual(normaliseRequest(request))
      expect(warnings).toEqual([])
    })

    it.each(requests)('W6 totality: $name', ({ request }) => {
      const canonical = codec.decodeRequest(request, address)
      for (const target of codecs) {
        const body = encodeOrRefuse(target, canonical)
        expect(() => JSON.stringify(body)).not.toThrow()
      }
    })

    it.each(streams)('W7 usage: $name', ({ chunks, expected }) => {
      expect(toBillableQuantities(usageOf(decode(chunks))) ?? null).toEqual(expected.quantities)
      let before = 0
      for (let length = 0; length <= chunks.length; length++) {
        const known = toBillableQuantities(usageOf(decode(chunks.slice(0, length))))
        const total = Object.values(known ?? {}).reduce((sum, tokens) => sum + tokens, 0)
        expect(total).toBeGreaterThanOrEqual(before)
        before = total
      }
    })

    it.each(streams)('W8 framing: $name', ({ chunks }) => {
      const whole = decode(chunks)
      for (const lineEnd of ['\n', '\r\n', '\r']) {
        const text = Buffer.from(toStreamBytes(chunks)).toString('utf8').replaceAll('\n', lineEnd)
        const bytes = Buffer.from(text, 'utf8')
        const cuts = fc.array(fc.nat(bytes.length), { maxLength: 40 })
        fc.assert(
          fc.property(cuts, (at) => {
            expect(decodeBytes(codec, cut(bytes, at))).toEqual(whole)
          }),
          { numRuns: 20 },
        )
        expect(
          decodeBytes(
            codec,
            [...bytes].map((byte) => Uint8Array.of(byte)),
          ),
        ).toEqual(whole)
      }
    })
  })
}

const decodeBytes = (codec: DialectCodec, pieces: readonly Uint8Array[]): StreamEvent[] =>
  pump(codec.createStreamDecoder(), pump(createSseParser(), pieces))

const messagesOf = (lines: readonly string[]) => pump(createSseParser(), [toStreamBytes(lines)])

const isTerminal = ({ type }: StreamEvent): boolean => type === 'finish' || type === 'error'

/** The terminator is no JSON. */
function jsonOf(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return data
  }
}

/** What must not be dropped and cannot be carried may be refused, in our words; nothing else is thrown. */
function encodeOrRefuse(target: DialectCodec, canonical: CanonicalRequest): JsonObject | undefined {
  try {
    return target.encodeRequest(canonical, { model: 'other', maxOutputTokens: 1 }).body
  } catch (error) {
    if (isGatewayError(error) && error.code === 'invalid_request') return undefined
    throw error
  }
}

/** Those with which the stream itself was written. */
function encoderOptions(codec: DialectCodec, lines: readonly string[]): StreamEncoderOptions {
  const start = decodeBytes(codec, [toStreamBytes(lines)]).find((event) => event.type === 'response-start')
  return {
    id: start?.id ?? 'none',
    model: start?.model ?? 'none',
    createdAtSeconds: start?.createdAtSeconds ?? 0,
    includeUsage: true,
  }
}

function usageOf(events: readonly StreamEvent[]): Usage | undefined {
  let usage: Usage | undefined
  for (const event of events) if (event.type === 'usage') usage = mergeUsage(usage, event.usage)
  return usage
}

/** Without what belongs to the upstream alone: its words for finish and usage, its identity, its error's text. */
function comparable({ usage, choices, error, opaque, ...rest }: FoldedResponse) {
  const quantities = toBillableQuantities(usage)
  return {
    residue: rest.residue,
    quantities,
    opaque: opaque.filter(({ isUnreadable }) => !isUnreadable).map(({ value }) => gistOf(value)),
    choices: choices.map(({ choice, parts, reason }) => ({ choice, parts, reason: reason?.unified })),
    failed: error !== undefined,
  }
}

/** What a vendor's oddity says: a null or an empty list says nothing, and stray ones may move to the first choice. */
const gistOf = (value: unknown): unknown =>
  typeof value !== 'object' || value === null
    ? value
    : Object.fromEntries(
        Object.entries(value).filter(
          ([name, field]) => name !== 'index' && field !== null && Object.keys(Object(field)).length > 0,
        ),
      )

function cut(bytes: Uint8Array, at: readonly number[]): Uint8Array[] {
  const edges = [0, ...[...at].sort((a, b) => a - b), bytes.length]
  return edges.slice(1).map((end, index) => bytes.subarray(edges[index], end))
}
