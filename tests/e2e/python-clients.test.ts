// What the Python clients of REQUIREMENTS A7-A9 send, byte for byte, to each kind of upstream; their answers are read by the
// rules of these clients. How each recording came about stands in its file.
import { fakeVector } from '@tollgate/testkit'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { applyState } from '../support/apply-state.js'
import { PIXEL } from '../support/clients/index.js'
import { ClientRaises } from '../support/python-clients/parse.js'
import { type Seen, seeChat, seeGemini, seeMessages, seeResponses } from '../support/python-clients/read-answer.js'
import { type RecordedCall, type Replayed, readRecording, replay } from '../support/python-clients/recordings.js'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { settledDebit } from '../support/settled.js'

const PRICE = { inputPerMillion: '2', outputPerMillion: '8' }
const KINDS = [
  { kind: 'chat', type: 'vllm', path: '/v1' },
  { kind: 'responses', type: 'openai-responses', path: '/v1' },
  { kind: 'anthropic', type: 'anthropic', path: '/v1' },
  { kind: 'gemini', type: 'gemini', path: '/v1beta' },
] as const
const VECTORS = 'vectors'
const RECORDINGS = ['openai', 'anthropic', 'google-genai', 'google-generativeai'].map((file) => ({
  file,
  recording: readRecording(file),
}))

let scene: Scene
let student: Student

beforeAll(async () => {
  scene = await openScene(inject('stack'), 'python')
  const origin = new URL(scene.upstream.url).origin
  // one of these clients writes names without a slash only
  const namesOf = (name: string) => [scene.model(`${name}:1`), `python-${name}-1`]
  await applyState(scene.facts.origin, scene.facts.adminToken, {
    models: [
      ...KINDS.flatMap(({ kind }) => namesOf(kind)).map((name) => ({
        name,
        groups: ['default'],
        price: PRICE,
        abilities: ['tools', 'vision', 'reasoning', 'json'],
        maxOutputTokens: 8_000,
        traits: { thinking: 'budget', thinkingBudget: { min: 1_024, max: 4_096 }, takesJsonSchema: true } as const,
      })),
      ...namesOf(VECTORS).map((name) => ({ name, groups: ['default'], price: PRICE, abilities: ['embedding'] })),
    ],
    channels: [
      ...KINDS.map(({ kind, type, path }) => ({
        name: `python-${kind}`,
        type,
        baseUrl: `${origin}${path}`,
        keys: ['upstream-key-0000'],
        groups: ['default'],
        models: namesOf(kind),
      })),
      {
        name: 'python-vectors',
        type: 'vllm' as const,
        baseUrl: scene.upstream.url,
        keys: ['upstream-key-0000'],
        groups: ['default'],
        models: namesOf(VECTORS),
      },
    ],
  })
  student = await scene.student({ balance: '100' })
  for (const { kind } of KINDS) await scene.untilOffered(student, `${kind}:1`)
  await scene.untilOffered(student, `${VECTORS}:1`)
})
afterAll(() => scene?.close())

const send = (call: RecordedCall, kind: string, script = 'reply=ok'): Promise<Replayed> =>
  replay(call, { origin: scene.facts.origin, key: student.key, kind, prompt: `hi @@script:${script}@@` })

function see(file: string, call: RecordedCall, text: string): Seen {
  const isStreamed = call.name.includes('streamed')
  if (file === 'openai')
    return call.path.includes('/responses') ? seeResponses(text, isStreamed) : seeChat(text, isStreamed)
  if (file === 'anthropic') return seeMessages(text, isStreamed)
  return seeGemini(text, isStreamed, file === 'google-generativeai')
}

/** What a conversation's recording is there for: a script for the upstream, and what the program must see. */
const CASES: readonly { of: RegExp; script?: string; sees: (seen: Seen, name: string) => void }[] = [
  {
    of: /with tools/,
    script: 'parallel-tools',
    sees: ({ calls }) =>
      expect(calls).toEqual([
        { name: 'get_weather', arguments: { city: 'Paris' } },
        { name: 'get_weather', arguments: { city: '北京' } },
      ]),
  },
  {
    of: /with results of tools/,
    sees: ({ text, calls }) => expect([text, calls]).toEqual([expect.stringContaining('北京有雨'), []]),
  },
  {
    of: /with a schema/,
    script: `reply=${encodeURIComponent('{"city":"Wuhan","population":7}')}`,
    sees: ({ text }) => expect(JSON.parse(text)).toEqual({ city: 'Wuhan', population: 7 }),
  },
  {
    of: /think/,
    script: 'reasoning-text=Let me think.,reply=Done',
    sees: ({ text }) => expect(text).toBe('Done'),
  },
  {
    of: /./,
    script: `reply=${encodeURIComponent('光学 🙂 "{ok')},prompt-tokens=12,completion-tokens=5`,
    sees: ({ text, inputTokens, outputTokens, finish }, name) => {
      expect([text, finish]).toEqual(['光学 🙂 "{ok', expect.stringMatching(/^(stop|completed|end_turn|STOP)$/)])
      if (!name.includes('without usage')) expect([inputTokens, outputTokens]).toEqual([12, 5])
    },
  },
]
const isConversation = ({ method, name }: RecordedCall): boolean => method === 'POST' && !/^(embed|count)/.test(name)
const callNamed = (calls: readonly RecordedCall[], name: RegExp): RecordedCall => {
  const call = calls.find((one) => name.test(one.name))
  if (call === undefined) throw new Error(`no recording of ${name}`)
  return call
}

describe.each(RECORDINGS)('$recording.client $recording.version', ({ file, recording: { calls } }) => {
  describe.each(KINDS)('on $kind', ({ kind }) => {
    it.each(calls.filter(isConversation))('$name', async (call) => {
      const found = CASES.find(({ of }) => of.test(call.name))
      const answer = await send(call, kind, found?.script)
      expect([answer.status, answer.status === 200 ? '' : answer.text]).toEqual([200, ''])
      const seen = see(file, call, answer.text)
      found?.sees(seen, call.name)
      const sent = JSON.stringify(scene.upstream.truth().at(-1)?.body)
      // one client writes the URL-safe alphabet, which its own vendor takes as well
      if (call.name.includes('image')) expect(sent.replaceAll('-', '+')).toContain(PIXEL)
      if (call.name.includes('results')) expect(sent).toContain('sunny in Paris')
      expect((await settledDebit(scene.audit, answer.headers.get('x-request-id') ?? '')).amount).toBeLessThan(0n)
    })

    it('is told of a failure before the stream and in it', async () => {
      const whole = await send(callNamed(calls, /^(chat|messages|generate_content)$/), kind, 'status=500')
      expect(whole.status).toBe(502)
      expect((JSON.parse(whole.text) as { error: { message: string } }).error.message).toMatch(/./)
      const streamed = callNamed(calls, /streamed/)
      expect((await send(streamed, kind, 'status=500')).status).toBe(502)
      const broken = await send(streamed, kind, 'chunks=6,error-after=3')
      expect(broken.status).toBe(200)
      // one of Google's reads an error as a message without content: all that can be done is never to call it the end
      if (file === 'google-generativeai') expect(see(file, streamed, broken.text).finish).toBeUndefined()
      else expect(() => see(file, streamed, broken.text)).toThrow(ClientRaises)
    })

    it('counts a prompt, where it can', async () => {
      const counting = calls.find(({ name }) => name.startsWith('count_tokens'))
      if (counting === undefined) return
      const { status, text } = await send(counting, kind)
      expect(status).toBe(200)
      expect(JSON.parse(text)).toMatchObject(
        file === 'anthropic' ? { input_tokens: expect.any(Number) } : { totalTokens: expect.any(Number) },
      )
    })

    it('finds its models', async () => {
      const list = await send(callNamed(calls, /^models$/), kind)
      expect(list.status).toBe(200)
      const told = JSON.parse(list.text) as { data?: { id: string }[]; models?: { name: string }[] }
      const names = (told.data ?? []).map(({ id }) => id).concat((told.models ?? []).map(({ name }) => name))
      const own = file === 'google-generativeai' ? `python-${kind}-1` : scene.model(`${kind}:1`)
      expect(names).toContain(file.startsWith('google') ? `models/${own}` : own)
      const one = await send(callNamed(calls, /^model$/), kind)
      expect([one.status, JSON.parse(one.text)]).toMatchObject([
        200,
        file.startsWith('google') ? { name: `models/${own}` } : { id: own },
      ])
    })
  })

  it.each(calls.filter(({ name }) => name.startsWith('embed')))('$name', async (call) => {
    const { status, text } = await send(call, VECTORS)
    expect([status, status === 200 ? '' : text]).toEqual([200, ''])
    const told = JSON.parse(text) as {
      data?: { embedding: string | number[] }[]
      embedding?: { values: number[] }
      embeddings?: { values: number[] }[]
    }
    const vectors =
      told.data?.map(({ embedding }) => fromBase64(embedding)) ??
      (told.embeddings ?? [told.embedding]).map((embedding) => embedding?.values)
    expect(vectors).toEqual(['光学 🙂', 'b'].slice(0, vectors.length).map((one) => fakeVector(one)))
  })
})

/** `openai` asks for base64 and reads float32 of it. */
function fromBase64(embedding: string | number[]): number[] {
  expect(embedding).toEqual(expect.any(String))
  const bytes = Buffer.from(String(embedding), 'base64')
  return Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4))
}
