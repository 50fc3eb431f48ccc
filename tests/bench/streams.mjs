// `npm run bench:streams --workspace=@tollgate/tests`: a thousand streams at once through one gateway process, beside a bare
// proxy in the same run, each with a core of its own while it is measured.
//   node bench/streams.mjs --streams 1000 --interval 250 --rounds 5
// Build first (npm run build): what runs is dist/.
import { parseArgs } from 'node:util'
import { startChild } from './child.mjs'
import { MODEL, startInstallation } from './installation.mjs'
import { leaveFirstCore, withFirstCore } from './own-core.mjs'
import { metered } from './process-meter.mjs'
import { runBench } from './run-bench.mjs'
import { median } from './statistics.mjs'
import { fixed, toTable, verdict } from './table.mjs'

const MOST_MEMORY_MB = 300
const MOST_DELAY_RATIO = 2
/** Streams do not begin in one instant. */
const RAMP_MS = 2_000
const BYTES_PER_MB = 1024 ** 2
const { values } = parseArgs({
  options: {
    streams: { type: 'string', default: '1000' },
    /** Milliseconds between two chunks of one stream. */
    interval: { type: 'string', default: '250' },
    rounds: { type: 'string', default: '5' },
  },
})
const connections = Number(values.streams)
const hasOwnCore = leaveFirstCore()
await runBench(async (own) => {
  const upstream = own(await startChild('upstream.mjs'))
  const load = own(await startChild('load.mjs'))
  const bare = own(await startChild('bare-proxy.mjs', [`http://127.0.0.1:${upstream.ready.port}`]))
  const { stack, key } = await startInstallation(upstream.ready.port, undefined, {
    MAX_INFLIGHT_PER_KEY: String(connections), // one key stands for many people
    MAX_INFLIGHT: String(2 * connections),
  })
  own(stack)
  const targets = [
    { name: 'bare proxy', pid: bare.pid, origin: `http://127.0.0.1:${bare.ready.port}`, headers: {} },
    {
      ...{ name: 'gateway', pid: stack.apps.gateway.pid, origin: stack.origin },
      headers: { authorization: `Bearer ${key}` },
    },
  ]
  const samples = targets.map(() => [])
  await measure(load, targets[1], Math.min(connections, 200)) // JavaScript is compiled while it runs
  for (let round = 0; round < Number(values.rounds); round++)
    for (const [index, target] of targets.entries()) samples[index].push(await measure(load, target, connections))
  const [of, by] = samples.map((each) => ({
    p50Ms: median(each.map(({ p50Ms }) => p50Ms)),
    p99Ms: median(each.map(({ p99Ms }) => p99Ms)),
    peakMb: Math.max(...each.map(({ peakMb }) => peakMb)),
    chunks: each[0].chunks,
  }))
  console.log(`${connections} streams at once, a chunk every ${values.interval} ms each, ${by.chunks} chunks a round`)
  if (!hasOwnCore) console.log('all processes share all cores: what else runs is measured as well')
  console.log(
    toTable(
      ['', 'p50 ms', 'p99 ms', 'peak MB'],
      targets.map(({ name }, index) => {
        const { p50Ms, p99Ms, peakMb } = [of, by][index]
        return [name, fixed(p50Ms, 2), fixed(p99Ms, 2), fixed(peakMb, 0)]
      }),
    ),
  )
  const ratio = by.p99Ms / of.p99Ms
  console.log(
    `delay of a chunk at p99: ${fixed(ratio, 2)} × the bare proxy, ${verdict(ratio, MOST_DELAY_RATIO)} (at most ${MOST_DELAY_RATIO})`,
  )
  console.log(
    `memory of the gateway: ${fixed(by.peakMb, 0)} MB, ${verdict(by.peakMb, MOST_MEMORY_MB)} (below ${MOST_MEMORY_MB})`,
  )
})

async function measure(load, { pid, origin, headers }, streams) {
  const messages = [{ role: 'user', content: `hello @@interval=${values.interval}@@` }]
  const body = JSON.stringify({
    model: MODEL,
    max_tokens: 200,
    stream: true,
    stream_options: { include_usage: true },
    messages,
  })
  const call = {
    ...{ type: 'streams', origin, path: '/v1/chat/completions', body, connections: streams, rampMs: RAMP_MS },
    headers: { ...headers, 'content-type': 'application/json' },
  }
  const { result, peakRssBytes } = await withFirstCore(pid, () => metered(pid, () => load.ask(call)))
  return { ...result, peakMb: peakRssBytes / BYTES_PER_MB }
}
