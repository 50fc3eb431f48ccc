// The cost in the answer, for those who ask: every official client reads past it.
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { allClients, type ClientDriver } from '../support/clients/index.js'
import { type HeaderProxy, startHeaderProxy } from '../support/header-proxy.js'
import { openScene, type Scene, type Student } from '../support/scene.js'

const PRICE = { inputPerMillion: '2', outputPerMillion: '8' }
const UPSTREAMS = [
  { name: 'chat', type: 'vllm', path: '/v1' },
  { name: 'responses', type: 'openai-responses', path: '/v1' },
  { name: 'anthropic', type: 'anthropic', path: '/v1' },
  { name: 'gemini', type: 'gemini', path: '/v1beta' },
] as const
const CLIENT_NAMES = allClients({ origin: 'http://127.0.0.1', key: 'none' }).map(({ name }) => name)

let scene: Scene
let student: Student
let proxy: HeaderProxy
let clients: Map<string, ClientDriver>

beforeAll(async () => {
  scene = await openScene(inject('stack'), 'cost-extras')
  const origin = new URL(scene.upstream.url).origin
  await scene.declare({
    models: UPSTREAMS.map(({ name }) => ({ name, price: PRICE, maxOutputTokens: 8_000 })),
    channels: UPSTREAMS.map(({ name, type, path }) => ({ name, type, baseUrl: `${origin}${path}`, models: [name] })),
  })
  student = await scene.student({ balance: '100' })
  for (const { name } of UPSTREAMS) await scene.untilOffered(student, name)
  proxy = await startHeaderProxy(scene.facts.origin, { 'x-tollgate-extras': 'cost' })
  clients = new Map(allClients({ origin: proxy.origin, key: student.key }).map((client) => [client.name, client]))
})
afterAll(async () => {
  await proxy?.close()
  await scene?.close()
})

describe.each(CLIENT_NAMES)('%s', (name) => {
  it.each(UPSTREAMS)('reads past the cost of an answer of $name', async (upstream) => {
    for (const isStreamed of [false, true]) {
      const told = await clients.get(name)?.ask({
        model: scene.model(upstream.name),
        prompt: 'hi @@script:reply=fine,prompt-tokens=12,completion-tokens=5@@',
        isStreamed,
      })
      expect(told).toMatchObject({ text: 'fine', calls: [], inputTokens: 12, outputTokens: 5 })
      expect(proxy.answers.at(-1)).toContain('"tollgate":{"cost":"0.000064","balance":')
    }
  })
})
