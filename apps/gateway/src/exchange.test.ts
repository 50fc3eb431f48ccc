import { afterAll, beforeAll, expect, it } from 'vitest'
import { GatewayRig, IDS, type TestGateway, UNIT } from './testing/gateway-rig.js'

let rig: GatewayRig
let gateway: TestGateway
beforeAll(async () => {
  rig = await GatewayRig.start()
  gateway = await rig.gateway()
})
afterAll(() => rig.close())

it('answers, says what it cost, and publishes the exact usage under its own id', async () => {
  const response = await gateway.chat('reply=hi,prompt-tokens=7,completion-tokens=3')
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({ choices: [{ message: { content: 'hi' } }] })
  expect(response.headers.get('x-tollgate-cost')).toBe('3')
  const requestId = response.headers.get('x-request-id') ?? ''
  expect(requestId).toMatch(/^[0-9a-f-]{36}$/)
  expect(await rig.eventOf(requestId)).toMatchObject({
    quantities: { inputTokens: 7, outputTokens: 3 },
    provenance: 'reported',
    status: 'completed',
    priceVersionId: IDS.price,
    channelId: IDS.channel,
    payerId: IDS.payer,
    reservedNanos: 100n * UNIT,
    attempts: 1,
  })
  expect(rig.upstream.truth().at(-1)?.requestId).toBe(requestId)
})

it('streams, and the usage chunk is seen only by those who asked', async () => {
  const response = await gateway.chat('chunks=5,completion-tokens=5', { body: { stream: true } })
  const text = await response.text()
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  expect(text).toContain('data: [DONE]')
  expect(text).not.toContain('"usage":{')
  expect(await rig.eventOf(response.headers.get('x-request-id') ?? '')).toMatchObject({
    quantities: { outputTokens: 5 },
    isStreamed: true,
  })
  const asked = await gateway.chat('chunks=5', { body: { stream: true, stream_options: { include_usage: true } } })
  expect(await asked.text()).toContain('"usage":{')
})
