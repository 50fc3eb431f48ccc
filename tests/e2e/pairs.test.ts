// Every official client on every kind of upstream: what REQUIREMENTS E promises, with the libraries that users have.
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Ask, allClients, type ClientDriver, PIXEL, type Told } from '../support/clients/index.js'
import { openScene, type Scene, type Student } from '../support/scene.js'
import { settledDebit } from '../support/settled.js'

const PRICE = { inputPerMillion: '2', outputPerMillion: '8' }
const UPSTREAMS = [
  { name: 'chat', type: 'vllm', path: '/v1' },
  { name: 'responses', type: 'openai-responses', path: '/v1' },
  { name: 'anthropic', type: 'anthropic', path: '/v1' },
  { name: 'gemini', type: 'gemini', path: '/v1beta' },
] as const
type Upstream = (typeof UPSTREAMS)[number]
const CLIENT_NAMES = allClients({ origin: 'http://127.0.0.1', key: 'none' }).map(({ name }) => name)
const PAIRS = CLIENT_NAMES.flatMap((client) => UPSTREAMS.map((upstream) => ({ client, upstream })))

let scene: Scene
let student: Student
let clients: Map<string, ClientDriver>

beforeAll(async () => {
  scene = await openScene(inject('stack'), 'pairs')
  const origin = new URL(scene.upstream.url).origin
  await scene.declare({
    models: UPSTREAMS.map(({ name }) => ({
      name,
      price: PRICE,
      abilities: ['tools', 'vision', 'reasoning', 'json'],
      maxOutputTokens: 8_000,
      traits: { thinking: 'budget', thinkingBudget: { min: 1_024, max: 4_096 }, takesJsonSchema: true } as const,
    })),
    channels: UPSTREAMS.map(({ name, type, path }) => ({ name, type, baseUrl: `${origin}${path}`, models: [name] })),
  })
  student = await scene.student({ balance: '100' })
  for (const { name } of UPSTREAMS) await scene.untilOffered(student, name)
  clients = new Map(allClients({ origin: scene.facts.origin, key: student.key }).map((client) => [client.name, client]))
})
afterAll(() => scene?.close())

const clientOf = (name: string): ClientDriver => {
  const client = clients.get(name)
  if (client === undefined) throw new Error(`no client ${name}`)
  return client
}
const script = (text: string, prompt = 'hi') => `${prompt} @@script:${text}@@`
const askOf = (upstream: Upstream, prompt: string, more: Partial<Ask> = {}): Ask => ({
  model: scene.model(upstream.name),
  prompt,
  isStreamed: false,
  ...more,
})
const lastBody = (): string => JSON.stringify(scene.upstream.truth().at(-1)?.body ?? '')

describe.each(PAIRS)('$client on $upstream.name', ({ client, upstream }) => {
  describe.each([false, true])('streamed %s', (isStreamed) => {
    const ask = (prompt: string, more?: Partial<Ask>): Promise<Told> =>
      clientOf(client).ask(askOf(upstream, prompt, { isStreamed, ...more }))

    it('says what the model said, and what it used', async () => {
      const told = await ask(script(`reply=${encodeURIComponent('光学 🙂 ok')},prompt-tokens=12,completion-tokens=5`))
      expect(told).toMatchObject({ text: '光学 🙂 ok', calls: [], inputTokens: 12, outputTokens: 5 })
    })

    it('goes round a loop of two calls', async () => {
      const question = askOf(upstream, script('tool', 'Weather?'), { isStreamed, hasTools: true })
      const first = await clientOf(client).ask(question)
      const rounds = [{ told: first, results: [`cold ${script('tool', 'there')}`] }]
      const second = await clientOf(client).giveResults(question, ...rounds)
      expect([first, second].map(({ calls }) => calls.map((call) => call.arguments))).toEqual([
        [{ city: 'Paris' }],
        [{ city: 'Paris' }],
      ])
      rounds.push({ told: second, results: [`warm ${script('reply=Take a coat', 'here')}`] })
      expect(await clientOf(client).giveResults(question, ...rounds)).toMatchObject({ text: 'Take a coat', calls: [] })
      for (const result of ['cold ', 'warm ']) expect(lastBody()).toContain(result)
    })

    it('is given the results of two calls at once', async () => {
      const question = askOf(upstream, script('parallel-tools', 'Weather?'), { isStreamed, hasTools: true })
      const first = await clientOf(client).ask(question)
      expect(first.calls.map((call) => call.arguments)).toEqual([{ city: 'Paris' }, { city: '北京' }])
      const plain = { ...question, prompt: 'Weather?' }
      const results = ['sunny in Paris', '北京有雨']
      const second = await clientOf(client).giveResults(plain, { told: first, results })
      expect(second.calls).toEqual([])
      expect(second.text).toContain('北京有雨') // the upstream answers with the last result
      for (const result of results) expect(lastBody()).toContain(result)
    })

    it('shows an image', async () => {
      const told = await ask(script('reply=a pixel'), { image: PIXEL })
      expect(told.text).toBe('a pixel')
      expect(lastBody()).toContain(PIXEL)
    })

    it('gets an answer of a schema', async () => {
      const reply = JSON.stringify({ city: 'Wuhan', population: 7 })
      const told = await ask(script(`reply=${encodeURIComponent(reply)}`), { wantsJson: true })
      expect(JSON.parse(told.text)).toEqual({ city: 'Wuhan', population: 7 })
      expect(lastBody()).toContain('population')
    })

    it('is told of an upstream that fails', async () => {
      await expect(ask(script('status=500'))).rejects.toThrow()
    })

    it('is told of a prompt that the upstream refuses', async () => {
      await expect(ask(script('status=400'))).rejects.toThrow()
    })
  })

  it('is told of a stream that breaks', async () => {
    const broken = clientOf(client).ask(askOf(upstream, script('chunks=6,error-after=3'), { isStreamed: true }))
    // the older Gemini library reads no error in a stream: all that can be done is never to tell it that the end is one
    if (client === '@google/generative-ai') expect((await broken).finish).toBeUndefined()
    else await expect(broken).rejects.toThrow()
  })

  it.each([false, true])('sees the thinking, where its dialect shows it (streamed %s)', async (isStreamed) => {
    const prompt = script('reasoning-text=Let me think.,reply=Done')
    const told = await clientOf(client).ask(askOf(upstream, prompt, { isStreamed, wantsReasoning: true }))
    expect(told.text).toBe('Done')
    // the older Gemini library cannot ask for thoughts, and would show them as the answer
    expect(told.reasoning).toBe(client === '@google/generative-ai' ? '' : 'Let me think.')
  })
})

it('debits every finished call once', async () => {
  const finished = scene.upstream.truth().filter(({ isCompleted, status }) => isCompleted && status === 200)
  expect(finished.length).toBeGreaterThan(PAIRS.length)
  for (const { requestId } of finished) {
    const debit = await settledDebit(scene.audit, requestId ?? '')
    expect(debit.amount).toBeLessThan(0n)
  }
})
