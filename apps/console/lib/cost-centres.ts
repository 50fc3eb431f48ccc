import { formatNanos, parseNanos } from './money'

/** What one cost centre is charged. */
export interface CostCentreSum {
  /** null: courses that name none, and calls without a course. */
  costCentre: string | null
  courseCount: number
  calls: bigint
  /** Decimal text. */
  amount: string
}

interface Section {
  courseId: string
  costCentre?: string | null
  calls: string
  amount: string
}

/** Courses of a statement added up by whom they are charged to; by name, those without one last. */
export function sumByCostCentre(sections: readonly Section[]): CostCentreSum[] {
  const sums = new Map<string | null, { courseCount: number; calls: bigint; nanos: bigint }>()
  for (const { courseId, costCentre = null, calls, amount } of sections) {
    const sum = sums.get(costCentre) ?? { courseCount: 0, calls: 0n, nanos: 0n }
    sum.courseCount += courseId === '' ? 0 : 1
    sum.calls += BigInt(calls)
    sum.nanos += parseNanos(amount) ?? 0n
    sums.set(costCentre, sum)
  }
  return [...sums]
    .map(([costCentre, { nanos, ...sum }]) => ({ costCentre, ...sum, amount: formatNanos(nanos) }))
    .sort((a, b) => (a.costCentre === null ? 1 : b.costCentre === null ? -1 : a.costCentre.localeCompare(b.costCentre)))
}
