// Pictures by address for upstreams that take bytes only: the gateway runs in a network where one address is public, which
// is the only way to see what it does with such a one, and with all that it must not touch.
import type { DialectId } from '@tollgate/protocols/canonical'
import { type ClosedNetwork, callIn, DIALECTS, makeClosedNetwork, type Stack, startStack } from '@tollgate/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PIXEL } from '../support/clients/index.js'
import { createAdminToken } from '../support/graphql.js'
import { type MediaServer, startMediaServer } from '../support/media-server.js'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { settledDebit } from '../support/settled.js'
import { factsOf } from '../support/stack-facts.js'

const PUBLIC_ADDRESS = '93.184.216.34'
const PRICE = { inputPerMillion: '2', outputPerMillion: '8' }

/** An upstream that takes bytes only, of another dialect than the client. */
const MODELS: Record<DialectId, string> = {
  'openai-chat': 'gemini',
  'openai-responses': 'gemini',
  'anthropic-messages': 'gemini',
  'gemini-generate': 'ollama',
}

/** A picture by its address, and the field that holds it. */
const PICTURES: Record<DialectId, { field: string; more: (url: string) => object }> = {
  'openai-chat': {
    field: 'messages[0].content[1].image_url.url',
    more: (url) => ({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Look' },
            { type: 'image_url', image_url: { url } },
          ],
        },
      ],
    }),
  },
  'openai-responses': {
    field: 'input[0].content[0].image_url',
    more: (url) => ({ input: [{ role: 'user', content: [{ type: 'input_image', image_url: url }] }] }),
  },
  'anthropic-messages': {
    field: 'messages.0.content.0.source.url',
    more: (url) => ({ messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'url', url } }] }] }),
  },
  'gemini-generate': {
    field: 'contents[0].parts[0].fileData.fileUri',
    more: (url) => ({ contents: [{ role: 'user', parts: [{ fileData: { mimeType: 'image/png', fileUri: url } }] }] }),
  },
}

let network: ClosedNetwork | undefined
let stack: Stack | undefined
let scene: Scene | undefined
let media: MediaServer | undefined
let student: Student

beforeAll(async () => {
  network = await makeClosedNetwork()
  if (network === undefined) return
  const { launcher, open } = network
  await network.addAddress(PUBLIC_ADDRESS)
  media = await startMediaServer({ launcher, png: PIXEL })
  stack = await startStack({
    launchers: { gateway: launcher },
    async prepare({ ports: { gateway, 'admin-api': adminApi }, serverPorts }) {
      await open({ out: [...serverPorts, adminApi.port], in: [gateway.port, gateway.healthPort] })
      return undefined
    },
  })
  scene = await openScene(factsOf(stack, await createAdminToken(stack.origin, stack.admin)), 'media')
  await open({ out: [scene.upstream.port], in: [] })
  const { origin } = new URL(scene.upstream.url)
  const model = { price: PRICE, maxOutputTokens: 100, abilities: ['vision'] }
  await scene.declare({
    models: [
      { name: 'gemini', ...model },
      { name: 'ollama', ...model },
    ],
    channels: [
      { name: 'gemini', type: 'gemini', baseUrl: `${origin}/v1beta`, models: ['gemini'] },
      { name: 'ollama', type: 'ollama', models: ['ollama'] },
    ],
  })
  student = await scene.student({ balance: '10' })
  for (const name of ['gemini', 'ollama']) await scene.untilOffered(student, name)
})
afterAll(async () => {
  await scene?.close()
  await stack?.stop()
  await media?.close()
  await network?.close()
})

type Refused = [what: string, urlOf: () => string, why: string, asked: string[]]
const publicUrl = (path: string): string => `http://${PUBLIC_ADDRESS}:${media?.port}${path}`
const SILENT: Refused = [
  'that takes too long',
  () => publicUrl('/silent.png'),
  'takes too long to come',
  ['/silent.png'],
]

describe.each(DIALECTS)('a client of %s', (dialect) => {
  const { field, more } = PICTURES[dialect]

  async function show(url: string) {
    if (scene === undefined || media === undefined) return undefined
    const at = { url: scene.facts.origin, key: student.key }
    const [calls, asked] = [scene.upstream.truth().length, media.asked.length]
    const response = await callIn(at, dialect, { model: scene.model(MODELS[dialect]), more: more(url) })
    const text = await response.text()
    const requestId = response.headers.get('x-request-id') ?? ''
    const sent = scene.upstream.truth().slice(calls)
    return { ...scene, media, status: response.status, text, requestId, sent, asked: media.asked.slice(asked) }
  }

  it('shows a picture by its address', async ({ skip }) => {
    const told = await show(publicUrl('/pixel.png'))
    if (told === undefined) return skip('this user may not make a network')
    expect([told.status, told.asked]).toEqual([200, ['/pixel.png']])
    expect(JSON.stringify(told.sent[0]?.body)).toContain(PIXEL)
    expect((await settledDebit(told.audit, told.requestId)).amount).toBeLessThan(0n)
  })

  it.each<Refused>([
    ['of another type', () => publicUrl('/page.png'), 'is no image', ['/page.png']],
    ['that is a page called a picture', () => publicUrl('/forged.png'), 'is no image', ['/forged.png']],
    ['that is a program', () => publicUrl('/drawing.svg'), 'is no image', ['/drawing.svg']],
    ['that is too large', () => publicUrl('/large.png'), 'is too large', ['/large.png']],
    ...(dialect === 'openai-chat' ? [SILENT] : []), // ten seconds of the same waiting for each
    ['that is not there', () => publicUrl('/missing.png'), 'cannot be fetched', ['/missing.png']],
    ['that lies elsewhere', () => publicUrl('/elsewhere.png'), 'cannot be fetched', ['/elsewhere.png']],
    ['that lies inside', () => publicUrl('/inwards.png'), 'cannot be fetched', ['/inwards.png']],
    ['on a private address', () => `http://127.0.0.1:${media?.port}/private.png`, 'cannot be fetched', []],
    ['on a private address in disguise', () => `http://2130706433:${media?.port}/private.png`, 'cannot be fetched', []],
    ['on a mapped address', () => `http://[::ffff:127.0.0.1]:${media?.port}/private.png`, 'cannot be fetched', []],
    ['of the machine’s cloud', () => 'http://169.254.169.254/latest/meta-data', 'cannot be fetched', []],
    ['that has credentials', () => 'http://me:secret@example.com/a.png', 'has an address with credentials', []],
  ])('S13: is refused one %s, by the field', async (_what, urlOf, why, asked) => {
    const told = await show(urlOf())
    if (told === undefined) return
    expect([told.status, told.text]).toEqual([
      400,
      expect.stringContaining(`${field}: The image at this address ${why}`),
    ])
    expect(told.text).toMatch(/"invalid_request_error"|"INVALID_ARGUMENT"/)
    expect(told.text).not.toMatch(/127\.0\.0\.1|169\.254|secret/)
    expect(told.sent).toEqual([])
    expect(told.asked).toEqual(asked)
    expect((await settledDebit(told.audit, told.requestId)).amount).toBe(0n)
  })
})

it('S13: more pictures than can be meant are refused before any is fetched', async () => {
  if (scene === undefined || media === undefined) return
  const { port, asked } = media
  const pictures = Array.from({ length: 33 }, (_, index) => ({
    type: 'image_url',
    image_url: { url: `http://${PUBLIC_ADDRESS}:${port}/pixel.png?${index}` },
  }))
  const before = asked.length
  const at = { url: scene.facts.origin, key: student.key }
  const more = { messages: [{ role: 'user', content: pictures }] }
  const response = await callIn(at, 'openai-chat', { model: scene.model('gemini'), more })
  expect([response.status, await response.json()]).toEqual([
    400,
    { error: expect.objectContaining({ type: 'invalid_request_error', param: 'messages' }) },
  ])
  expect(asked).toHaveLength(before)
})
