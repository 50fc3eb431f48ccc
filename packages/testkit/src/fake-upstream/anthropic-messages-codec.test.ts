import { isGatewayError } from '@tollgate/protocols/canonical'
import { CODECS, type TargetTraits } from '@tollgate/protocols/dialects'
import { loadFixtures } from '@tollgate/protocols/testing'
import { describe, expect, it } from 'vitest'
import { anthropicMessages } from './anthropic-messages.js'
import { signatureOf } from './anthropic-messages-rules.js'

const codec = CODECS['anthropic-messages']
const ADDRESS = { model: 'm', isStreamed: false }

const requests = (['openai-chat', 'gemini-generate', 'anthropic-messages'] as const).flatMap((dialect) => {
  const folder = new URL(`../../../protocols/src/dialects/${dialect}/__fixtures__/`, import.meta.url)
  return loadFixtures(folder).flatMap(({ name, request }) =>
    request === undefined ? [] : [{ dialect, name, request }],
  )
})

const KINDS: readonly (readonly [version: string, traits: TargetTraits])[] = [
  ['2023-06-01', {}],
  [
    '2023-06-01',
    { thinking: 'budget', takesJsonSchema: false, takesTemperatureWithTopP: false, maxOutputTokens: 8_192 },
  ],
  ['2026-10-21', { thinking: 'adaptive', takesSampling: false, defaultMaxOutputTokens: 32_000 }],
]

/** Signatures of the fixtures are not of this upstream; it takes those that it made. */
const resigned = (body: unknown): unknown =>
  JSON.parse(JSON.stringify(body), (_, value) =>
    value?.type === 'thinking' && typeof value.thinking === 'string'
      ? { ...value, signature: signatureOf(value.thinking) }
      : value,
  )

describe.each(KINDS)('requests for version %s, %j', (version, traits) => {
  it.each(requests)('$dialect $name: what is written is taken', ({ dialect, request }) => {
    const canonical = CODECS[dialect].decodeRequest(request, ADDRESS)
    const settings = { ...canonical.settings, choiceCount: 1 }
    const body = encodeOrRefuse({ ...canonical, settings })
    if (body === undefined) return
    const read = anthropicMessages.readCall({
      path: '/v1/messages',
      query: '',
      headers: { 'anthropic-version': version, 'anthropic-beta': 'all' },
      body: resigned(body),
    })
    // blocks and tools of the vendor's own kinds are not spoken here
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
