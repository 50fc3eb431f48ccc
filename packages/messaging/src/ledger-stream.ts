import type { StreamOptions } from './ensure-stream.js'
import { STREAM_SUBJECTS, STREAMS } from './names.js'

const DAY_MS = 86_400_000
const TWO_MINUTES_MS = 120_000

/**
 * Stream LEDGER, billing's: money moves other than usage, price versions and revocations, which a database restored from
 * an older backup lacks. Full, it refuses; the outbox keeps what was refused.
 * @param options.maxAgeMs longer than the distance between two backups
 */
export const ledgerStream = (options: { maxBytes: number; maxAgeMs?: number }): StreamOptions => ({
  name: STREAMS.ledger,
  subjects: [STREAM_SUBJECTS[STREAMS.ledger]],
  discard: 'new',
  maxBytes: options.maxBytes,
  maxAgeMs: options.maxAgeMs ?? 90 * DAY_MS,
  duplicateWindowMs: TWO_MINUTES_MS,
})
