import type { DialectId } from '@tollgate/protocols/canonical'
import { callIn, DIALECTS } from '@tollgate/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { putUpstreams, UPSTREAM_KINDS } from './testing/dialect-calls.js'
import { GatewayRig, IDS, type TestGateway, UNIT } from './testing/gateway-rig.js'
import { type RawUpstream, startRawUpstream } from './testing/raw-upstream.js'

/** Whatever headers an upstream sends: none that speaks to a browser, a proxy or our own pages comes through. */
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

const BODIES: Record<DialectId, object> = {
  'openai-chat': { choices: [{ index: 0, message: { role: 'assistant', content: 'hello' }, finish_reason: 'stop' }] },
  'openai-responses': {
    status: 'completed',
    output: [{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'hello' }] }],
  },
  'anthropic-messages': {
    type: 'message',
    role: 'assistant',
    content: [{ type: 'text', text: 'hello' }],
    stop_reason: 'end_turn',
    usage: { input_tokens: 1, output_tokens: 1 },
  },
  'gemini-generate': { candidates: [{ content: { parts: [{ text: 'hello' }] }, finishReason: 'STOP' }] },
}

/** The answer's bytes with a head that no library would write. */
function answerRaw(kind: DialectId, headers: readonly string[]): void {
  const body = JSON.stringify(BODIES[kind])
  const head = ['HTTP/1.1 200 OK', 'content-type: application/json', ...headers, '', ''].join('\r\n')
  upstream.answerWith((response) => void response.socket?.end(head + body))
}

const FORGED = [
  'set-cookie: session=stolen; Path=/',
  'x-middleware-rewrite: /admin',
  'x-middleware-next: 1',
  'x-request-id: theirs',
  'x-tollgate-cost: 0',
  'x-should-retry: true',
  'location: http://elsewhere.test/',
  'access-control-allow-origin: *',
  'strict-transport-security: max-age=0',
  'keep-alive: timeout=600',
]
const FORBIDDEN = ['set-cookie', 'x-middleware-rewrite', 'x-middleware-next', 'location', 'access-control-allow-origin']

const ask = (dialect: DialectId, kind: DialectId): Promise<Response> =>
  callIn({ url: gateway.url, key: rig.apiKey }, dialect, { model: UPSTREAM_KINDS[kind].model })

describe.each(DIALECTS)('U20: an upstream of %s', (kind) => {
  it('sets cookies, rewrites and ids: none of them comes through, and the answer is well-formed', async () => {
    for (const dialect of DIALECTS) {
      answerRaw(kind, [...FORGED, 'connection: close'])
      const response = await ask(dialect, kind)
      expect(response.status).toBe(200)
      expect(JSON.stringify(await response.json())).toContain('hello')
      for (const name of FORBIDDEN) expect(response.headers.get(name)).toBeNull()
      for (const name of ['x-request-id', 'x-tollgate-cost', 'x-should-retry', 'strict-transport-security'])
        expect(FORGED).not.toContain(`${name}: ${response.headers.get(name)}`)
      await rig.eventOf(response.headers.get('x-request-id') ?? '')
    }
  })

  it.each([
    ['a line end in a value', ['openai-version: a\rset-cookie: session=stolen']],
    ['a header folded over two lines', ['openai-version: a', ' set-cookie: session=stolen']],
    ['a name with a blank', ['set-cookie : session=stolen']],
    ['a NUL', ['openai-version: a\u0000b']],
    ['two lengths', ['content-length: 5', 'content-length: 50']],
    ['chunks that are none', ['transfer-encoding: chunked']],
    ['a length beside chunks', ['transfer-encoding: chunked', 'content-length: 5']],
  ])('writes %s: an answer or a failure of ours, and nothing forged', async (_what, headers) => {
    for (const dialect of [kind, ...DIALECTS.filter((each) => each !== kind).slice(0, 1)]) {
      answerRaw(kind, headers)
      const response = await ask(dialect, kind)
      expect([200, 502]).toContain(response.status)
      const text = await response.text()
      expect(typeof JSON.parse(text)).toBe('object')
      expect(response.headers.get('set-cookie')).toBeNull()
      expect([...response.headers.values()].join()).not.toContain('stolen')
    }
  })
})
