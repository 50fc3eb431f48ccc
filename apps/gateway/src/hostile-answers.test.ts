import { MAX_BYTES_PER_TOKEN } from '@tollgate/pricing'
import type { DialectId } from '@tollgate/protocols/canonical'
import { callIn, DIALECTS } from '@tollgate/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { putUpstreams, UPSTREAM_KINDS } from './testing/dialect-calls.js'
import { expectBroken, isEnded } from './testing/expect-broken.js'
import { GatewayRig, IDS, type TestGateway, UNIT } from './testing/gateway-rig.js'
import { HOLLOW_STREAM, HOSTILE_BODIES, HOSTILE_STREAMS, type Verdict } from './testing/raw-frames.js'
import { type RawUpstream, startRawUpstream } from './testing/raw-upstream.js'

/** Whatever an upstream says, through every client: never a crash, never an end that is none, and billed by the rules. */
let rig: GatewayRig
let gateway: TestGateway
let upstream: RawUpstream
beforeAll(async () => {
  rig = await GatewayRig.start()
  upstream = await startRawUpstream()
  putUpstreams(rig, upstream.origin)
  rig.dontPunish()
  await rig.project()
  rig.billing.balances.set(IDS.payer, 1_000_000n * UNIT)
  gateway = await rig.gateway({ EGRESS_ALLOW: new URL(upstream.origin).host })
})
afterAll(async () => {
  await rig.close()
  await upstream.close()
})
afterEach(() => gateway.idle())

const OUTPUT_LIMIT = 100

async function ask(dialect: DialectId, kind: DialectId, { bytes, isStreamed }: { bytes: string; isStreamed: boolean }) {
  const type = isStreamed ? 'text/event-stream' : 'application/json'
  upstream.answerWith((response) => void response.writeHead(200, { 'content-type': type }).end(bytes))
  const { model } = UPSTREAM_KINDS[kind]
  const call = { model, isStreamed, outputLimit: OUTPUT_LIMIT }
  const response = await callIn({ url: gateway.url, key: rig.apiKey }, dialect, call)
  const text = await response.text()
  const event = await rig.eventOf(response.headers.get('x-request-id') ?? '')
  expect(text).not.toMatch(/10\.0\.0\.1|canary|node_modules/)
  return { status: response.status, text, event }
}

const verdictFor = (verdict: Verdict, isSame: boolean): Exclude<Verdict, 'broken elsewhere'> =>
  verdict === 'broken elsewhere' ? (isSame ? 'whole' : 'broken') : verdict

function expectVerdict(
  dialect: DialectId,
  verdict: Exclude<Verdict, 'broken elsewhere'>,
  { status, text, event }: Awaited<ReturnType<typeof ask>>,
): void {
  const { outputTokens, inputTokens } = event.quantities
  switch (verdict) {
    case 'refused':
      expect(status).toBe(502)
      expect(event).toMatchObject({ status: 'failed', provenance: 'void' })
      expect([inputTokens, outputTokens]).toEqual([0, 0])
      break
    case 'broken':
      expect(status).toBe(200)
      expectBroken(dialect, text)
      expect(event).toMatchObject({ status: 'failed', provenance: 'estimated', reason: 'cut' })
      expect(outputTokens).toBeGreaterThan(0)
      expect(outputTokens).toBeLessThan(MAX_BYTES_PER_TOKEN)
      break
    case 'whole':
      expect(status).toBe(200)
      expect(isEnded(dialect, text)).toBe(true)
      expect(event).toMatchObject({ status: 'completed', provenance: 'reported' })
      expect([inputTokens, outputTokens]).toEqual([10, 5])
      break
    case 'whole, estimated':
      expect(status).toBe(200)
      expect(isEnded(dialect, text)).toBe(true)
      expect(event).toMatchObject({ status: 'completed', provenance: 'estimated' })
      expect(outputTokens).toBeGreaterThan(0)
      expect(outputTokens).toBeLessThanOrEqual(OUTPUT_LIMIT)
      break
  }
}

describe.each(DIALECTS)('U06, U18: an upstream of %s streams', (kind) => {
  it.each(HOSTILE_STREAMS[kind])('%s: %s', async (_name, verdict, bytes) => {
    for (const dialect of DIALECTS)
      expectVerdict(
        dialect,
        verdictFor(verdict, dialect === kind),
        await ask(dialect, kind, { bytes, isStreamed: true }),
      )
  })
})

describe.each(DIALECTS)('U18: an upstream of %s answers with', (kind) => {
  it.each(HOSTILE_BODIES)('%s', async (_name, bytes) => {
    for (const dialect of DIALECTS)
      expectVerdict(dialect, 'refused', await ask(dialect, kind, { bytes, isStreamed: false }))
  })
})

/** Answers in one piece with a call whose arguments are no JSON object. */
const GARBLED: Record<DialectId, object> = {
  'openai-chat': {
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{"a": nope' } }],
        },
        finish_reason: 'tool_calls',
      },
    ],
  },
  'openai-responses': {
    status: 'completed',
    output: [{ type: 'function_call', call_id: 'a', name: 'f', arguments: '{"a": nope' }],
  },
  'anthropic-messages': {
    type: 'message',
    role: 'assistant',
    content: [{ type: 'tool_use', id: 'a', name: 'f', input: '{"a": nope' }],
    stop_reason: 'tool_use',
  },
  'gemini-generate': {
    candidates: [{ content: { parts: [{ functionCall: { name: 'f', args: [1] } }] }, finishReason: 'STOP' }],
  },
}

it.each(DIALECTS)(
  'arguments of %s that are no JSON object are no answer in another dialect, and pass in their own',
  async (kind) => {
    const bytes = JSON.stringify(GARBLED[kind])
    for (const dialect of DIALECTS.filter((each) => each !== kind)) {
      expectVerdict(dialect, 'refused', await ask(dialect, kind, { bytes, isStreamed: false }))
    }
    const told = await ask(kind, kind, { bytes, isStreamed: false })
    expect(told).toMatchObject({ status: 200, text: bytes, event: { status: 'completed', provenance: 'estimated' } })
    expect(told.event.quantities.outputTokens).toBeGreaterThan(0)
    expect(told.event.quantities.outputTokens).toBeLessThanOrEqual(OUTPUT_LIMIT)
  },
)

it.each(DIALECTS.filter((dialect) => dialect !== 'gemini-generate'))(
  'a stream of %s with such arguments passes as it came',
  async (kind) => {
    const [, , bytes = ''] = HOSTILE_STREAMS[kind].find(([name]) => name === 'arguments that are no JSON') ?? []
    expect((await ask(kind, kind, { bytes, isStreamed: true })).text).toBe(bytes)
  },
)

it.each(DIALECTS.filter((dialect) => dialect !== 'gemini-generate'))(
  'an end that only its vendor knows, before a word was said, is none for a client of %s',
  async (dialect) => {
    const { text, event } = await ask(dialect, 'gemini-generate', { bytes: HOLLOW_STREAM, isStreamed: true })
    expectBroken(dialect, text)
    expect(event).toMatchObject({ status: 'failed' })
  },
)

it('two calls of one answer never share an id in another dialect', async () => {
  const [, , bytes] = HOSTILE_STREAMS['openai-chat'].find(([name]) => name === 'calls of one id') ?? []
  const { text } = await ask('anthropic-messages', 'openai-chat', { bytes: bytes ?? '', isStreamed: true })
  expect([...text.matchAll(/"type":"tool_use","id":"([^"]+)"/g)].map(([, id]) => id)).toEqual(['a', 'a_2'])
})

it('what was said before the error is delivered', async () => {
  const [, , bytes] = HOSTILE_STREAMS['openai-chat'].find(([name]) => name === 'an error among the chunks') ?? []
  for (const dialect of DIALECTS) {
    expect((await ask(dialect, 'openai-chat', { bytes: bytes ?? '', isStreamed: true })).text).toContain('hello')
  }
})
