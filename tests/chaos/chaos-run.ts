import { setTimeout as sleep } from 'node:timers/promises'
import { waitUntil } from '@tollgate/testkit'
import { openBus } from './bus.js'
import { busFaults } from './bus-faults.js'
import { startCallers } from './callers.js'
import type { Fault, Scenery } from './fault.js'
import { judgeRound, watchJournals } from './judgement.js'
import { raiseLimit } from './limits.js'
import { linkFaults } from './link-faults.js'
import { processFaults } from './process-faults.js'
import type { ChaosOptions, Run } from './run.js'
import { DEATH, type FaultRecord, killsOf, runFaults } from './run-faults.js'
import { between, oneOf, seededRandom } from './seeded-random.js'
import { storeFaults } from './store-faults.js'

const WARM_UP_MS = 180_000
/** To the gateway that is left. */
const CALLS_AFTER_DEATH_MS = 1_000
/** A run that does not get its calls and kills together ends all the same. */
const MAX_STRETCH = 2
const ACT_EVERY_MS: [number, number] = [300, 1_500]
const RAISE_EVERY_MS: [number, number] = [1_000, 3_000]
const WATCH_EVERY_MS: [number, number] = [200, 500]

const isBroken = (run: Run): boolean => run.broken.length > 0 || run.stop.aborted

export const isOver = (run: Run): boolean => isBroken(run) || isEnough(run, run.records)

/** @param records all faults so far */
function isEnough({ options, observations, startedAt }: Run, records: readonly FaultRecord[]): boolean {
  const { durationMs, maxMs = durationMs * MAX_STRETCH, calls = 0, kills = 0 } = options
  const elapsedMs = performance.now() - startedAt
  if (elapsedMs > maxMs) return true
  return elapsedMs >= durationMs && observations.length >= calls && killsOf(records) >= kills
}

/** Calls, money that moves, and faults for a while, then silence, then the judgement over all calls so far. */
export async function playRound(run: Run): Promise<void> {
  const { options, rig, payers } = run
  const random = seededRandom(options.seed + run.records.length)
  const callers = startCallers({
    origins: rig.stack.gateways.map(({ origin }) => origin),
    payers: payers.all,
    model: rig.scene.model,
    random: seededRandom(options.seed + run.observations.length + 1),
    callsPerSecond: options.callsPerSecond,
    onEnd: (observation) => void run.observations.push(observation),
  })
  const ended = new AbortController()
  const beside = [
    nowAndThen(ACT_EVERY_MS, ended.signal, () => run.acts.act()),
    nowAndThen(RAISE_EVERY_MS, ended.signal, () => raiseLimit(rig.stack, oneOf(payers.limits, Math.random))),
    nowAndThen(WATCH_EVERY_MS, ended.signal, () => watchJournals(run)),
  ]
  const roundEndsAt = performance.now() + options.roundMs
  try {
    await waitUntil(() => !options.isWarmFirst || isWarm(run), { timeoutMs: WARM_UP_MS, what: 'leases of the rich' })
    const goesOn = (records: readonly FaultRecord[]): boolean =>
      !isBroken(run) && performance.now() < roundEndsAt && !isEnough(run, [...run.records, ...records])
    const scenery: Scenery = { ...rig, bus: openBus(rig.stack), random }
    const onEnded = (detail: string): void => void run.broken.push({ invariant: 'P', kind: 'ended', detail })
    run.records.push(...(await runFaults({ ...options, scenery, faults: faultsOf(scenery, options), goesOn, onEnded })))
    if (options.endsWithDeath !== false && isOver(run) && !isBroken(run))
      run.records.push(await dieForGood(run, random))
  } finally {
    ended.abort()
    await Promise.all([callers.stop(), ...beside])
  }
  if (!isBroken(run)) await judgeRound(run)
}

const isWarm = ({ payers, rig, observations }: Run): boolean =>
  payers.all
    .filter(({ purse }) => purse === 'rich')
    .flatMap(({ keys }) => keys)
    .every((key) =>
      rig.stack.gateways.every((_, index) =>
        observations.some((one) => one.key === key && one.gatewayIndex === index && one.sawTerminal),
      ),
    )

/** A control meets only the faults under which it shows. */
function faultsOf(scenery: Scenery, { only, sabotage }: ChaosOptions): Fault[] {
  const kinds = sabotage?.under ?? only
  return [processFaults, busFaults, storeFaults, linkFaults]
    .flatMap((faultsIn) => faultsIn(scenery))
    .filter(({ kind }) => kinds === undefined || kinds.includes(kind))
}

/** SIGKILL amid calls, without a next life. What it left behind is the other gateway's from now on. */
async function dieForGood({ rig }: Run, random: () => number): Promise<FaultRecord> {
  const index = between(random, 0, rig.stack.gateways.length - 1)
  const fromMs = Date.now()
  await rig.stack.gateways[index]?.app.kill()
  await sleep(CALLS_AFTER_DEATH_MS)
  return { kind: DEATH, parts: [`gateway-${index + 1}`], kills: 1, fromMs, toMs: Date.now() }
}

/** Whoever is asked may be away: then it did not happen, or nobody heard of it. */
async function nowAndThen(everyMs: [number, number], signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await sleep(between(Math.random, ...everyMs), undefined, { signal }).catch(() => {})
    if (!signal.aborted) await work().catch(() => {})
  }
}
