import type { ExclusionReason } from '@tollgate/protocols/events'

export type { ExclusionReason } from '@tollgate/protocols/events'

/** How often each reason was met in one decision. */
export type ExclusionCounts = Readonly<Partial<Record<ExclusionReason, number>>>

/** The same while it is counted. */
export type ExclusionTally = Partial<Record<ExclusionReason, number>>

export function exclude(tally: ExclusionTally, reason: ExclusionReason, count = 1): void {
  if (count > 0) tally[reason] = (tally[reason] ?? 0) + count
}

export function addCounts(tally: ExclusionTally, counts: ExclusionCounts): void {
  for (const [reason, count] of Object.entries(counts) as [ExclusionReason, number][]) exclude(tally, reason, count)
}
