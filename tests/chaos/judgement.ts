import { setTimeout as sleep } from 'node:timers/promises'
import { judge } from './oracle.js'
import { LEASE_GRACE_MS, LEASE_TTL_MS, LEASE_WAIT_MS } from './rig.js'
import type { Broken, Run } from './run.js'
import { DEATH } from './run-faults.js'
import { servedFromStaleLeases } from './stale-leases.js'
import { triedTampering } from './tampering.js'

/** L4: after everything works again. L7: beyond the time to live, and beyond the grace period where a gateway is dead for good. */
const LATE_AFTER_MS = 30_000
/** What is not there by then never comes: lost, and not late. */
const LOST_AFTER_MS = 150_000
const LOOK_MS = 250

/** Everything that must hold once all parts work and nobody calls. */
export async function judgeRound(run: Run): Promise<void> {
  const { books, truths, observations, records, acts } = run
  const healthySince = performance.now()
  await untilBooked(run, LOST_AFTER_MS)
  const drainedMs = performance.now() - healthySince
  run.drainedMs = Math.max(run.drainedMs, drainedMs)
  const broken: Broken[] = judge({ observations, truths: truths.truths(), settlements: await books.settlements() })
  if (broken.length === 0 && drainedMs > (run.options.lateAfterMs ?? LATE_AFTER_MS))
    broken.push({ invariant: 'L4', kind: 'late', detail: `the books were complete after ${drainedMs} ms` })
  const stale = servedFromStaleLeases(observations, {
    records,
    leaseTtlMs: run.options.leaseTtlMs ?? LEASE_TTL_MS,
    leaseWaitMs: LEASE_WAIT_MS,
  })
  const rows = [...(await books.brokenRows()), ...(await books.wrongMoves(acts.asked))]
  run.broken.push(
    ...broken,
    ...stale.map(({ ref }) => ({ invariant: 'X04', kind: 'stale', detail: `${ref} was served from a stale lease` })),
    ...rows.map(toBroken),
    ...(await books.deadLetters()).map((letter) => ({
      invariant: 'L4',
      kind: 'dead letter',
      detail: JSON.stringify(letter),
    })),
  )
}

/**
 * Resolves once every call that the upstream saw is in the books, or after `timeoutMs`. Asks for those that are missing
 * alone: links to the bus run through this process, and a look at everything would silence them.
 */
async function untilBooked({ books, truths, observations, booked, stop }: Run, timeoutMs: number): Promise<void> {
  const refs = new Set(observations.map(({ ref }) => ref))
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const missing = truths
      .truths()
      .flatMap(({ requestId, ref }) => (refs.has(ref) && !booked.has(requestId) ? [requestId] : []))
    for (const id of missing.length === 0 ? [] : await books.known(missing)) booked.add(id)
    if (missing.every((id) => booked.has(id)) || performance.now() > deadline || stop.aborted) return
    await sleep(LOOK_MS)
  }
}

/** L12, while everything breaks. @throws while the books cannot be read */
export async function watchJournals({ journals, books, broken }: Run): Promise<void> {
  for (const { ref, requestId } of await journals.findForgotten(books.known)) {
    const detail = `${requestId} was answered to its end, and is in no journal and in no book`
    broken.push({ invariant: 'L12', kind: 'lost', detail: `${ref}: ${detail}` })
  }
}

/** L8, by trying. */
export async function judgeRights({ rig, broken }: Run): Promise<void> {
  broken.push(...(await triedTampering(rig.stack.databases)).map(toBroken))
}

/** @returns milliseconds until nothing was held */
export async function untilReleased({ books, broken, options, records }: Run): Promise<number> {
  const since = performance.now()
  const isOneDead = records.some(({ kind }) => kind === DEATH)
  const lifeMs = (options.leaseTtlMs ?? LEASE_TTL_MS) + (isOneDead ? LEASE_GRACE_MS : 0)
  const boundMs = lifeMs + (options.lateAfterMs ?? LATE_AFTER_MS)
  const elapsedMs = (): number => performance.now() - since
  while ((await books.heldNanos()) !== 0n) {
    if (elapsedMs() > boundMs) {
      const [nanos, holders] = await Promise.all([books.heldNanos(), books.holders()])
      const detail = `${nanos} nanos are held for ever: ${JSON.stringify(holders)}`
      broken.push({ invariant: 'L7', kind: 'held', detail })
      break
    }
    await sleep(LOOK_MS)
  }
  return elapsedMs()
}

export const toBroken = ({ invariant, row }: { invariant: string; row: unknown }): Broken => ({
  invariant,
  kind: 'row',
  detail: JSON.stringify(row),
})
