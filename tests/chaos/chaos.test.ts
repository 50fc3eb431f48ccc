// Two gateways, two billings, real servers, and everything of RELIABILITY 8 that can be done to them, at random. See
// oracle.ts for what must hold afterwards, sampler-process.mjs for what must hold at every moment.
import { describe, expect, it } from 'vitest'
import { runChaos } from './chaos.js'
import { killsOf } from './run-faults.js'
import { SABOTAGES, type Sabotage } from './sabotage.js'
import { IS_LONG, SETTINGS } from './settings.js'
import { summaryOf } from './summary.js'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const ROUND_MS = 2 * MINUTE_MS
const { seed, minutes, calls, kills } = IS_LONG ? SETTINGS : { ...SETTINGS, minutes: 0.6, calls: 400, kills: 4 }
const durationMs = (minutes ?? 1) * MINUTE_MS
/** Calls fail, and the run judges between rounds: asked for so many, more have to be begun. */
const SPARE = 1_600
const MIN_PER_SECOND = 40
const MAX_PER_SECOND = 100
const callsPerSecond = Math.min(MAX_PER_SECOND, Math.max(MIN_PER_SECOND, ((calls ?? 0) / durationMs) * SPARE))
/** Many calls need parts that work for a while, and leases that are worth their price. */
const PACE = IS_LONG ? { maxGapMs: 12_000, leaseTtlMs: 10_000 } : { maxGapMs: 1_500 }
/** A machine that is busy with other things gets them together all the same, later. */
const SLOWEST_CALLS_PER_SECOND = 10
const SLOWEST_KILL_MS = 20 * SECOND_MS
const maxMs = Math.max(
  2 * durationMs,
  ((calls ?? 0) / SLOWEST_CALLS_PER_SECOND) * SECOND_MS,
  (kills ?? 0) * SLOWEST_KILL_MS,
)

/** Seconds are measured by the long form; the short one runs beside other suites. */
const LATE_AFTER_MS = IS_LONG ? 30_000 : 120_000

/** What issue 4 names; the long form has them all. */
const SHORT_CONTROLS: readonly Sabotage[] = [
  SABOTAGES.fireAndForget,
  SABOTAGES.deletedOnPubAck,
  SABOTAGES.readCheckWrite,
  SABOTAGES.noUniqueUsage,
]
const controls = IS_LONG ? Object.values<Sabotage>(SABOTAGES) : SHORT_CONTROLS

describe.sequential('chaos', () => {
  it('loses nothing, takes nothing twice, overdraws nobody and holds nothing in the end', {
    timeout: maxMs * 2 + 5 * MINUTE_MS,
  }, async () => {
    console.log(`seed ${seed}`)
    const report = await runChaos({
      seed,
      durationMs,
      maxMs,
      ...(calls !== undefined && { calls }),
      ...(kills !== undefined && { kills }),
      callsPerSecond,
      roundMs: ROUND_MS,
      ...PACE,
      lateAfterMs: LATE_AFTER_MS,
      ...(IS_LONG && { onRound: (soFar) => console.log(JSON.stringify(soFar)) }),
    })
    console.log(summaryOf(report))
    expect(report.broken).toEqual([])
    expect(killsOf(report.records)).toBeGreaterThanOrEqual(kills ?? 0)
    expect(report.observations.length).toBeGreaterThanOrEqual(calls ?? 0)
    expect(report.observations.filter(({ sawTerminal }) => sawTerminal)).not.toEqual([])
    expect(report.samples).toBeGreaterThan(0)
  })

  it.each(controls)('negative control: $name is noticed', { timeout: 10 * MINUTE_MS }, async (sabotage) => {
    const report = await runChaos({
      seed,
      durationMs: 4 * MINUTE_MS,
      callsPerSecond: 100,
      roundMs: 20_000,
      maxGapMs: 500,
      endsWithDeath: false, // after a death money may be held for the grace period, and what is held for ever looks the same
      sabotage,
    })
    const { name, showsAs } = sabotage
    const caught = report.broken.find(({ invariant }) => showsAs.includes(invariant))
    const afterS = Math.round(report.durationMs / SECOND_MS)
    console.log(`${name}: caught by ${caught?.invariant} after ${afterS} s: ${caught?.detail}`)
    if (caught === undefined) console.log(summaryOf(report), report.broken)
    expect(caught).toBeDefined()
  })
})
