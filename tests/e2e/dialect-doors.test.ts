// The doors of all dialects under rough use: what clients of one vendor meet when another vendor's model answers them.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { DialectId } from '@tollgate/protocols/canonical'
import { DIALECTS, type DialectCall } from '@tollgate/testkit'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type DialectScene, openDialectScene } from '../support/dialect-scene.js'

const PAIRS = DIALECTS.flatMap((client) => DIALECTS.map((upstream) => ({ client, upstream })))

let rough: DialectScene
let strictKey: string
beforeAll(async () => {
  rough = await openDialectScene(inject('stack'), 'rough')
  strictKey = await rough.strictKey()
})
afterAll(() => rough?.scene.close())

const truth = () => rough.scene.upstream.truth()
const debits = (response: Response) => rough.scene.audit.debits(response.headers.get('x-request-id') ?? '')
const ask = (client: DialectId, upstream: DialectId, call: Partial<DialectCall> = {}, key?: string) =>
  rough.ask(client, upstream, call, key)
/** One that speaks another dialect. */
const other = (client: DialectId): DialectId => (client === 'anthropic-messages' ? 'openai-chat' : 'anthropic-messages')

const STORY = '光学与量子力学 🙂👩‍🔬 naïve — 末'

describe.each(PAIRS)('$client on $upstream', ({ client, upstream }) => {
  it.each([1, 2, 3, 5])('characters survive writes of %i bytes', async (split) => {
    const script = `reply=${encodeURIComponent(STORY)},chunks=4,split=${split}`
    const text = await (await ask(client, upstream, { script, isStreamed: true })).text()
    const pieces = [...text.matchAll(/"(?:content|delta|text)":\s*"((?:[^"\\]|\\.)*)"/g)].map(([, piece]) => piece)
    expect(JSON.parse(`"${pieces.join('')}"`)).toContain(STORY)
    expect(text).not.toContain('�')
  })
})

describe('the array form of Gemini', () => {
  it.each(DIALECTS)('is one JSON text, whole and broken, on %s', async (upstream) => {
    const stream = { isStreamed: true, form: 'json-array' } as const
    const whole = await ask('gemini-generate', upstream, { script: 'chunks=5', ...stream })
    expect(whole.headers.get('content-type')).toBe('application/json; charset=utf-8')
    const answers = (await whole.json()) as { candidates?: { finishReason?: string }[] }[]
    expect(answers.at(-1)?.candidates?.[0]?.finishReason).toBe('STOP')
    const broken = await ask('gemini-generate', upstream, { script: 'chunks=5,error-after=3', ...stream })
    expect(((await broken.json()) as object[]).at(-1)).toMatchObject({ error: { status: expect.any(String) } })
    const refused = await ask('gemini-generate', upstream, { script: 'status=400', ...stream })
    expect(refused.status).toBe(400)
    expect([await refused.json()].flat()[0]).toMatchObject({ error: { code: 400 } })
  })
})

it('U17: a slow stream is kept open by what each dialect allows', async () => {
  const pings: Record<DialectId, RegExp | undefined> = {
    'openai-chat': /^: ping$/m,
    'openai-responses': /^: ping$/m,
    'anthropic-messages': /^event: ping\ndata: \{"type": "ping"\}$/m,
    'gemini-generate': undefined,
  }
  await Promise.all(
    PAIRS.map(async ({ client, upstream }) => {
      const response = await ask(client, upstream, { script: 'chunks=2,delay-ms=16000', isStreamed: true })
      const text = await response.text()
      const ping = pings[client]
      if (ping === undefined) expect(text).not.toMatch(/^:|^event:/m)
      else expect(text).toMatch(ping)
      expect(text).toContain('t1 ')
    }),
  )
})

/** Settings that no other vendor has. */
const OWN: Record<DialectId, { more: object; field: RegExp }> = {
  'openai-chat': { more: { logit_bias: { '50256': -100 }, seed: 7 }, field: /logitBias|logit_bias|seed/ },
  'openai-responses': { more: { truncation: 'auto', max_tool_calls: 3 }, field: /truncation|max_tool_calls/ },
  'anthropic-messages': { more: { service_tier: 'standard_only', top_k: 5 }, field: /service|top_?k/i },
  'gemini-generate': {
    more: { safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }], labels: { a: 'b' } },
    field: /safetySettings|labels/,
  },
}

describe.each(DIALECTS)('what only %s has', (client) => {
  const upstream = other(client)

  it('is named where it is left out, and passes where it is known', async () => {
    const lossy = await ask(client, upstream, { more: OWN[client].more })
    expect(lossy.status).toBe(200)
    expect(lossy.headers.get('x-tollgate-dropped')).toMatch(OWN[client].field)
    const whole = await ask(client, client, { more: OWN[client].more })
    expect([whole.status, whole.headers.get('x-tollgate-dropped')]).toEqual([200, null])
  })

  it.each([false, true])('is 400 for a strict key, streamed %s, and nobody is called or billed', async (isStreamed) => {
    const calls = truth().length
    const refused = await ask(client, upstream, { more: OWN[client].more, isStreamed }, strictKey)
    const text = await refused.text()
    expect([refused.status, text]).toEqual([400, expect.stringMatching(OWN[client].field)])
    expect(text).toMatch(/invalid_request_error|INVALID_ARGUMENT/)
    expect(truth()).toHaveLength(calls)
    expect(await debits(refused)).toEqual([])
    const whole = await ask(client, client, { more: OWN[client].more, isStreamed }, strictKey)
    expect([whole.status, await whole.text()]).toEqual([200, expect.any(String)])
  })

  it('is told by a dry run, which calls nobody and costs nothing', async () => {
    const calls = truth().length
    const response = await ask(client, upstream, { headers: { 'x-tollgate-dry-run': '1' }, isStreamed: true })
    expect(await response.json()).toMatchObject({
      object: 'tollgate.dry_run',
      route: [{ channel: `rough-${upstream}`, mode: 'translate' }],
      reservation: { most: '0.1' },
    })
    expect(truth()).toHaveLength(calls)
    expect(await debits(response)).toEqual([])
  })
})

describe('S: addresses of images', () => {
  let canary: Server
  let hits = 0
  beforeAll(async () => {
    canary = createServer((_request, response) => {
      hits++
      response.writeHead(200, { 'content-type': 'image/png' }).end('png')
    })
    await once(canary.listen(0, '127.0.0.1'), 'listening')
  })
  afterAll(() => {
    canary.closeAllConnections()
    canary.close()
  })
  const portOf = (): number => (canary.address() as AddressInfo).port

  const IMAGE: Record<DialectId, (url: string) => object> = {
    'openai-chat': (url) => ({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image_url', image_url: { url } },
            { type: 'text', text: 'what?' },
          ],
        },
      ],
    }),
    'openai-responses': (url) => ({
      input: [{ role: 'user', content: [{ type: 'input_image', image_url: url, detail: 'auto' }] }],
    }),
    'anthropic-messages': (url) => ({
      messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'url', url } }] }],
    }),
    'gemini-generate': (url) => ({ contents: [{ parts: [{ fileData: { fileUri: url, mimeType: 'image/png' } }] }] }),
  }

  it.each(DIALECTS)(
    'that are private are 400 for a client of %s, whatever stands there, and are not reached',
    async (client) => {
      const upstream = client === 'gemini-generate' ? 'openai-chat' : 'gemini-generate'
      const addresses = [
        `http://127.0.0.1:${portOf()}/a.png`,
        // on the root role's list, which is for channels
        `http://127.0.0.1:${rough.scene.upstream.port}/v1/models`,
        'http://127.0.0.1:1/a.png',
        `http://localhost:${portOf()}/a.png`,
        `http://[::ffff:7f00:1]:${portOf()}/a.png`,
        `http://2130706433:${portOf()}/a.png`,
        'http://169.254.169.254/latest/meta-data',
        'https://nothing.invalid/a.png',
      ]
      const answers = await Promise.all(
        addresses.map(async (url) => {
          const response = await ask(client, upstream, { more: IMAGE[client](url) })
          const text = await response.text()
          return [response.status, text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, 'ID')]
        }),
      )
      if (client === 'gemini-generate') {
        // a chat upstream reads addresses itself: ours only passes them on
        for (const [status] of answers) expect([200, 400]).toContain(status)
      } else {
        expect(new Set(answers.map(([, text]) => text)).size).toBe(1)
        for (const [status] of answers) expect(status).toBe(400)
      }
      expect(hits).toBe(0)
    },
  )
})
