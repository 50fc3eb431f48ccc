import type { Stack } from '@tollgate/testkit'
import { openLimitDesk } from '../support/limits.js'

/** A limit that is short and raised now and then. */
export interface ChaosLimit {
  limitId: string
  subject: object
  period: string
  /** What it was set to last, currency units. */
  units: number
}

const RAISE_UNITS = 0.02

/** Asks for it once; whoever should answer may be down, and then it stays as it was, or was raised unheard. */
export async function raiseLimit(stack: Stack, limit: ChaosLimit): Promise<void> {
  limit.units += RAISE_UNITS // never lowered, whatever was heard of the last time
  const desk = await openLimitDesk(stack)
  try {
    await desk.setLimit(limit.subject, limit.units, { limitId: limit.limitId, period: limit.period })
  } finally {
    await desk.close()
  }
}
