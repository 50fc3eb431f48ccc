// Streams of every upstream dialect on their way to every client dialect: what W1, W3 and W8 demand of both at once.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DIALECT_IDS, type DialectId } from '../canonical/dialect-id.js'
import { checkLifecycle } from '../canonical/lifecycle.js'
import type { StreamEvent } from '../canonical/stream-event.js'
import { formatSse } from '../sse/format-sse.js'
import { createSseParser } from '../sse/parse-sse.js'
import { anyAnswer, gistOfAnswer, isTerminal } from '../testing/answers.js'
import { pump } from '../testing/pump.js'
import { CODECS } from './index.js'

const OPTIONS = { id: 'x', model: 'm', createdAtSeconds: 5, includeUsage: true, isReasoningShown: true }
const PAIRS = DIALECT_IDS.flatMap((client) =>
  DIALECT_IDS.flatMap((upstream) => (client === upstream ? [] : [{ client, upstream }])),
)

const write = (dialect: DialectId, events: readonly StreamEvent[]): Buffer =>
  Buffer.from(pump(CODECS[dialect].createStreamEncoder(OPTIONS), events).map(formatSse).join(''), 'utf8')
const read = (dialect: DialectId, pieces: readonly Uint8Array[]): StreamEvent[] =>
  pump(CODECS[dialect].createStreamDecoder(), pump(createSseParser(), pieces))

/** As the gateway does it: the error is told by whoever ends the stream. */
function translate({ client, upstream }: (typeof PAIRS)[number], pieces: readonly Uint8Array[]): StreamEvent[] {
  const events = read(upstream, pieces)
  expect(checkLifecycle(events)).toBeUndefined()
  const encoder = CODECS[client].createStreamEncoder(OPTIONS)
  let text = ''
  for (const event of events) {
    if (event.type === 'error') {
      text += encoder.end().map(formatSse).join('') + CODECS[client].encodeStreamError(event.error, 'r')
      break
    }
    text += encoder.push(event).map(formatSse).join('')
  }
  return read(client, [Buffer.from(text, 'utf8')])
}

describe.each(PAIRS)('a stream of $upstream for a client of $client', (pair) => {
  it('says what was said', () => {
    fc.assert(
      fc.property(anyAnswer, (events) => {
        const told = read(pair.upstream, [write(pair.upstream, events)])
        const arrived = translate(pair, [write(pair.upstream, events)])
        expect(checkLifecycle(arrived)).toBeUndefined()
        expect(gistOfAnswer(arrived)).toEqual(gistOfAnswer(told))
        expect(gistOfAnswer(arrived)).toMatchObject({ failed: false })
      }),
      { numRuns: 25 },
    )
  })

  it('that is cut anywhere ends in exactly one terminal, and never in a finish', () => {
    fc.assert(
      fc.property(anyAnswer, fc.double({ min: 0, max: 0.999, noNaN: true }), (events, share) => {
        const bytes = write(pair.upstream, events)
        // before the last message has begun: later it may be whole but for its line end
        const end = bytes.subarray(0, Math.floor(bytes.lastIndexOf('data: ') * share))
        const arrived = translate(pair, [end])
        expect(checkLifecycle(arrived)).toBeUndefined()
        const isWhole = read(pair.upstream, [end]).at(-1)?.type === 'finish'
        expect(arrived.filter(isTerminal).map(({ type }) => type)).toEqual([isWhole ? 'finish' : 'error'])
        const isEnded = read(pair.upstream, [end]).some(({ type }) => type === 'choice-end')
        if (!isEnded) expect(isWhole).toBe(false)
      }),
      { numRuns: 25 },
    )
  })

  it('may be split at any byte', () => {
    fc.assert(
      fc.property(anyAnswer, fc.array(fc.nat(4_000), { maxLength: 12 }), (events, cuts) => {
        const bytes = write(pair.upstream, events)
        const edges = [0, ...cuts.map((at) => Math.min(at, bytes.length)).sort((a, b) => a - b), bytes.length]
        const pieces = edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge))
        expect(gistOfAnswer(translate(pair, pieces))).toEqual(gistOfAnswer(translate(pair, [bytes])))
      }),
      { numRuns: 15 },
    )
  })
})
