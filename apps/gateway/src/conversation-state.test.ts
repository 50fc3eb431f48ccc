import type { DialectId } from '@tollgate/protocols/canonical'
import { DIALECTS } from '@tollgate/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Conversation } from './testing/conversation.js'
import { putUpstreams, UPSTREAM_KINDS } from './testing/dialect-calls.js'
import { GatewayRig, IDS, type TestGateway, UNIT } from './testing/gateway-rig.js'

/** PROTOCOLS 6 through the doors: state that an upstream wants back, whoever the client is and wherever it goes on. */
let rig: GatewayRig
let first: TestGateway
let second: TestGateway
beforeAll(async () => {
  rig = await GatewayRig.start()
  putUpstreams(rig)
  rig.dontPunish()
  for (const model of [...rig.catalog.values()]) {
    if (model.kind === 'model') rig.putModel({ ...model, maxOutputTokens: 8_000, traits: { thinking: 'budget' } })
  }
  await rig.project()
  await rig.makeStash()
  rig.billing.balances.set(IDS.payer, 10_000_000n * UNIT)
  first = await rig.gateway()
  second = await rig.gateway({ NODE_ID: 'g2' })
})
afterAll(() => rig.close())

const at = (gateway: TestGateway) => ({ url: gateway.url, key: rig.apiKey })
const modelOf = (kind: DialectId): string => UPSTREAM_KINDS[kind].model
const sent = (): string => JSON.stringify(rig.upstream.truth().at(-1)?.body)

/** Asks the model to think, in the dialect's words. */
const THINKING: Record<DialectId, object> = {
  'openai-chat': { reasoning_effort: 'low' },
  'openai-responses': { reasoning: { effort: 'low' } },
  'anthropic-messages': { thinking: { type: 'enabled', budget_tokens: 1_024 } },
  'gemini-generate': {
    generationConfig: { maxOutputTokens: 3_000, thinkingConfig: { thinkingBudget: 1_024, includeThoughts: true } },
  },
}
/** What an upstream signs, as the next request has to show it. */
const PROOF: Partial<Record<DialectId, RegExp>> = {
  'anthropic-messages': /"signature":"[A-Za-z0-9+/=]{16,}"/,
  'gemini-generate': /"thoughtSignature":"c2lnbmF0dXJl/,
}

describe.each(DIALECTS)('a client of %s', (dialect) => {
  it.each(DIALECTS)('goes on with its results at another gateway, on an upstream of %s', async (kind) => {
    const conversation = new Conversation(dialect, at(first), THINKING[dialect])
    const asked = await conversation.say(modelOf(kind), 'reasoning-text=Let me think.,parallel-tools')
    expect([asked.status, asked.callIds.length]).toEqual([200, 2])
    const told = await conversation.giveResults(modelOf(kind), 'reply=done', at(second))
    expect(told.text).toContain('done')
    if (PROOF[kind] !== undefined) expect(sent()).toMatch(PROOF[kind])
  })

  it.each([
    ['with thinking', 'reasoning-text=Let me think.,parallel-tools'],
    ['without', 'parallel-tools'],
  ])('changes the vendor after every turn, amid loops of tools as well: %s', async (_what, script) => {
    const conversation = new Conversation(dialect, at(first), THINKING[dialect])
    const round: DialectId[] = ['anthropic-messages', 'gemini-generate', 'openai-chat', 'openai-responses']
    for (const [index, kind] of [...round, ...round].entries()) {
      const asked = await conversation.say(modelOf(kind), script)
      expect([kind, asked.status, asked.callIds.length]).toEqual([kind, 200, 2])
      const next = round[(index + 1) % round.length] ?? kind
      const told = await conversation.giveResults(modelOf(next), 'reply=done')
      expect([next, told.status, told.text.slice(0, 300)]).toEqual([next, 200, expect.any(String)])
    }
  })

  it.each(['anthropic-messages', 'gemini-generate'] as const)(
    'goes on without state that nobody has: %s falls back and does not fail',
    async (kind) => {
      const conversation = new Conversation(dialect, at(first), THINKING[dialect])
      await conversation.say(modelOf(kind), 'reasoning-text=Let me think.,tool')
      conversation.forget()
      await rig.emptyStash()
      const third = await rig.gateway({ NODE_ID: `g-${dialect}-${kind}` })
      const told = await conversation.giveResults(modelOf(kind), 'reply=done', at(third))
      await third.running.stop()
      expect(told.text).toContain('done')
    },
  )
})

it.each([
  ['openai-chat', 'anthropic-messages'],
  ['openai-responses', 'gemini-generate'],
  ['anthropic-messages', 'gemini-generate'],
  ['gemini-generate', 'anthropic-messages'],
] as const)(
  'a loop of 100 calls, from %s to %s, by turns at two gateways',
  { timeout: 120_000 },
  async (dialect, kind) => {
    const conversation = new Conversation(dialect, at(first), THINKING[dialect])
    await conversation.say(modelOf(kind), 'reasoning-text=Let me think.,tool')
    for (let round = 1; round < 100; round++) {
      const told = await conversation.giveResults(modelOf(kind), 'tool', at(round % 2 === 0 ? first : second))
      expect([round, told.status, told.callIds.length]).toEqual([round, 200, 1])
    }
    const told = await conversation.giveResults(modelOf(kind), 'reply=done')
    expect(told.text).toContain('done')
  },
)

it('goes on where there is no bucket at all', async () => {
  await rig.dropStash()
  const conversation = new Conversation('openai-chat', at(first), THINKING['openai-chat'])
  const asked = await conversation.say(modelOf('gemini-generate'), 'tool')
  expect(asked.callIds).toHaveLength(1)
  conversation.forget()
  const told = await conversation.giveResults(modelOf('gemini-generate'), 'reply=done', at(second))
  expect(told.text).toContain('done')
  await rig.makeStash()
})
