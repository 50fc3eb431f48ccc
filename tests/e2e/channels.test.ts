// What administrators do with channels, end to end: connect, test, import, explain; no file is edited, nothing restarts.
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type FakeUpstream, startFakeUpstream, waitUntil } from '@tollgate/testkit'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { chat, user } from '../support/chat.js'
import { getGraphql, logIn } from '../support/graphql.js'
import { openScene, type Scene, type Student } from '../support/scene.js'

const CLI = fileURLToPath(new URL('../../tools/cli.mjs', import.meta.url))
const TEST = 'isOk status latencyMs text code isAccessDenied blockedHostPort upstreamModel'
const PRICE = { inputPerMillion: '2', outputPerMillion: '8' }

interface Problems {
  problems: { code: string; message: string }[]
}
interface TestResult {
  isOk: boolean
  status: number | null
  latencyMs: number | null
  text: string
  isAccessDenied: boolean
  blockedHostPort: string | null
  upstreamModel: string | null
}

let scene: Scene
let lab: FakeUpstream
let root: Student
let cookie: string
let student: Student
let groupId: string
let folder: string
beforeAll(async () => {
  scene = await openScene(inject('stack'), 'channels')
  lab = await startFakeUpstream({ models: ['qwen3-235b', 'glm-4'] })
  root = await scene.student({ role: 'root' })
  student = await scene.student({ balance: '100' })
  cookie = await logIn(scene.facts.origin, root.username, root.password)
  const { groups } = await ask<{ groups: { nodes: { id: string; isDefault: boolean }[] } }>(
    '{ groups { nodes { id isDefault } } }',
  )
  groupId = groups.nodes.find(({ isDefault }) => isDefault)?.id ?? ''
  folder = await mkdtemp(join(tmpdir(), 'tollgate-channels-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await lab?.close()
  await scene?.close()
})

/** As the console of somebody logged in. */
const ask = <Data>(query: string, variables?: Record<string, unknown>): Promise<Data> =>
  getGraphql<Data>(scene.facts.origin, { cookie }, query, variables)
const call = (model: string, options: Record<string, unknown> = {}) =>
  chat({ origin: scene.facts.origin, key: student.key, body: { model, messages: [user('hi')], ...options } })
const untilAnswered = (model: string) => waitUntil(async () => (await call(model)).status === 200)
const offered = async (): Promise<string[]> => {
  const response = await fetch(`${scene.facts.origin}/v1/models`, {
    headers: { authorization: `Bearer ${student.key}` },
  })
  return ((await response.json()) as { data: { id: string }[] }).data.map(({ id }) => id)
}

async function add(
  channel: Record<string, unknown>,
  models: readonly string[],
): Promise<{ id: string; test: TestResult }> {
  const { addChannelWithModels: payload } = await ask<{
    addChannelWithModels: Problems & { channel: { id: string } | null; test: TestResult }
  }>(
    `mutation ($input: AddChannelWithModelsInput!) { addChannelWithModels(input: $input) {
      channel { id } test { ${TEST} } problems { code message } } }`,
    {
      input: {
        channel: { groupIds: [groupId], keys: [], models, ...channel },
        models: models.map((name) => ({ name, groupIds: [groupId], price: PRICE })),
      },
    },
  )
  expect(payload.problems).toEqual([])
  return { id: payload.channel?.id ?? '', test: payload.test }
}

const test = async (channelId: string, more: Record<string, unknown> = {}): Promise<TestResult> =>
  (
    await ask<{ testChannel: { test: TestResult } }>(
      `mutation ($input: TestChannelInput!) { testChannel(input: $input) { test { ${TEST} } problems { code } } }`,
      { input: { channelId, ...more } },
    )
  ).testChannel.test

interface Explanation {
  isScheduled: boolean
  callerReason: string | null
  candidates: { channelName: string; reason: string | null; rank: number | null; detail: string | null }[]
}
const why = async (modelName: string): Promise<Explanation> =>
  (
    await ask<{ whyModel: Explanation }>(
      `query ($input: WhyModelInput!) { whyModel(input: $input) {
        isScheduled callerReason candidates { channelName reason rank detail } } }`,
      { input: { modelName, userId: student.userId } },
    )
  ).whyModel

const reasonOf = async (channelName: string, model: string) =>
  (await why(model)).candidates.find((candidate) => candidate.channelName === channelName)?.reason

describe('B1, B3, B6: a vLLM server by http://ip:port', () => {
  const model = 'channels/vllm'
  let channelId: string

  it('is saved and tested at once: the address waits for root, and "why" says so', async () => {
    const channel = {
      ...{ name: 'channels-vllm', type: 'VLLM', baseUrl: `http://127.0.0.1:${lab.port}` },
      modelMapping: [{ publicName: model, upstreamName: 'qwen3-235b' }],
    }
    const added = await add(channel, [model])
    channelId = added.id
    expect(added.test).toMatchObject({ isOk: false, status: 0, blockedHostPort: `127.0.0.1:${lab.port}` })
    const explanation = await why(model)
    expect(explanation.isScheduled).toBe(false)
    expect(explanation.candidates).toContainEqual(
      expect.objectContaining({ channelName: 'channels-vllm', reason: 'egress_blocked' }),
    )
    expect(lab.truth()).toEqual([])
  })

  it('is called as soon as root has allowed the address with his password; nothing restarts', async () => {
    const { allowEgress } = await ask<{ allowEgress: Problems }>(
      'mutation ($input: EgressEntryInput!) { allowEgress(input: $input) { problems { code message } } }',
      { input: { hostPort: `127.0.0.1:${lab.port}`, password: root.password } },
    )
    expect(allowEgress.problems).toEqual([])
    const result = await waitUntil(async () => {
      const found = await test(channelId)
      return found.isOk ? found : undefined
    })
    expect(result).toMatchObject({ status: 200, upstreamModel: 'qwen3-235b', latencyMs: expect.any(Number) })
    await untilAnswered(model)
    expect((await why(model)).candidates[0]).toMatchObject({ channelName: 'channels-vllm', reason: null, rank: 1 })
  })

  it('B3: is tested model by model', async () => {
    expect(await test(channelId, { modelName: model })).toMatchObject({ isOk: true, upstreamModel: 'qwen3-235b' })
    lab.reset()
    const other = await ask<{ testChannel: { test: TestResult | null } & Problems }>(
      'mutation ($input: TestChannelInput!) { testChannel(input: $input) { test { isOk text } problems { code message } } }',
      { input: { channelId, modelName: 'channels/nobody-serves-it' } },
    )
    expect(other.testChannel.test?.isOk ?? false).toBe(false)
    expect(lab.truth()).toEqual([])
  })

  it('lists the models that it serves', async () => {
    const { pullModels } = await ask<{ pullModels: { models: { name: string; state: string }[] } }>(
      'mutation ($input: PullModelsInput!) { pullModels(input: $input) { models { name state } problems { code } } }',
      { input: { channelId } },
    )
    expect(pullModels.models).toEqual([
      { name: 'glm-4', state: 'NEW' },
      { name: 'qwen3-235b', state: 'SERVED' },
    ])
  })
})

it('C2: one SiliconFlow channel holds a hundred keys, and calls are spread over them', async () => {
  const model = 'channels/deepseek-ai/DeepSeek-V3'
  const keys = Array.from({ length: 100 }, (_, n) => `sk-siliconflow-${n}`)
  const channel = { name: 'channels-silicon', type: 'SILICONFLOW', baseUrl: `http://127.0.0.1:${lab.port}/v1`, keys }
  const { test: first } = await add(channel, [model])
  expect(first).toMatchObject({ isOk: true, status: 200 })
  await untilAnswered(model)
  lab.reset()
  for (let count = 0; count < 20; count++) expect((await call(model)).status).toBe(200)
  expect(new Set(lab.truth().map(({ headers }) => headers.authorization)).size).toBeGreaterThan(10)
})

it('B1: an Azure deployment', async () => {
  const model = 'channels/gpt-4o'
  lab.reset()
  const channel = {
    ...{ name: 'channels-azure', type: 'AZURE_OPENAI', baseUrl: `http://127.0.0.1:${lab.port}`, keys: ['azure-key'] },
    ...{ modelMapping: [{ publicName: model, upstreamName: 'my-deployment' }], settings: { apiVersion: '2024-10-21' } },
  }
  const { test: first } = await add(channel, [model])
  expect(first).toMatchObject({ isOk: true, upstreamModel: 'my-deployment' })
  expect(lab.truth()[0]?.path).toBe('/openai/deployments/my-deployment/chat/completions')
  await untilAnswered(model)
})

describe('A4: a model whose upstream answers "access denied"', () => {
  const model = 'channels/denied'

  it('leaves the marketplace, says why, and comes back when a probe succeeds', async () => {
    const channel = {
      name: 'channels-denied',
      type: 'DEEPSEEK',
      baseUrl: `http://127.0.0.1:${lab.port}/v1`,
      keys: ['denied-key'],
    }
    const { id } = await add(channel, [model])
    await waitUntil(async () => (await offered()).includes(model))
    lab.setFailingKeys({ 'denied-key': 403 })
    expect(await test(id)).toMatchObject({ isOk: false, status: 403, isAccessDenied: true })
    await waitUntil(async () => !(await offered()).includes(model))
    expect(await reasonOf('channels-denied', model)).toBe('model_denied')
    lab.setFailingKeys({})
    expect(await test(id)).toMatchObject({ isOk: true })
    await waitUntil(async () => (await offered()).includes(model))
  })
})

describe('B4: the JSON of another system', () => {
  const claude = 'claude-3-opus-20240229'
  const file = () => ({
    models: [
      {
        name: 'b4-a',
        endpoint: `http://127.0.0.1:${lab.port}`,
        deployment: 'qwen3-235b',
        type: 'chat',
        mapping: claude,
      },
      { name: 'b4-b', endpoint: `http://127.0.0.1:${lab.port}`, deployment: 'glm-4', type: 'vision', mapping: claude },
    ],
  })
  /** Words that begin with @ are files of the test's own folder. */
  const cli = (...words: string[]) =>
    promisify(execFile)(process.execPath, [CLI, ...words.map((word) => word.replace(/^@/, `${folder}/`))], {
      env: { ...process.env, PUBLIC_URL: scene.facts.origin, TOLLGATE_TOKEN: scene.facts.adminToken },
    })

  it('is imported by the command line after a dry run, and Claude clients reach Qwen', async () => {
    await writeFile(join(folder, 'models.json'), JSON.stringify(file()))
    const dry = await cli('import', '@models.json', '--dry-run')
    expect(dry.stdout).toContain('this would change:')
    expect(dry.stdout).toContain('create  channel b4-a')
    expect((await cli('import', '@models.json')).stdout).toContain('imported:')
    expect((await cli('import', '@models.json')).stdout).toContain('nothing to change')
    const { model } = await ask<{ model: { id: string } }>('query ($name: String!) { model(name: $name) { id } }', {
      name: claude,
    })
    await ask('mutation ($input: SetPriceInput!) { setPrice(input: $input) { problems { code } } }', {
      input: { modelId: model.id, price: PRICE },
    })
    await waitUntil(async () => {
      const response = await fetch(`${scene.facts.origin}/v1/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': student.key, 'anthropic-version': '2023-06-01' },
        body: JSON.stringify({ model: claude, max_tokens: 16, messages: [{ role: 'user', content: 'hi' }] }),
      })
      await response.arrayBuffer()
      return response.status === 200
    })
    expect(['qwen3-235b', 'glm-4']).toContain(lab.truth().at(-1)?.model)
  })

  it('is imported by GraphQL: /v1 where there is no path, and the type says what the model can do', async () => {
    const endpoint = `http://127.0.0.1:${lab.port}`
    const entry = { name: 'b4-eye', endpoint, deployment: 'glm-4', type: 'vision', mapping: 'channels/eye' }
    const text = JSON.stringify({ models: [entry] })
    const changes = async (dryRun: boolean): Promise<string[]> =>
      (
        await ask<{ importCatalog: { changes: { name: string }[]; faults: unknown[] } & Problems }>(
          `mutation ($input: ImportCatalogInput!) { importCatalog(input: $input) {
            changes { name } faults { message } problems { code } } }`,
          { input: { text, dryRun } },
        )
      ).importCatalog.changes.map(({ name }) => name)
    const channelCount = async () =>
      (await ask<{ channels: { totalCount: number } }>('{ channels { totalCount } }')).channels
    const before = await channelCount()
    expect(await changes(true)).toContain('b4-eye')
    expect(await channelCount()).toEqual(before)
    await changes(false)
    const found = await ask(
      `query { channels(first: 1, filter: { search: "b4-eye" }) { nodes { baseUrl modelMapping { publicName upstreamName } } }
        model(name: "channels/eye") { abilities } }`,
    )
    expect(found).toEqual({
      channels: {
        nodes: [{ baseUrl: `${endpoint}/v1`, modelMapping: [{ publicName: 'channels/eye', upstreamName: 'glm-4' }] }],
      },
      model: { abilities: expect.arrayContaining(['vision']) },
    })
  })

  it('a bad row refuses all of it, by number and reason, with exit code 1', async () => {
    const bad = file()
    bad.models.push({ ...bad.models[0], name: 'b4-c', endpoint: 'ftp://gpu' } as (typeof bad.models)[number])
    await writeFile(join(folder, 'bad.json'), JSON.stringify(bad))
    const failure = await cli('import', '@bad.json').catch((error: { code: number; stderr: string }) => error)
    expect(failure).toMatchObject({ code: 1, stderr: expect.stringMatching(/entry 3 \(b4-c\).*http or https/s) })
  })

  it('export gives it back without a single key', async () => {
    await cli('export', '--out', '@out.yaml')
    const text = await readFile(join(folder, 'out.yaml'), 'utf8')
    expect(text).toContain('name: b4-a')
    expect(text).not.toMatch(/sk-siliconflow|azure-key|denied-key/)
    expect((await cli('import', '@out.yaml', '--dry-run')).stdout).toContain('nothing to change')
  })

  it('"why" on the command line names every candidate', async () => {
    const { stdout } = await cli('why', '--model', claude, '--user', student.username)
    expect(stdout).toContain('b4-a')
    expect(stdout).toContain('b4-b')
  })
})
