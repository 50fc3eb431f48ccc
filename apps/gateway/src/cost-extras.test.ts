import { createSseParser } from '@tollgate/protocols/sse'
import { callIn, DIALECTS } from '@tollgate/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { putUpstreams, UPSTREAM_KINDS } from './testing/dialect-calls.js'
import { GatewayRig, type TestGateway } from './testing/gateway-rig.js'

let rig: GatewayRig
let gateway: TestGateway
beforeAll(async () => {
  rig = await GatewayRig.start()
  putUpstreams(rig)
  await rig.project()
  gateway = await rig.gateway()
})
afterAll(() => rig.close())

const PAIRS = DIALECTS.flatMap((client) => DIALECTS.map((upstream) => ({ client, upstream })))
const FORMS = ['whole', 'sse', 'json-array'] as const
type Form = (typeof FORMS)[number]
const COST = { 'x-tollgate-extras': 'cost' }

/** The JSON of an answer, message by message; a whole one is one. */
async function messagesOf(response: Response, form: Form): Promise<Record<string, unknown>[]> {
  const text = await response.text()
  if (form === 'whole') return [JSON.parse(text)]
  if (form === 'json-array') return JSON.parse(text)
  const parser = createSseParser()
  const messages = [...parser.push(Buffer.from(text)), ...parser.end()]
  return messages.filter(({ data }) => data !== '[DONE]').map(({ data }) => JSON.parse(data))
}

describe.each(PAIRS)('a client of $client on $upstream', ({ client, upstream }) => {
  const forms = FORMS.filter((form) => form !== 'json-array' || client === 'gemini-generate')

  it.each(forms)('is told the cost when it asks, and only then: %s', async (form) => {
    const call = {
      model: UPSTREAM_KINDS[upstream].model,
      script: 'completion-tokens=4,prompt-tokens=12',
      isStreamed: form !== 'whole',
      ...(form !== 'whole' && { form }),
    }
    const at = { url: gateway.url, key: rig.apiKey }
    const plain = await messagesOf(await callIn(at, client, call), form)
    expect(plain.filter(({ tollgate }) => tollgate !== undefined)).toEqual([])

    const response = await callIn(at, client, { ...call, headers: COST })
    const messages = await messagesOf(response, form)
    const last = messages.at(-1)
    const { quantities } = await rig.eventOf(response.headers.get('x-request-id') ?? '')
    expect(quantities.outputTokens).toBe(4)
    expect(last?.tollgate).toEqual({
      cost: String(quantities.outputTokens),
      balance: expect.stringMatching(/^\d+(\.\d+)?$/),
      request_id: response.headers.get('x-request-id'),
      estimated: false,
    })
    expect(messages.filter(({ tollgate }) => tollgate !== undefined)).toHaveLength(1)
    // beside it the answer is what it is without
    expect(last?.type ?? last?.object).toBe(plain.at(-1)?.type ?? plain.at(-1)?.object)
  })
})
