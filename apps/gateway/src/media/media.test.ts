import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { createEgress, type Egress } from '@tollgate/egress'
import type { CanonicalRequest, Part } from '@tollgate/protocols/canonical'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fetchMedium, type WantedMedium } from './fetch-media.js'
import { inlineMedia, mediaUrlsOf } from './inline-media.js'

const PNG = Buffer.from('89504e470d0a1a0a', 'hex')
const LIMITS = { maxBytes: 1_000, timeoutMs: 10_000 }
/** Paths that never come to an end: these are given up, whatever else the machine does. */
const SLOW = ['/silent', '/trickle']
let server: Server
let origin: string
let open: Egress
let guarded: Egress

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/a.png') response.writeHead(200, { 'content-type': 'image/png' }).end(PNG)
    else if (request.url === '/page') response.writeHead(200, { 'content-type': 'text/html' }).end('<p>')
    else if (request.url === '/large') response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.alloc(2_000))
    else if (request.url === '/drawing') response.writeHead(200, { 'content-type': 'image/svg+xml' }).end('<svg/>')
    else if (request.url === '/disguised') response.writeHead(200, { 'content-type': 'image/png' }).end('<script>')
    else if (request.url === '/trickle') {
      response.writeHead(200, { 'content-type': 'image/png' })
      const timer = setInterval(() => response.write(Buffer.alloc(1)), 20)
      response.on('close', () => clearInterval(timer))
    } else if (request.url === '/packed') {
      const headers = { 'content-type': 'image/png', 'content-encoding': 'gzip' }
      response.writeHead(200, headers).end(gzipSync(Buffer.alloc(1_000_000)))
    } else if (request.url === '/elsewhere') response.writeHead(302, { location: '/a.png' }).end()
    else if (request.url !== '/silent') response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  origin = `http://127.0.0.1:${port}`
  open = createEgress({ allow: [`127.0.0.1:${port}`] })
  guarded = createEgress({ allow: [] })
})
afterAll(async () => {
  server.closeAllConnections()
  await Promise.all([open.close(), guarded.close(), new Promise((resolve) => server.close(resolve))])
})

const fetched = (
  path: string,
  { egress = open, kind = 'image' }: { egress?: Egress; kind?: WantedMedium['kind'] } = {},
) =>
  fetchMedium(
    egress,
    { url: `${origin}${path}`, kind },
    {
      limits: SLOW.includes(path) ? { ...LIMITS, timeoutMs: 300 } : LIMITS,
      field: 'messages[0].content',
      signal: new AbortController().signal,
    },
  )

describe('fetchMedium', () => {
  it('brings the bytes with the type that the server told', async () => {
    expect(await fetched('/a.png')).toEqual({ type: 'base64', mediaType: 'image/png', data: PNG.toString('base64') })
  })

  it.each([
    ['/drawing', 'is no image'],
    ['/disguised', 'is no image'],
    ['/packed', 'is '],
    ['/trickle', 'takes too long'],
    ['/page', 'is no image'],
    ['/elsewhere', 'cannot be fetched'],
    ['/missing', 'cannot be fetched'],
    ['/large', 'is too large'],
    ['/silent', 'takes too long'],
  ])('S13: refuses %s, which %s, with the field that named it', async (path, why) => {
    await expect(fetched(path)).rejects.toMatchObject({
      code: 'invalid_request',
      param: 'messages[0].content',
      message: expect.stringContaining(why),
    })
  })

  it('refuses an image where a document is wanted', async () => {
    await expect(fetched('/a.png', { kind: 'document' })).rejects.toMatchObject({ code: 'invalid_request' })
  })

  it('reaches no private address, and does not tell what stands there', async () => {
    const refusal = await fetched('/a.png', { egress: guarded }).catch((error) => error)
    expect(refusal).toMatchObject({ code: 'invalid_request' })
    expect(refusal.message).not.toContain('127.0.0.1')
  })

  it.each(['http://user:pass@example.com/a.png', 'not a url'])('refuses the address %s', async (url) => {
    const signal = new AbortController().signal
    await expect(fetchMedium(guarded, { url, kind: 'image' }, { field: 'input', signal })).rejects.toMatchObject({
      code: 'invalid_request',
    })
  })
})

describe('inlineMedia', () => {
  const image = (url: string): Part => ({ type: 'media', kind: 'image', source: { type: 'url', url } })
  const request = (...parts: Part[]): CanonicalRequest => ({
    model: 'm',
    messages: [{ role: 'user', parts }],
    tools: [],
    settings: {},
    isStreamed: false,
    wantsStreamUsage: false,
    facts: { vision: true, audio: false, document: false, tools: false, json: false, reasoning: false, nativeOnly: [] },
  })

  it('finds addresses once each, also in results of tools, and leaves the vendor’s own stores alone', () => {
    const asked = request(
      image('https://a/1.png'),
      { type: 'tool-result', callId: 'c', parts: [image('https://a/1.png'), image('https://a/2.png')] },
      image('gs://bucket/3.png'),
    )
    expect(mediaUrlsOf(asked).map(({ url }) => url)).toEqual(['https://a/1.png', 'https://a/2.png'])
  })

  it('puts the bytes in their place', () => {
    const source = { type: 'base64', mediaType: 'image/png', data: 'AA==' } as const
    const nested: Part = { type: 'tool-result', callId: 'c', parts: [image('https://a/1.png')] }
    const { messages } = inlineMedia(request(nested, image('https://b/')), new Map([['https://a/1.png', source]]))
    expect(messages[0]?.parts).toEqual([
      { type: 'tool-result', callId: 'c', parts: [{ type: 'media', kind: 'image', source }] },
      image('https://b/'),
    ])
  })
})
