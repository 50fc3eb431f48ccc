// Billing dies again and again, amid settlements and amid acquires, while a second one lives. Judged by the oracle and the
// sampler of the chaos run.
import { expect, it } from 'vitest'
import { runChaos } from '../chaos/chaos.js'
import { killsOf } from '../chaos/run-faults.js'
import { IS_LONG, SETTINGS } from '../chaos/settings.js'
import { summaryOf } from '../chaos/summary.js'

const KILLS = IS_LONG ? 100 : 8
/** What is held outlasts each death. */
const LEASE_TTL_MS = 30_000
/** About what it takes, and what it may take on a machine that has much else to do. */
const DURATION_MS = IS_LONG ? 300_000 : 60_000
const MAX_MS = DURATION_MS * 5

/** In the long form: about two minutes, and the last lease is now and then given back later than L7 allows (docs/chaos.md). */
it.runIf(IS_LONG)(
  `P06 X02 SIGKILL of the billings ${KILLS} times, one at a time: one lease an id, one debit a call, the rich unaffected`,
  {
    timeout: MAX_MS + 180_000,
  },
  async () => {
    const report = await runChaos({
      seed: SETTINGS.seed,
      durationMs: 1,
      maxMs: MAX_MS,
      kills: KILLS,
      callsPerSecond: 60,
      roundMs: MAX_MS,
      maxGapMs: 300,
      only: ['kill billing'],
      isWarmFirst: true,
      leaseTtlMs: LEASE_TTL_MS,
      endsWithDeath: false,
      isOneAtATime: true,
    })
    console.log(summaryOf(report))
    expect(report.broken).toEqual([])
    expect(killsOf(report.records)).toBeGreaterThanOrEqual(KILLS)
    const rich = report.observations.filter(({ purse }) => purse === 'rich')
    expect(rich.length).toBeGreaterThan(KILLS)
    expect(rich.filter(({ status }) => status === 503)).toEqual([]) // they have leases, and one billing always lives
  },
)
