import type { StreamOptions } from './ensure-stream.js'
import { STREAM_SUBJECTS, STREAMS } from './names.js'

const MAX_BYTES = 16 * 1024 ** 2
const DAY_MS = 86_400_000
const DUPLICATE_WINDOW_MS = 10_000

/** Stream REFUSALS, admin-api's: calls that were turned away. Full, the oldest go: nothing hangs on them. */
export const refusalStream = (): StreamOptions => ({
  name: STREAMS.refusals,
  subjects: [STREAM_SUBJECTS[STREAMS.refusals]],
  discard: 'old',
  maxBytes: MAX_BYTES,
  maxAgeMs: DAY_MS,
  duplicateWindowMs: DUPLICATE_WINDOW_MS,
})
