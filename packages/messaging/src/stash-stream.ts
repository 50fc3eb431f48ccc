import type { StreamOptions } from './ensure-stream.js'
import { bucketStream } from './names.js'

const BUCKET = 'stash'
const MAX_BYTES = 256 * 1024 ** 2
const DAY_MS = 86_400_000
const DUPLICATE_WINDOW_MS = 1_000

export const STASH_STREAM = bucketStream(BUCKET)

/** Where an entry stands. @param key letters, digits, - and _ */
export const stashSubject = (key: string): string => `$KV.${BUCKET}.${key}`

/**
 * Bucket `stash`: reasoning state of earlier turns by tool-call id, which clients of other dialects cannot carry. The one
 * bucket that gateways write, a cache: what is oldest gives way, and losing it costs quality, never a call.
 */
export const stashStream = (): StreamOptions => ({
  name: STASH_STREAM,
  subjects: [stashSubject('>')],
  discard: 'old',
  maxBytes: MAX_BYTES,
  maxAgeMs: DAY_MS,
  duplicateWindowMs: DUPLICATE_WINDOW_MS,
  maxPerSubject: 1,
})
