import { randomUUID } from 'node:crypto'
import { cp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { waitUntil } from '@tollgate/testkit'
import pg from 'pg'
import { type Books, openBooks } from './audit-evidence.js'
import { copyBuild } from './build-copy.js'
import { openBus } from './bus.js'
import { startCallers } from './callers.js'
import type { Fault, Scenery } from './fault.js'
import { linkFaults } from './link-faults.js'
import type { Observation } from './observation.js'
import { judge } from './oracle.js'
import { createPayers, type GrantAsked, grantTwice, type Payer } from './payers.js'
import { processFaults } from './process-faults.js'
import { LEASE_TTL_MS, LEASE_WAIT_MS, openRig, type Rig } from './rig.js'
import { type FaultRecord, runFaults } from './run-faults.js'
import type { Sabotage } from './sabotage.js'
import { type SampledViolation, startSampler } from './sampler.js'
import { between, seededRandom } from './seeded-random.js'
import { servedFromStaleLeases } from './stale-leases.js'
import { storeFaults } from './store-faults.js'
import { keepTruthBook, type TruthBook } from './truth-book.js'

export interface ChaosOptions {
  seed: number
  /** Faults go on at least so long, and until so many calls were made and processes killed. */
  durationMs: number
  calls?: number
  kills?: number
  /** Even without them it ends after this; default twice `durationMs`. */
  maxMs?: number
  callsPerSecond: number
  /** Between two looks at everything, for which the calls stop. */
  roundMs: number
  maxGapMs: number
  /** Kinds of faults; absent: all. */
  only?: readonly string[]
  /** Never two faults at once. */
  isOneAtATime?: boolean
  /** Calls before the first fault; default 0. */
  warmUpCalls?: number
  /** Default {@link LEASE_TTL_MS}. */
  leaseTtlMs?: number
  /** In the end a gateway is killed and does not come back: the other one has to finish its journal. Default true. */
  endsWithDeath?: boolean
  sabotage?: Sabotage
}

/** Something that must never be, whoever saw it. */
export interface Broken {
  invariant: string
  kind: string
  detail: string
}

export interface ChaosReport {
  seed: number
  durationMs: number
  observations: readonly Observation[]
  records: readonly FaultRecord[]
  /** Snapshots that the sampler looked at. */
  samples: number
  broken: readonly Broken[]
  /** The longest that the books took to be complete, after everything worked again. */
  drainedMs: number
  /** Until nothing was held any more. */
  releasedMs: number
  /** Faults that this machine cannot have. */
  missingFaults: readonly string[]
}

/** L4: after everything works again. */
const DRAIN_MS = 30_000
/** L7, beyond the time to live: all gateways live, or the journals of the dead are adopted. */
const RELEASE_SPARE_MS = 30_000
const LOOK_MS = 250
const WARM_UP_MS = 60_000
/** To the gateway that is left. */
const CALLS_AFTER_DEATH_MS = 1_000
/** A run that does not get its calls and kills together ends all the same. */
const MAX_STRETCH = 2
const GRANT_EVERY_MS: [number, number] = [300, 2_000]
const GRANT_AMOUNT = '0.01'

/** One run: an installation of its own, calls and faults, and the judgement. Ends at the first thing that is broken. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { seed, sabotage } = options
  const build = await copyBuild(sabotage?.name ?? 'product', sabotage?.patches)
  const clockFile = join(tmpdir(), `tollgate-clock-${randomUUID()}`)
  let rig: Rig | undefined
  try {
    rig = await openRig({ dirs: build.dirs, clockFile, leaseTtlMs: options.leaseTtlMs ?? LEASE_TTL_MS })
    for (const sql of sabotage?.sql ?? []) await runAsOwner(rig.stack.databases.superuser, sql)
    const report = await runIn(rig, options)
    if (report.broken.length > 0 && sabotage === undefined) await keepLogs(rig, seed)
    return report
  } finally {
    await rig?.close()
    await build.remove()
    await rm(clockFile, { force: true })
  }
}

async function runIn(rig: Rig, options: ChaosOptions): Promise<ChaosReport> {
  const { stack, scene } = rig
  const startedAt = performance.now()
  const payers = await createPayers(scene)
  const origins = stack.gateways.map(({ origin }) => origin)
  for (const payer of payers) await scene.untilOffered(payer, 'chat', origins)
  const books = openBooks(stack.databases.superuser)
  const truths = keepTruthBook(scene.upstream)
  const sampler = startSampler(stack.databases.superuser)
  const run: Run = {
    options,
    rig,
    payers,
    books,
    truths,
    stop: sampler.signal,
    observations: [],
    records: [],
    grants: [],
    broken: [],
    drainedMs: 0,
    startedAt,
  }
  let releasedMs = 0
  try {
    while (!isOver(run)) await playRound(run)
    if (run.broken.length === 0 && !run.stop.aborted) releasedMs = await untilReleased(run)
    if (run.stop.aborted) run.broken.push(brokenBySampler(run.stop.reason))
    return {
      seed: options.seed,
      durationMs: performance.now() - startedAt,
      observations: run.observations,
      records: run.records,
      samples: await sampler.stop(),
      broken: run.broken,
      drainedMs: run.drainedMs,
      releasedMs,
      missingFaults: [...(rig.disk ? [] : ['fill disk']), ...(rig.clock ? [] : ['step clock'])],
    }
  } finally {
    truths.stop()
    await sampler.stop().catch(() => {})
    await books.close()
  }
}

interface Run {
  options: ChaosOptions
  rig: Rig
  payers: readonly Payer[]
  books: Books
  truths: TruthBook
  /** The sampler saw something. */
  stop: AbortSignal
  observations: Observation[]
  records: FaultRecord[]
  grants: GrantAsked[]
  broken: Broken[]
  drainedMs: number
  startedAt: number
}

const isOver = (run: Run): boolean => run.broken.length > 0 || run.stop.aborted || isEnough(run, run.records)

/** @param records all faults so far */
function isEnough({ options, observations, startedAt }: Run, records: readonly FaultRecord[]): boolean {
  const { durationMs, maxMs = durationMs * MAX_STRETCH, calls = 0, kills = 0 } = options
  const elapsedMs = performance.now() - startedAt
  if (elapsedMs > maxMs) return true
  return elapsedMs >= durationMs && observations.length >= calls && killsOf(records) >= kills
}

export const killsOf = (records: readonly FaultRecord[]): number => records.reduce((sum, { kills }) => sum + kills, 0)

/** Calls and faults for a while, then silence, then the judgement over all calls so far. */
async function playRound(run: Run): Promise<void> {
  const { options, rig, payers, stop } = run
  const random = seededRandom(options.seed + run.records.length)
  const callers = startCallers({
    origins: rig.stack.gateways.map(({ origin }) => origin),
    payers,
    model: rig.scene.model('chat'),
    random: seededRandom(options.seed + run.observations.length + 1),
    callsPerSecond: options.callsPerSecond,
    onEnd: (observation) => void run.observations.push(observation),
  })
  const ended = new AbortController()
  const granting = grantNowAndThen(run, ended.signal)
  const roundEndsAt = performance.now() + options.roundMs
  try {
    const scenery: Scenery = { ...rig, bus: openBus(rig.stack), random }
    await waitUntil(() => run.observations.length >= (options.warmUpCalls ?? 0), { timeoutMs: WARM_UP_MS })
    const goesOn = (records: readonly FaultRecord[]): boolean =>
      !stop.aborted && performance.now() < roundEndsAt && !isEnough(run, [...run.records, ...records])
    const faults = weighed(
      [...processFaults(scenery), ...storeFaults(scenery), ...linkFaults(scenery)].filter(
        ({ kind }) => options.only === undefined || options.only.includes(kind),
      ),
      options.sabotage,
    )
    const onEnded = (detail: string): void => void run.broken.push({ invariant: 'P', kind: 'ended', detail })
    run.records.push(...(await runFaults({ ...options, scenery, faults, goesOn, onEnded })))
    if (options.endsWithDeath !== false && isOver(run) && !stop.aborted) run.records.push(await dieForGood(run, random))
  } finally {
    ended.abort()
    await Promise.all([callers.stop(), granting])
  }
  if (!stop.aborted) await judgeRound(run)
}

/** SIGKILL amid calls, without a next life. What it left behind is the other gateway's from now on. */
async function dieForGood({ rig }: Run, random: () => number): Promise<FaultRecord> {
  const index = between(random, 0, rig.stack.gateways.length - 1)
  const fromMs = Date.now()
  await rig.stack.gateways[index]?.app.kill()
  await sleep(CALLS_AFTER_DEATH_MS)
  return { kind: 'kill gateway for good', parts: [`gateway-${index + 1}`], kills: 1, fromMs, toMs: Date.now() }
}

/** A control is looked for where it shows: its own faults come more often, the others stay. */
const weighed = (faults: readonly Fault[], sabotage: Sabotage | undefined): Fault[] =>
  faults.map((fault) =>
    sabotage?.favours.includes(fault.kind) === true ? { ...fault, weight: fault.weight * 10 } : fault,
  )

async function grantNowAndThen({ rig, payers, options, grants }: Run, signal: AbortSignal): Promise<void> {
  const random = seededRandom(options.seed + 2)
  const poor = payers.filter(({ purse }) => purse === 'poor')
  while (!signal.aborted) {
    await sleep(between(random, ...GRANT_EVERY_MS), undefined, { signal }).catch(() => {})
    const payer = poor[between(random, 0, poor.length - 1)]
    if (payer !== undefined && !signal.aborted) grants.push(await grantTwice(rig.scene, payer, GRANT_AMOUNT))
  }
}

async function judgeRound(run: Run): Promise<void> {
  const { books, truths, observations, records } = run
  const healthySince = performance.now()
  let broken: Broken[] = []
  do {
    broken = judge({ observations, truths: truths.truths(), settlements: await books.settlements() })
    if (broken.length === 0) break
    await sleep(LOOK_MS)
  } while (performance.now() - healthySince < DRAIN_MS && !run.stop.aborted)
  run.drainedMs = Math.max(run.drainedMs, performance.now() - healthySince)
  const stale = servedFromStaleLeases(observations, {
    records,
    leaseTtlMs: run.options.leaseTtlMs ?? LEASE_TTL_MS,
    leaseWaitMs: LEASE_WAIT_MS,
  })
  run.broken.push(
    ...broken,
    ...stale.map(({ ref }) => ({ invariant: 'X04', kind: 'stale', detail: `${ref} was served from a stale lease` })),
    ...[...(await books.brokenSums()), ...(await books.wrongGrants(run.grants))].map(toBroken),
    ...(await books.deadLetters()).map((letter) => ({
      invariant: 'L4',
      kind: 'dead letter',
      detail: JSON.stringify(letter),
    })),
  )
}

/** @returns milliseconds until nothing was held */
async function untilReleased({ books, broken, options }: Run): Promise<number> {
  const since = performance.now()
  const elapsedMs = (): number => performance.now() - since
  while ((await books.heldNanos()) !== 0n) {
    if (elapsedMs() > (options.leaseTtlMs ?? LEASE_TTL_MS) + RELEASE_SPARE_MS) {
      broken.push({ invariant: 'L7', kind: 'held', detail: `${await books.heldNanos()} nanos are held for ever` })
      break
    }
    await sleep(LOOK_MS)
  }
  return elapsedMs()
}

const toBroken = ({ invariant, row }: { invariant: string; row: unknown }): Broken => ({
  invariant,
  kind: 'row',
  detail: JSON.stringify(row),
})

const brokenBySampler = (reason: unknown): Broken => toBroken(reason as SampledViolation)

/** What the processes said in a run that failed, beside the copies of builds. */
async function keepLogs({ stack }: Rig, seed: number): Promise<void> {
  const dir = fileURLToPath(new URL(`../artifacts/chaos-logs/${seed}`, import.meta.url))
  await cp(stack.logDir, dir, { recursive: true })
  console.log(`logs: ${dir}`)
}

async function runAsOwner(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
