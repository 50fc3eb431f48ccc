// `npm run bench`: our gateway with everything on beside a bare proxy, in one run on one machine. Ratios count; absolute
// figures belong to the machine.
//   npm run bench:proxy --workspace=@tollgate/tests -- --rounds 5 --seconds 4 --slow-mb 100 --tries 20
// Build first (npm run build): what runs is dist/.
import { parseArgs } from 'node:util'
import { startChild } from './child.mjs'
import { startInstallation } from './installation.mjs'
import { measureJson, measureRevocation, measureSlowReader, measureStreams } from './measure.mjs'
import { leaveFirstCore, withFirstCore } from './own-core.mjs'
import { toReport } from './report.mjs'
import { runBench } from './run-bench.mjs'
import { medianOf } from './statistics.mjs'

/** JavaScript is compiled while it runs: until then a call costs twice what it costs for the rest of a day. */
const WARM_UP = { windowMs: 3_000, least: 4, most: 20, settledShare: 0.97 }

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
    'slow-mb': { type: 'string', default: '100' },
    tries: { type: 'string', default: '20' },
  },
})
const rounds = Number(values.rounds)
const durationMs = Number(values.seconds) * 1_000

const hasOwnCore = leaveFirstCore()
const say = (text) => console.error(text)
await runBench(async (own) => {
  const upstream = own(await startChild('upstream.mjs'))
  const load = own(await startChild('load.mjs'))
  const bareProxy = own(await startChild('bare-proxy.mjs', [`http://127.0.0.1:${upstream.ready.port}`]))
  say('starting NATS, PostgreSQL, billing, admin-api and gateway …')
  const { stack, token, key } = await startInstallation(upstream.ready.port)
  own(stack)
  const bare = { name: 'bare', pid: bareProxy.pid, origin: `http://127.0.0.1:${bareProxy.ready.port}`, headers: {} }
  const headers = { authorization: `Bearer ${key}` }
  const gateway = { name: 'gateway', pid: stack.apps.gateway.pid, origin: stack.origin, headers }

  const json = await inRounds('JSON', [bare, gateway], (target, ms = durationMs) => measureJson(load, target, ms))
  const streams = await inRounds('streams', [bare, gateway], (target) => measureStreams(load, target))
  say(`${values['slow-mb']} MB to a reader of 1 MB/s …`)
  const slow = await measureSlowReader(load, gateway, Number(values['slow-mb']))
  say(`${values.tries} revocations …`)
  const revocations = []
  for (let index = 0; index < Number(values.tries); index += 1) {
    revocations.push(await measureRevocation({ origin: stack.origin, token }))
  }
  console.log(toReport({ json, streams, slow, revocations, rounds, hasOwnCore }))
})

/** Until two windows in a row cost no less than the best one before them. */
async function warmUp(measure) {
  const costs = []
  const isSettled = () =>
    costs.length >= WARM_UP.least &&
    Math.min(...costs.slice(-2)) >= Math.min(...costs.slice(0, -2)) * WARM_UP.settledShare
  while (costs.length < WARM_UP.most && !isSettled()) {
    const { cpuMicrosPerCall, cpuMsPerThousand } = await measure(WARM_UP.windowMs)
    costs.push(cpuMicrosPerCall ?? cpuMsPerThousand)
  }
}

/** Side by side, round by round, after a warm-up. @returns { bare, gateway }: medians of the rounds */
async function inRounds(what, targets, measure) {
  const alone = (target, ...rest) => withFirstCore(target.pid, () => measure(target, ...rest))
  for (const target of targets) await warmUp((ms) => alone(target, ms))
  const samples = Object.fromEntries(targets.map(({ name }) => [name, []]))
  for (let round = 1; round <= rounds; round += 1) {
    say(`${what}: round ${round} of ${rounds}`)
    for (const target of targets) samples[target.name].push(await alone(target))
  }
  return Object.fromEntries(targets.map(({ name }) => [name, medianOf(samples[name])]))
}
