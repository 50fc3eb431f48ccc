import { type FoldedResponse, foldEvents, isGatewayError } from '@tollgate/protocols/canonical'
import { CODECS, type TargetTraits } from '@tollgate/protocols/dialects'
import { createSseParser } from '@tollgate/protocols/sse'
import { loadFixtures, pump } from '@tollgate/protocols/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeUpstream, startFakeUpstream } from './fake-upstream.js'
import { openaiResponses } from './openai-responses.js'
import { encryptedOf } from './openai-responses-rules.js'

const codec = CODECS['openai-responses']
const ADDRESS = { model: 'm', isStreamed: false }
const DIALECTS = ['openai-chat', 'openai-responses', 'anthropic-messages', 'gemini-generate'] as const

/** A field that nobody knows, and thinking as open models tell it: servers that imitate the vendor take them. */
const IMITATED = ['reasoning', 'open-reasoning']
const requests = DIALECTS.flatMap((dialect) => {
  const folder = new URL(`../../../protocols/src/dialects/${dialect}/__fixtures__/`, import.meta.url)
  return loadFixtures(folder).flatMap(({ name, request }) =>
    request === undefined || (dialect === 'openai-responses' && IMITATED.includes(name))
      ? []
      : [{ dialect, name, request }],
  )
})
const KINDS: readonly TargetTraits[] = [
  {},
  { thinking: 'none', takesSampling: false, takesJsonSchema: false, takesMediaInToolResults: false },
  { takesSystemAmidMessages: false, takesDeveloperRole: false, maxOutputTokens: 10 },
]

/** What the fixtures' models thought was not encrypted by this upstream; it takes what it made. */
const encryptedAnew = (body: unknown): unknown =>
  JSON.parse(JSON.stringify(body), (key, value) => (key === 'encrypted_content' ? encryptedOf(value) : value))

describe.each(KINDS)('requests for %j', (traits) => {
  it.each(requests)('$dialect $name: what is written is taken', ({ dialect, request }) => {
    const canonical = CODECS[dialect].decodeRequest(request, ADDRESS)
    const body = encodeOrRefuse(canonical)
    if (body === undefined) return
    const read = openaiResponses.readCall({ path: '/v1/responses', query: '', headers: {}, body: encryptedAnew(body) })
    // what only its own upstream can carry is not spoken here; a chat client says what it likes of its model
    if (canonical.facts.nativeOnly.length > 0 && read.type === 'refused') return
    expect(read).toMatchObject({ type: 'chat' })
  })

  function encodeOrRefuse(request: ReturnType<(typeof codec)['decodeRequest']>): object | undefined {
    try {
      return codec.encodeRequest(request, { model: 'm', traits }).body
    } catch (error) {
      if (isGatewayError(error) && error.code === 'invalid_request') return undefined
      throw error
    }
  }
})

describe('answers', () => {
  let upstream: FakeUpstream
  beforeAll(async () => {
    upstream = await startFakeUpstream()
  })
  afterAll(() => upstream.close())

  const ask = (prompt: string, more: object = {}) =>
    fetch(`${upstream.url}/responses`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'm', input: prompt, ...more }),
    })
  const THINKING = { reasoning: { summary: 'auto' }, include: ['reasoning.encrypted_content'] }

  it.each([
    '@@script:reply=你好%2C world,chunks=4@@',
    '@@script:reasoning-text=Hm,reply=Yes,prompt-tokens=9,completion-tokens=7,reasoning=5,cached=3@@',
    '@@script:parallel-tools,reply=Look,split=3@@',
    '@@script:finish=length,reply=a b c@@',
    '@@script:finish=content_filter,reply=a@@',
    '@@script:comments,chunks=3@@',
  ])('%s: a stream says what the whole says', async (prompt) => {
    const whole = codec.decodeResponse(await (await ask(prompt, THINKING)).json())
    const response = await ask(prompt, { ...THINKING, stream: true })
    const bytes = Buffer.from(await response.arrayBuffer())
    const stream = pump(codec.createStreamDecoder(), pump(createSseParser(), [bytes]))
    expect(whole.at(-1)).toEqual({ type: 'finish' })
    expect(gist(foldEvents(stream))).toEqual(gist(foldEvents(whole)))
  })

  it.each(['error-after=2', 'cut-after=2', 'first-error'])('%s: no finish', async (fault) => {
    const response = await ask(`@@script:chunks=5,${fault}@@`, { stream: true })
    const bytes = Buffer.from(await response.arrayBuffer())
    const events = pump(codec.createStreamDecoder(), pump(createSseParser(), [bytes]))
    expect(events.at(-1)?.type).toBe('error')
  })

  /** Ids differ from call to call. */
  const gist = ({ choices, usage }: FoldedResponse) =>
    JSON.parse(
      JSON.stringify({ choices, input: usage?.input, output: usage?.output }).replaceAll(
        /(call_)?(resp|msg|fc|rs)_\d+/g,
        '#',
      ),
    )
})
