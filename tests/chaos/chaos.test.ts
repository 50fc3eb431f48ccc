// Two gateways, two billings, real servers, and everything of RELIABILITY 8 that can be done to them, at random. See
// oracle.ts for what must hold afterwards, sampler-process.mjs for what must hold at every moment.
import { randomInt } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type ChaosOptions, killsOf, runChaos } from './chaos.js'
import { SABOTAGES, type Sabotage } from './sabotage.js'
import { summaryOf } from './summary.js'

const SEED = Number(process.env.CHAOS_SEED ?? randomInt(2 ** 31))
const MINUTES = Number(process.env.CHAOS_MINUTES ?? 0)
const IS_LONG = MINUTES > 0
const SHORT_MS = 60_000
const CONTROL_MS = 60_000

const limits: Pick<ChaosOptions, 'calls' | 'kills'> = {
  ...(process.env.CHAOS_CALLS !== undefined && { calls: Number(process.env.CHAOS_CALLS) }),
  ...(process.env.CHAOS_KILLS !== undefined && { kills: Number(process.env.CHAOS_KILLS) }),
}
const durationMs = IS_LONG ? MINUTES * 60_000 : SHORT_MS
const callsPerSecond = Math.min(150, Math.max(40, ((limits.calls ?? 0) / durationMs) * 1_300))

describe.sequential('chaos', () => {
  it('loses nothing, takes nothing twice, overdraws nobody and holds nothing in the end', {
    timeout: durationMs * 3 + 300_000,
  }, async () => {
    console.log(`seed ${SEED}`)
    const report = await runChaos({
      seed: SEED,
      durationMs,
      ...limits,
      callsPerSecond,
      roundMs: IS_LONG ? 120_000 : SHORT_MS,
      maxGapMs: 1_500,
    })
    console.log(summaryOf(report))
    expect(report.broken).toEqual([])
    expect(killsOf(report.records)).toBeGreaterThan(0)
    expect(report.observations.filter(({ sawTerminal }) => sawTerminal).length).toBeGreaterThan(durationMs / 200)
    expect(report.samples).toBeGreaterThan(0)
  })

  const controls: Sabotage[] = Object.values(SABOTAGES)
  it.each(controls)('negative control: $name is noticed', { timeout: CONTROL_MS * 3 + 300_000 }, async (sabotage) => {
    const report = await runChaos({
      seed: SEED,
      durationMs: CONTROL_MS,
      callsPerSecond: 60,
      roundMs: 20_000,
      maxGapMs: 500,
      sabotage,
    })
    const [first] = report.broken
    console.log(
      `${sabotage.name}: ${first?.invariant} after ${Math.round(report.durationMs / 1_000)} s: ${first?.detail}`,
    )
    expect(report.broken.filter(({ invariant }) => sabotage.showsAs.includes(invariant))).not.toEqual([])
  })
})
