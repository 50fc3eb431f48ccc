import { randomUUID } from 'node:crypto'
import { cp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { openBooks } from './audit-evidence.js'
import { copyBuild } from './build-copy.js'
import { isOver, playRound } from './chaos-run.js'
import { openJournalWatch } from './journal-watch.js'
import { judgeRights, toBroken, untilReleased } from './judgement.js'
import { openLedgerActs } from './ledger-acts.js'
import type { Observation } from './observation.js'
import { createPayers } from './payers.js'
import { LEASE_TTL_MS, openRig, type Rig } from './rig.js'
import type { Broken, ChaosOptions, Run } from './run.js'
import { type FaultRecord, killsOf } from './run-faults.js'
import { type SampledViolation, startSampler } from './sampler.js'
import { oneOf, seededRandom } from './seeded-random.js'
import { keepTruthBook } from './truth-book.js'
import { UPSTREAMS } from './upstreams.js'

export interface ChaosReport {
  seed: number
  durationMs: number
  observations: readonly Observation[]
  records: readonly FaultRecord[]
  /** Transactions of each kind. */
  kinds: Readonly<Record<string, number>>
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

/** Calls that may be refunded are among the last so many. */
const RECENT_CALLS = 500

/** One run: an installation of its own, calls and faults, and the judgement. Ends at the first thing that is broken. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { seed, sabotage } = options
  const build = await copyBuild(sabotage?.name ?? 'product', sabotage?.patches)
  const clockFile = join(tmpdir(), `tollgate-clock-${randomUUID()}`)
  let rig: Rig | undefined
  try {
    rig = await openRig({
      dirs: build.dirs,
      clockFile,
      leaseTtlMs: options.leaseTtlMs ?? LEASE_TTL_MS,
      gatewayEnv: sabotage?.gatewayEnv ?? {},
    })
    for (const sql of sabotage?.sql ?? []) await runAsOwner(rig.stack.databases.superuser, sql)
    const report = await runIn(rig, options)
    if (report.broken.length > 0 && sabotage === undefined) await keepLogs(rig, seed)
    return report
  } finally {
    await rig?.close()
    await build.remove()
    for (const suffix of ['gateway', 'billing']) await rm(`${clockFile}-${suffix}`, { force: true })
  }
}

async function runIn(rig: Rig, options: ChaosOptions): Promise<ChaosReport> {
  const { stack, scene } = rig
  const payers = await createPayers(scene, stack)
  const origins = stack.gateways.map(({ origin }) => origin)
  for (const payer of payers.all) for (const { name } of UPSTREAMS) await scene.untilOffered(payer, name, origins)
  const observations: Observation[] = []
  const actsRandom = seededRandom(options.seed + 2)
  const acts = await openLedgerActs({
    scene,
    payers: payers.all,
    random: actsRandom,
    finishedCall: () => {
      const finished = observations.slice(-RECENT_CALLS).filter(({ sawTerminal }) => sawTerminal)
      return finished.length === 0 ? undefined : oneOf(finished, actsRandom).requestId
    },
  })
  const books = openBooks(stack.databases.superuser)
  const truths = keepTruthBook(scene.upstream)
  const sampler = startSampler(stack.databases.superuser)
  const run: Run = {
    options,
    rig,
    payers,
    books,
    truths,
    acts,
    journals: openJournalWatch(stack.outboxDir, observations),
    stop: sampler.signal,
    observations,
    records: [],
    broken: [],
    booked: new Set(),
    drainedMs: 0,
    startedAt: performance.now(),
  }
  let releasedMs = 0
  try {
    while (!isOver(run)) {
      await playRound(run)
      const { records, broken } = run
      const soFar = { calls: observations.length, faults: records.length, kills: killsOf(records) }
      options.onRound?.({ ...soFar, broken: broken.length })
    }
    if (run.stop.aborted) run.broken.push(toBroken(run.stop.reason as SampledViolation))
    if (run.broken.length === 0) {
      releasedMs = await untilReleased(run)
      await judgeRights(run)
    }
    return {
      seed: options.seed,
      durationMs: performance.now() - run.startedAt,
      observations,
      records: run.records,
      kinds: await books.kinds().catch(() => ({})),
      samples: await sampler.stop(),
      broken: run.broken,
      drainedMs: run.drainedMs,
      releasedMs,
      missingFaults: missingIn(rig),
    }
  } finally {
    truths.stop()
    await sampler.stop().catch(() => {})
    await books.close()
  }
}

const missingIn = ({ disk, busDisk, clocks }: Rig): string[] => [
  ...(disk ? [] : ['fill disk']),
  ...(busDisk ? [] : ['fill bus disk']),
  ...(clocks ? [] : ['step clock', 'step billing clock']),
]

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
