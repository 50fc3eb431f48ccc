// `npm run bench:translate --workspace=@tollgate/tests`, part of `npm run bench`: what translation costs. Streams through
// the real gateway with everything on, beside a bare proxy in the same run; whole bodies beside JSON.parse and
// JSON.stringify of the same bytes. CPU alone is measured, so that what else the machine does counts little.
//   node bench/translate.mjs --rounds 3
// Build first (npm run build): what runs is dist/.
import { parseArgs } from 'node:util'
import { startChild } from './child.mjs'
import { startInstallation } from './installation.mjs'
import { runBench } from './run-bench.mjs'
import { median } from './statistics.mjs'
import { fixed, times, toTable, verdict } from './table.mjs'
import { measureBodies, measureReading } from './translate-bodies.mjs'
import { CHANNELS, DIALECTS, measurePair } from './translate-streams.mjs'

/** Of issue 5: chunks beside a bare proxy's, bodies beside plain JSON, a conversation ten times as long. */
const TARGETS = { chunkCpu: 3, body: 5, growth: 12 }

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '3' } } })
const rounds = Number(values.rounds)
const say = (text) => console.error(text)
await runBench(async (own) => {
  say('bodies …')
  const bodies = toBodiesReport(measureBodies(), measureReading())
  console.log(`${toStreamsReport(await measureStreams(own))}\n\n${bodies}`)
})

/** @returns one entry a pair: { client, upstream, bare, gateway, ratio }, medians of the rounds */
async function measureStreams(own) {
  const upstream = own(await startChild('translate-upstream.mjs'))
  const load = own(await startChild('load.mjs'))
  const bareProxy = own(await startChild('bare-proxy.mjs', [`http://127.0.0.1:${upstream.ready.port}`]))
  say('starting NATS, PostgreSQL, billing, admin-api and gateway …')
  const { stack, key } = await startInstallation(upstream.ready.port, CHANNELS)
  own(stack)
  const bare = { pid: bareProxy.pid, origin: `http://127.0.0.1:${bareProxy.ready.port}`, headers: {} }
  const headers = { authorization: `Bearer ${key}`, 'anthropic-version': '2023-06-01' }
  const gateway = { pid: stack.apps.gateway.pid, origin: stack.origin, headers }

  const pairs = DIALECTS.flatMap((to) => DIALECTS.map((client) => ({ client, upstream: to })))
  const crossing = pairs.filter(({ client, upstream: to }) => client !== to)
  const samples = new Map(crossing.map((pair) => [pair, []]))
  say('warming up …')
  for (const to of DIALECTS) await measurePair(load, bare, { client: to, upstream: to })
  for (const pair of crossing) await measurePair(load, gateway, pair)
  for (let round = 1; round <= rounds; round += 1) {
    say(`streams: round ${round} of ${rounds}`)
    for (const to of DIALECTS) {
      const bareMs = await measurePair(load, bare, { client: to, upstream: to })
      for (const pair of crossing.filter((one) => one.upstream === to)) {
        const gatewayMs = await measurePair(load, gateway, pair)
        samples.get(pair).push({ bare: bareMs, gateway: gatewayMs, ratio: gatewayMs / bareMs })
      }
    }
  }
  return crossing.map((pair) => {
    const own = samples.get(pair)
    return { ...pair, ...Object.fromEntries(['bare', 'gateway', 'ratio'].map((name) => [name, medianOf(own, name)])) }
  })
}

function medianOf(samples, name) {
  return median(samples.map((sample) => sample[name]))
}

function toStreamsReport(pairs) {
  const rows = pairs.map(({ client, upstream, bare, gateway, ratio }) => [
    `${client} → ${upstream}`,
    ...[fixed(bare), fixed(gateway), times(ratio), `≤ ${TARGETS.chunkCpu}x`, verdict(ratio, TARGETS.chunkCpu)],
  ])
  const head = ['client → upstream', 'bare proxy', 'gateway', 'ratio', 'target', '']
  return `CPU ms per 1,000 translated chunks, medians of ${rounds} rounds.\n\n${toTable(head, rows)}`
}

function toBodiesReport(pairs, reading) {
  const rows = pairs.map(({ client, upstream, requestRatio, answerRatio, growth }) => [
    `${client} → ${upstream}`,
    ...[times(requestRatio), verdict(requestRatio, TARGETS.body)],
    ...[times(answerRatio), verdict(answerRatio, TARGETS.body)],
    ...[times(growth), verdict(growth, TARGETS.growth)],
  ])
  const limits = [
    `request ≤ ${TARGETS.body}x`,
    '',
    `answer ≤ ${TARGETS.body}x`,
    '',
    `1,000 turns ≤ ${TARGETS.growth}x`,
    '',
  ]
  return [
    'Bodies: parsed, decoded, encoded and written as the other dialect, beside JSON.parse and JSON.stringify of the same',
    `bytes; a conversation of 1,000 turns beside one of 100. Every body is first read with care (${times(reading)} of the same).`,
    '',
    toTable(['client → upstream', ...limits], rows),
  ].join('\n')
}
