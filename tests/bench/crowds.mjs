// `npm run bench:crowds --workspace=@tollgate/tests`: what callers notice of others who hold connections and send next to
// nothing (RELIABILITY C01, C02, C07).
//   node bench/crowds.mjs --rounds 5 --seconds 4
// Build first (npm run build): what runs is dist/.
import { parseArgs } from 'node:util'
import { startChild } from './child.mjs'
import { startInstallation } from './installation.mjs'
import { callOf } from './measure.mjs'
import { leaveFirstCore, withFirstCore } from './own-core.mjs'
import { rssBytesOf } from './process-meter.mjs'
import { runBench } from './run-bench.mjs'
import { median } from './statistics.mjs'
import { fixed, toMib, toTable, verdict } from './table.mjs'

const MOST_RATIO = 2
/** Less than the gateway can do: what is looked for is a wait, not the end of its strength. */
const CALLERS = 4
const CROWDS = [
  { id: 'C01', says: '500 that never end their headers', kind: 'headers', count: 500 },
  { id: 'C02', says: '200 bodies of a byte a second', kind: 'bodies', count: 200 },
  { id: 'C07', says: '5,000 idle connections', kind: 'idle', count: 5_000 },
]
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '4' } },
})
const durationMs = Number(values.seconds) * 1_000
leaveFirstCore()
await runBench(async (own) => {
  const upstream = own(await startChild('upstream.mjs'))
  const load = own(await startChild('load.mjs'))
  const crowd = own(await startChild('crowd.mjs'))
  const { stack, key } = await startInstallation(upstream.ready.port)
  own(stack)
  const { pid } = stack.apps.gateway
  const call = { ...callOf({ origin: stack.origin, headers: { authorization: `Bearer ${key}` } }) }
  const body = JSON.stringify({ model: 'bench/model', messages: [{ role: 'user', content: 'hello' }] })
  const measure = () =>
    withFirstCore(pid, async () => {
      const { p99Ms } = await load.ask({ type: 'json', ...call, body, connections: CALLERS, durationMs })
      return p99Ms
    })
  const rises = Object.fromEntries(CROWDS.map(({ id }) => [id, []]))
  const samples = { alone: [], ...Object.fromEntries(CROWDS.map(({ id }) => [id, []])) }
  for (let index = 0; index < 3; index++) await measure() // JavaScript is compiled while it runs
  for (let round = 0; round < Number(values.rounds); round++) {
    samples.alone.push(await measure())
    for (const { id, kind, count } of CROWDS) {
      const { port } = new URL(stack.origin)
      const before = rssBytesOf(pid)
      const joined = await crowd.ask({ type: 'gather', port: Number(port), count, kind, key })
      rises[id].push(rssBytesOf(pid) - before)
      samples[id].push(await measure())
      const stayed = await crowd.ask({ type: 'leave' })
      if (Math.min(joined, stayed) < count) throw new Error(`${id}: ${joined} came and ${stayed} stayed of ${count}`)
    }
  }
  const alone = median(samples.alone)
  console.log(
    toTable(
      ['beside', 'p99 ms', 'ratio', `at most ${MOST_RATIO}`, 'most MiB'],
      [
        ['nobody', fixed(alone, 2), '', '', ''],
        ...CROWDS.map(({ id, says }) => {
          const p99Ms = median(samples[id])
          const ratio = p99Ms / alone
          const mib = toMib(Math.max(...rises[id]))
          return [`${id}: ${says}`, fixed(p99Ms, 2), fixed(ratio, 2), verdict(ratio, MOST_RATIO), mib]
        }),
      ],
    ),
  )
})
