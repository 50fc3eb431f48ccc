// A campus at its largest: what a gateway holds in memory, and how soon it has it.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { mintApiKey } from '@tollgate/protocols/credentials'
import { waitUntil } from '@tollgate/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { GatewayRig, IDS, type TestGateway } from './testing/gateway-rig.js'

const KEYS = 50_000
const MODELS = 2_000
const CHANNELS = 1_000
const MODELS_A_CHANNEL = 20
/** About three times of what it takes. */
const MEMORY_MIB = 600
const MIB = 1024 ** 2

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')
const usedMiB = (): number => {
  collect()
  return process.memoryUsage().heapUsed / MIB
}
const idOf = (kind: number, n: number): string => `0190a0b0-000${kind}-7000-8000-${String(n).padStart(12, '0')}`
const modelName = (n: number): string => `campus/model-${n % MODELS}`

let rig: GatewayRig
let gateway: TestGateway
let loadedInMs: number
let grownMiB: number

beforeAll(async () => {
  rig = await GatewayRig.start()
  for (let n = 0; n < MODELS; n++) rig.putModel({ modelId: idOf(1, n), name: modelName(n) })
  for (let n = 0; n < CHANNELS; n++) {
    const models = Array.from({ length: MODELS_A_CHANNEL }, (_, i) => modelName(n * MODELS_A_CHANNEL + i))
    rig.putChannel({ channelId: idOf(2, n), name: `channel-${n}`, models })
  }
  for (let n = 0; n < KEYS; n++) rig.putKey({ key: n.toString(16).padStart(64, '0'), keyId: idOf(3, n) })
  await rig.project()
  const beforeMiB = usedMiB()
  const startedAtMs = performance.now()
  gateway = await rig.startGateway({ LOG_LEVEL: process.env.SCALE_LOG ?? 'silent' })
  await waitUntil(async () => (await fetch(`${gateway.healthUrl}/health/ready`)).status === 200, { timeoutMs: 90_000 })
  loadedInMs = performance.now() - startedAtMs
  grownMiB = usedMiB() - beforeMiB
}, 180_000)
afterAll(() => rig.close())

it(`X10: ${KEYS} keys, ${MODELS} models and ${CHANNELS} channels are loaded, in bounded memory`, async () => {
  console.log(`loaded in ${loadedInMs.toFixed(0)} ms, ${grownMiB.toFixed(0)} MiB of heap`)
  const models = (await (await gateway.get('/v1/models')).json()) as { data: unknown[] }
  expect(models.data.length).toBeGreaterThanOrEqual(MODELS)
  expect((await gateway.chat('completion-tokens=1', { body: { model: modelName(MODELS - 1) } })).status).toBe(200)
  expect(grownMiB).toBeLessThan(MEMORY_MIB)
})

it('X10: one change among all of them is seen', async () => {
  const late = mintApiKey('u')
  rig.putKey({ keyId: idOf(4, 1) }, late)
  await rig.project()
  const statusOf = async (): Promise<number> =>
    (await fetch(`${gateway.url}/v1/models`, { headers: { authorization: `Bearer ${late}` } })).status
  await waitUntil(async () => (await statusOf()) === 200)
  rig.putKey({ keyId: idOf(4, 1), state: 'revoked' }, late)
  rig.putModel({ modelId: IDS.freeModel, name: 'free', isActive: false, prices: [] })
  await rig.project()
  await waitUntil(async () => (await statusOf()) !== 200)
  await waitUntil(async () => !(await (await gateway.get('/v1/models')).text()).includes('"free"'))
})
