// Clients of Responses that leave `store` on name the items of earlier turns, as the AI SDK does unless told otherwise.
import { mintApiKey } from '@tollgate/protocols/credentials'
import { waitUntil } from '@tollgate/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { putUpstreams, UPSTREAM_KINDS } from './testing/dialect-calls.js'
import { GatewayRig, IDS, type TestGateway } from './testing/gateway-rig.js'

const STRANGER = mintApiKey('u')
const MODELS = (['openai-chat', 'openai-responses', 'anthropic-messages', 'gemini-generate'] as const).map(
  (dialect) => UPSTREAM_KINDS[dialect].model,
)

let rig: GatewayRig
let gateway: TestGateway
let other: TestGateway
beforeAll(async () => {
  rig = await GatewayRig.start()
  await rig.makeStash()
  putUpstreams(rig)
  rig.putKey({ keyId: IDS.otherGroup, userId: IDS.otherGroup }, STRANGER)
  await rig.project()
  gateway = await rig.gateway()
  other = await rig.gateway({ NODE_ID: 'g2' })
})
afterAll(() => rig.close())

interface Item {
  id: string
  type: string
}
const ask = async (body: object, { at = gateway, key = rig.apiKey } = {}) => {
  const response = await fetch(`${at.url}/v1/responses`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ max_output_tokens: 50, ...body }),
  })
  return { status: response.status, text: await response.text() }
}
const outputOf = (text: string): Item[] => {
  const last = /^data: (.*"response\.completed".*)$/m.exec(text)?.[1]
  return last === undefined ? JSON.parse(text).output : JSON.parse(last).response.output
}
const named = (items: readonly Item[]) => items.map(({ id }) => ({ type: 'item_reference', id }))
const question = { role: 'user', content: 'Who? @@script:reply=Ada Lovelace@@' }
const next = { role: 'user', content: 'And who else?' }
const lastBody = (): string => JSON.stringify(rig.upstream.truth().at(-1)?.body)

describe.each(MODELS)('on %s', (model) => {
  it.each([false, true])('a turn that is only named is put in, on any gateway (stream: %s)', async (stream) => {
    const first = await ask({ model, stream, input: [question] })
    expect([first.status, first.text]).toEqual([200, expect.stringContaining('Ada Lovelace')])
    for (const at of [gateway, other]) {
      // what one gateway has just kept reaches the others a moment later
      await waitUntil(async () => {
        const { status } = await ask({ model, input: [question, ...named(outputOf(first.text)), next] }, { at })
        return status === 200
      })
      expect(lastBody()).not.toContain('item_reference')
      expect(lastBody().split('Ada Lovelace')).toHaveLength(3) // the script's own, and the turn
    }
  })

  it('not for another user, and not where the client keeps its conversation itself', async () => {
    const first = await ask({ model, input: [question] })
    const unkept = await ask({ model, store: false, input: [question] })
    for (const [items, key] of [
      [outputOf(first.text), STRANGER],
      [outputOf(unkept.text), rig.apiKey],
    ] as const) {
      const second = await ask({ model, input: [...named(items), next] }, { key })
      expect(second.status).toBe(400)
      expect(second.text).not.toContain('Ada Lovelace')
    }
  })
})
