// One figure each. A `target` is what is measured: { name, pid, origin, headers }.
import { graphql } from './graphql.mjs'
import { MODEL } from './installation.mjs'
import { metered } from './process-meter.mjs'

const PATH = '/v1/chat/completions'
const JSON_CONNECTIONS = 32
const STREAM_CONNECTIONS = 200
const SLOW_BYTES_PER_SECOND = 1024 ** 2
const POLL_MS = 50
const MESSAGES = [
  { role: 'system', content: 'You are a patient tutor of optics.' },
  { role: 'user', content: 'Why does a lens made of glass bend red light less than blue light? Two sentences.' },
]

const bodyOf = (more) => JSON.stringify({ model: MODEL, messages: MESSAGES, ...more })
export const callOf = ({ origin, headers }) => ({
  origin,
  path: PATH,
  headers: { 'content-type': 'application/json', ...headers },
})

/** Requests per second, latency, and CPU of the target's process per request. */
export async function measureJson(load, target, durationMs) {
  const { result, cpuMs } = await metered(target.pid, () =>
    load.ask({ type: 'json', ...callOf(target), body: bodyOf({}), connections: JSON_CONNECTIONS, durationMs }),
  )
  const { perSecond, p50Ms, p99Ms, count } = result
  return { perSecond, p50Ms, p99Ms, cpuMicrosPerCall: (cpuMs * 1_000) / count }
}

/** Delay of each chunk since the upstream sent it, CPU per 1,000 chunks, peak memory. */
export async function measureStreams(load, target) {
  const body = bodyOf({ stream: true, stream_options: { include_usage: true } })
  const { result, cpuMs, peakRssBytes } = await metered(target.pid, () =>
    load.ask({ type: 'streams', ...callOf(target), body, connections: STREAM_CONNECTIONS }),
  )
  const { chunks, p50Ms, p99Ms } = result
  return { p50Ms, p99Ms, cpuMsPerThousand: (cpuMs * 1_000) / chunks, peakRssBytes }
}

/** How far memory rises while a large stream waits for a slow reader. */
export async function measureSlowReader(load, target, megabytes) {
  const messages = [{ role: 'user', content: `@@large=${megabytes}@@` }]
  const { result, rssRiseBytes } = await metered(target.pid, () =>
    load.ask({
      type: 'slowReader',
      ...callOf(target),
      body: bodyOf({ stream: true, messages }),
      bytesPerSecond: SLOW_BYTES_PER_SECOND,
    }),
  )
  return { ...result, rssRiseBytes }
}

/** From the answer to a revocation until the gateway refuses the key, in ms; polled every 50 ms. */
export async function measureRevocation({ origin, token }) {
  const caller = { token }
  const { createApiKey } = await graphql(
    origin,
    caller,
    'mutation { createApiKey(input: { name: "to be revoked" }) { apiKey { id } secret problems { message } } }',
  )
  const { apiKey, secret } = createApiKey
  const status = async () =>
    (await fetch(`${origin}/v1/models`, { headers: { authorization: `Bearer ${secret}` } })).status
  await until(async () => (await status()) === 200)
  const startedAt = performance.now()
  await graphql(
    origin,
    caller,
    'mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { problems { message } } }',
    { input: { id: apiKey.id, reason: 'benchmark' } },
  )
  await until(async () => (await status()) === 403)
  return performance.now() - startedAt
}

async function until(condition) {
  const deadline = performance.now() + 10_000
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('waited 10 s in vain')
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}
