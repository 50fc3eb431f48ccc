import type { StreamOptions } from './ensure-stream.js'
import { STREAM_SUBJECTS, STREAMS } from './names.js'

const MAX_BYTES = 64 * 1024 ** 2
const DAY_MS = 86_400_000
const DUPLICATE_WINDOW_MS = 10_000

/** Stream HEALTH, admin-api's: what gateways saw of channels. Old news may be dropped; the next report repeats it. */
export const healthStream = (): StreamOptions => ({
  name: STREAMS.health,
  subjects: [STREAM_SUBJECTS[STREAMS.health]],
  discard: 'old',
  maxBytes: MAX_BYTES,
  maxAgeMs: DAY_MS,
  duplicateWindowMs: DUPLICATE_WINDOW_MS,
})
