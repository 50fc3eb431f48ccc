import { setTimeout as sleep } from 'node:timers/promises'
import { bringBack, type Fault, type Scenery } from './fault.js'
import { between } from './seeded-random.js'

const TWO_AT_ONCE = 0.3

/** One fault that happened. Times are milliseconds since the epoch. */
export interface FaultRecord {
  kind: string
  parts: readonly string[]
  kills: number
  fromMs: number
  toMs: number
}

/** Of a gateway that does not come back. */
export const DEATH = 'kill gateway for good'

export const killsOf = (records: readonly FaultRecord[]): number => records.reduce((sum, { kills }) => sum + kills, 0)

export interface FaultRun {
  scenery: Scenery
  faults: readonly Fault[]
  /** No fault begins after it says no; those under way are healed. */
  goesOn(records: readonly FaultRecord[]): boolean
  /** Between two faults, at most. */
  maxGapMs: number
  isOneAtATime?: boolean
  /** A process that nobody killed has ended. */
  onEnded(what: string): void
}

/** Draws faults by their weights, one at a time, now and then two that do not touch the same part. */
export async function runFaults({
  scenery,
  faults,
  goesOn,
  maxGapMs,
  isOneAtATime,
  onEnded,
}: FaultRun): Promise<FaultRecord[]> {
  const { random, stack } = scenery
  const records: FaultRecord[] = []
  const apps = [...[...stack.gateways, ...stack.billings].map(({ app }) => app), stack.apps['admin-api']]
  while (goesOn(records)) {
    const first = draw(faults, random)
    const apart = faults.filter(({ parts }) => !parts.some((part) => first.parts.includes(part)))
    const drawn = !isOneAtATime && random() < TWO_AT_ONCE && apart.length > 0 ? [first, draw(apart, random)] : [first]
    const done = await Promise.allSettled(drawn.map(runOne))
    for (const one of done) if (one.status === 'rejected') throw one.reason
    records.push(...done.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])))
    for (const app of apps.filter(({ isRunning }) => !isRunning)) {
      onEnded(`${app.name} ended by itself: ${app.tail()}`)
      await bringBack(app)
    }
    await sleep(between(random, 0, maxGapMs))
  }
  await Promise.all(apps.map((app) => bringBack(app)))
  return records
}

async function runOne({ kind, parts, kills, run }: Fault): Promise<FaultRecord> {
  const fromMs = Date.now()
  try {
    await run()
  } catch (error) {
    throw new Error(`what "${kind}" broke did not come back`, { cause: error })
  }
  return { kind, parts, kills, fromMs, toMs: Date.now() }
}

function draw(faults: readonly Fault[], random: () => number): Fault {
  let left = random() * faults.reduce((sum, { weight }) => sum + weight, 0)
  for (const fault of faults) {
    left -= fault.weight
    if (left < 0) return fault
  }
  const last = faults.at(-1)
  if (last === undefined) throw new Error('no faults to draw from')
  return last
}
