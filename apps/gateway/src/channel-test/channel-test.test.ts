import { randomUUID } from 'node:crypto'
import { type Bus, connectBus } from '@tollgate/messaging'
import {
  CHANNEL_SUBJECTS,
  type ChannelTestReply,
  catalogKey,
  channelTestReplySchema,
  checkEgressReplySchema,
  listUpstreamModelsReplySchema,
} from '@tollgate/protocols/events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GatewayRig, IDS, MODEL, UPSTREAM_KEY } from '../testing/gateway-rig.js'

let rig: GatewayRig
let admin: Bus
let billing: Bus
beforeAll(async () => {
  rig = await GatewayRig.start()
  await rig.gateway()
  admin = await connectBus(rig.access('admin-api'))
  billing = await connectBus(rig.access('billing'))
})
afterAll(async () => {
  await admin?.close()
  await billing?.close()
  await rig?.close()
})

const ask = async (subject: string, question: unknown, bus = admin) =>
  (await bus.connection.request(subject, JSON.stringify(question), { timeout: 45_000 })).json()
const versionOf = (channelId: string): number => rig.catalog.get(catalogKey.channel(channelId))?.version ?? 0
const test = async (changes: Record<string, unknown> = {}): Promise<ChannelTestReply> =>
  channelTestReplySchema.parse(
    await ask(CHANNEL_SUBJECTS.test, {
      ...{ v: 1, testId: randomUUID(), channelId: IDS.channel, version: versionOf(IDS.channel), modelName: MODEL },
      ...{ kind: 'call', timeoutMs: 10_000 },
      ...changes,
    }),
  )

describe('a test of a channel', () => {
  it('calls the upstream by its own name for the model, with nobody to pay', async () => {
    rig.upstream.reset()
    const { result, nodeId } = await test()
    expect(nodeId).toBe('g1')
    expect(result).toMatchObject({
      ...{ type: 'answered', status: 200, upstreamModel: MODEL, dialect: 'openai-chat' },
      outputTokens: expect.any(Number),
    })
    expect(rig.upstream.truth()).toHaveLength(1)
    expect(rig.events).toEqual([])
  })

  it('asks a model that makes vectors for one, in its upstream’s words', async () => {
    const [onOpenAi, onGemini] = [IDS.otherGroup, IDS.freeModel]
    const baseUrl = `${new URL(rig.upstream.url).origin}/v1beta`
    rig.putModel({ modelId: IDS.otherGroup, name: 'vectors', abilities: ['embedding'] })
    rig.putChannel({ channelId: onOpenAi, models: ['vectors'] })
    rig.putChannel({ channelId: onGemini, type: 'gemini', baseUrl, models: ['vectors'] })
    await rig.project()
    for (const [channelId, path] of [
      [onOpenAi, '/v1/embeddings'],
      [onGemini, '/v1beta/models/vectors:batchEmbedContents'],
    ] as const) {
      rig.upstream.reset()
      const { result, facts } = await test({
        ...{ channelId, version: versionOf(channelId), modelName: 'vectors', kind: 'capabilities' },
      })
      expect([result, facts]).toMatchObject([{ type: 'answered', status: 200, upstreamModel: 'vectors' }, []])
      expect(rig.upstream.truth().map((call) => call.path)).toEqual([path])
    }
    rig.putChannel({ channelId: onOpenAi, type: 'anthropic', models: ['vectors'] })
    const version = versionOf(onOpenAi)
    await rig.project()
    const { result } = await test({ channelId: onOpenAi, version, modelName: 'vectors' })
    expect(result).toMatchObject({ type: 'refused', status: 0, reason: 'This kind of upstream makes no embeddings.' })
  })

  it('waits for the record that was saved just now', async () => {
    rig.putChannel({ models: [MODEL, 'free'], modelMapping: { renamed: 'inner' } })
    const reply = test({ modelName: 'renamed' })
    await rig.project()
    expect((await reply).result).toMatchObject({ type: 'answered', upstreamModel: 'inner' })
  })

  it('tells the reason in the upstream’s words, without its key, and a denial apart from a fault', async () => {
    rig.upstream.setFailingKeys({ [UPSTREAM_KEY]: 403 })
    const denied = await test()
    expect(denied.result).toMatchObject({ type: 'refused', status: 403, isAccessDenied: true })
    rig.upstream.setFailingKeys({ [UPSTREAM_KEY]: 500 })
    const broken = await test()
    expect(broken.result).toMatchObject({
      ...{ type: 'refused', status: 500, isAccessDenied: false },
      reason: expect.stringContaining('refused with 500'),
    })
    rig.upstream.setFailingKeys({})
    expect(JSON.stringify([denied, broken])).not.toContain(UPSTREAM_KEY)
  })

  it('tries another key of the channel, and the one that it is asked for alone', async () => {
    rig.putChannel({ secrets: ['first-key', 'second-key'] })
    await rig.project()
    rig.upstream.setFailingKeys({ 'first-key': 401 })
    const keys = (rig.catalog.get(catalogKey.channel(IDS.channel)) as { keys: { channelKeyId: string }[] }).keys
    const [first, second] = keys.map(({ channelKeyId }) => channelKeyId)
    expect((await test()).result).toMatchObject({ type: 'answered', channelKeyId: second })
    expect((await test({ channelKeyId: first })).result).toMatchObject({ type: 'refused', status: 401 })
    rig.upstream.setFailingKeys({})
  })

  it('names the address that the guard refuses', async () => {
    rig.putChannel({ baseUrl: 'http://127.0.0.1:1/v1' })
    await rig.project()
    expect((await test()).result).toMatchObject({
      ...{ type: 'refused', status: 0, blockedHostPort: '127.0.0.1:1' },
      reason: expect.stringContaining('egress_blocked'),
    })
    rig.putChannel({})
    await rig.project()
  })

  it('says what stands in the way of a call', async () => {
    const problemOf = async (changes: Record<string, unknown>) => (await test(changes)).result
    expect(await problemOf({ modelName: 'unheard-of' })).toEqual({ type: 'impossible', problem: 'no_such_model' })
    expect(await problemOf({ channelKeyId: randomUUID() })).toEqual({ type: 'impossible', problem: 'no_usable_key' })
    expect(await problemOf({ version: 9_999, timeoutMs: 100 })).toEqual({
      type: 'impossible',
      problem: 'not_projected',
    })
  })

  it('of capabilities finds facts, each by a call', async () => {
    const { result, facts } = await test({ kind: 'capabilities' })
    expect(result.type).toBe('answered')
    expect(facts.map(({ capability, verdict }) => [capability, verdict])).toEqual([
      ['tools', 'no'],
      ['vision', 'no'],
      ['jsonSchema', 'yes'],
      ['reasoning', 'no'],
      ['topPOfOne', 'yes'],
    ])
  })

  it('is for admin-api alone', async () => {
    const question = { v: 1, hostPorts: ['127.0.0.1:1'] }
    const asked = billing.connection.request(CHANNEL_SUBJECTS.egress, JSON.stringify(question), { timeout: 300 })
    await expect(asked).rejects.toThrow()
  })
})

it('lists the models of an upstream, of a channel that nobody stored', async () => {
  const channel = rig.catalog.get(catalogKey.channel(IDS.channel))
  const reply = await ask(CHANNEL_SUBJECTS.models, { v: 1, channel, timeoutMs: 5_000 })
  expect(listUpstreamModelsReplySchema.parse(reply)).toMatchObject({
    type: 'listed',
    names: expect.arrayContaining([expect.any(String)]),
  })
  const hidden = { ...channel, keys: [], baseUrl: 'http://127.0.0.1:1/v1' }
  const refused = await ask(CHANNEL_SUBJECTS.models, { v: 1, channel: hidden, timeoutMs: 5_000 })
  expect(refused).toMatchObject({ type: 'failed', blockedHostPort: '127.0.0.1:1' })
})

it('tells which addresses wait for an entry of the allow list', async () => {
  const hostPorts = [`127.0.0.1:${rig.upstream.port}`, '127.0.0.1:1', '192.168.1.100:8000', '8.8.8.8:443']
  const reply = checkEgressReplySchema.parse(await ask(CHANNEL_SUBJECTS.egress, { v: 1, hostPorts }))
  expect(reply.blocked).toEqual(['127.0.0.1:1', '192.168.1.100:8000'])
})
