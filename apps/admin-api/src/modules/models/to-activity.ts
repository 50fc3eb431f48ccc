import type { ActivityRow } from '../traffic/model-activity.repository.js'
import { spreadOf } from '../traffic/spread.js'
import type { ModelActivity } from './models.types.js'

/** Sums of a day → what is told of a model; without calls every figure is 0 samples, none is invented. */
export const toActivity = (row: ActivityRow | null): ModelActivity => ({
  calls: row?.calls ?? 0n,
  completedCalls: row?.completedCalls ?? 0n,
  duration: spreadOf(row?.durationCounts ?? null),
  firstByte: spreadOf(row?.firstByteCounts ?? null),
})
