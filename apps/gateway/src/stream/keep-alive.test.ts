import type { BodyReader, IncomingBody } from '@tollgate/egress'
import { SSE_KEEP_ALIVE } from '@tollgate/protocols/sse'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createUsageMeter } from '../exchange/usage-meter.js'
import { AnswerStream, type StreamEnd } from './answer-stream.js'
import { createStreamConverter } from './stream-converter.js'

const SECOND_MS = 1_000
/** The longest that proxies between may see nothing (RELIABILITY U17). */
const MOST_QUIET_MS = 15 * SECOND_MS
const identity = { id: 'x', model: 'm', createdAtSeconds: 0 }
const chunk = (content: string, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 0, model: 'm', choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`

/** Of the upstream's body, to be told what comes. */
let reader: BodyReader | undefined
const body: IncomingBody = {
  read: (given) => {
    reader = given
  },
  pause: () => {},
  resume: () => {},
  isOver: () => false,
  destroy: () => {},
}
let written: { atMs: number; text: string }[]
let ended: StreamEnd | undefined

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
  reader = undefined
  written = []
  ended = undefined
})
afterEach(() => vi.useRealTimers())

/** A stream of which every write is noted, with the time at which it left. */
async function open(keepAlive: string): Promise<AnswerStream> {
  const stream = new AnswerStream({
    body,
    converter: createStreamConverter({
      from: 'openai-chat',
      to: 'openai-chat',
      mode: 'passthrough',
      showUsage: true,
      identity,
    }),
    meter: createUsageMeter(),
    mayDrain: () => false,
    toError: () => {
      throw new Error('the upstream is fine')
    },
    keepAlive,
    onProgress: () => {},
    conclude: async (end, held) => {
      ended = end
      return held
    },
  })
  const opened = stream.open()
  await upstream(chunk('a'))
  expect(await opened).toBeUndefined()
  stream.out.on('data', (bytes: Buffer) => written.push({ atMs: performance.now(), text: bytes.toString('utf8') }))
  stream.startKeepAlive()
  await settled()
  return stream
}

/** Streams hand on what they have in turns of the event loop, which has its real clock. */
const settled = () => new Promise((resolve) => setImmediate(resolve))
async function upstream(text: string): Promise<void> {
  reader?.onData(Buffer.from(text))
  await settled()
}
async function pass(ms: number): Promise<void> {
  for (let rest = ms; rest > 0; rest -= SECOND_MS) {
    vi.advanceTimersByTime(Math.min(rest, SECOND_MS))
    await settled()
  }
}
const longestQuietMs = (): number =>
  Math.max(...written.slice(1).map(({ atMs }, index) => atMs - (written[index]?.atMs ?? 0)))
const texts = () => written.map(({ text }) => text)

describe('U17: a trickle', () => {
  it('of a token in nine seconds for three minutes goes on, with nothing between its tokens', async () => {
    await open(SSE_KEEP_ALIVE)
    for (let n = 0; n < 20; n++) {
      await pass(9 * SECOND_MS)
      await upstream(chunk(`t${n}`))
    }
    await upstream(`${chunk('', 'stop')}data: [DONE]\n\n`)
    const tokens = Array.from({ length: 20 }, (_, n) => chunk(`t${n}`))
    expect(texts().join('')).toBe(`${chunk('a')}${tokens.join('')}${chunk('', 'stop')}data: [DONE]\n\n`)
    expect(longestQuietMs()).toBeLessThanOrEqual(9 * SECOND_MS)
    expect(ended).toEqual({ type: 'finished' })
  })

  it.each([
    ['a comment', SSE_KEEP_ALIVE],
    ['an event of its own', 'event: ping\ndata: {"type": "ping"}\n\n'],
  ])('that is quiet for a minute is kept open by %s, between whole events', async (_, keepAlive) => {
    await open(keepAlive)
    await upstream(chunk('b').slice(0, 20)) // half an event waits
    await pass(60 * SECOND_MS)
    await upstream(chunk('b').slice(20))
    await upstream(`${chunk('', 'stop')}data: [DONE]\n\n`)
    expect(longestQuietMs()).toBeLessThanOrEqual(MOST_QUIET_MS)
    const pings = texts().filter((text) => text === keepAlive)
    expect(pings.length).toBeGreaterThanOrEqual(4)
    expect(
      texts()
        .filter((text) => text !== keepAlive)
        .join(''),
    ).toBe(`${chunk('a')}${chunk('b')}${chunk('', 'stop')}data: [DONE]\n\n`)
  })

  it('of Gemini gets nothing but data: its clients fail on all else', async () => {
    await open('')
    await pass(60 * SECOND_MS)
    expect(texts()).toEqual([chunk('a')])
  })

  it('says nothing after its end', async () => {
    await open(SSE_KEEP_ALIVE)
    await upstream(`${chunk('', 'stop')}data: [DONE]\n\n`)
    const before = texts().length
    await pass(60 * SECOND_MS)
    expect(texts()).toHaveLength(before)
  })
})
