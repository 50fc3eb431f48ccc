import { callIn } from '@tollgate/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
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

const FENCED = '```json\n{"city":"Wuhan"}\n```'
const ask = async (more: object, isStreamed: boolean): Promise<string> => {
  const response = await callIn({ url: gateway.url, key: rig.apiKey }, 'openai-chat', {
    model: UPSTREAM_KINDS['anthropic-messages'].model,
    script: `reply=${encodeURIComponent(FENCED)},chunks=7`,
    isStreamed,
    more,
  })
  const text = await response.text()
  if (!isStreamed) return JSON.parse(text).choices[0].message.content
  const chunks = text.split('\n\n').flatMap((line) => (line.startsWith('data: {') ? [JSON.parse(line.slice(6))] : []))
  return chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')
}

it.each([false, true])(
  'JSON that was asked for in words comes without its code fence; streamed %s',
  async (isStreamed) => {
    expect(await ask({ response_format: { type: 'json_object' } }, isStreamed)).toBe('{"city":"Wuhan"}')
    expect(await ask({}, isStreamed)).toBe(FENCED)
  },
)
