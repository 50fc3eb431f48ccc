import { z } from 'zod'

/**
 * What every KV record starts with. `key` is the record's own name in the bucket: a reader drops a record that lies
 * under another name (a service can make the server store an answer elsewhere, NATS permissions do not stop that).
 * A newer (epoch, version) replaces an older one, never the other way round; `isDeleted` is a deletion.
 */
export const recordHeader = {
  v: z.number().int().min(1),
  key: z.string().min(1).max(256),
  /** ledger_epoch of the database that wrote it. */
  epoch: z.number().int().min(0),
  /** Grows with each change of the row. */
  version: z.number().int().min(0),
  isDeleted: z.boolean().default(false),
}

/** KV buckets; admin-api's projector alone writes them. */
export const BUCKETS = { catalog: 'catalog', keys: 'keys' } as const

/** Written last after a complete projection: a load without it is never served. */
export const READY_KEY = 'meta.ready'

/** Rewritten every 5 s: shows that the feed lives. */
export const HEARTBEAT_KEY = 'meta.heartbeat'

/** Orders two records of one key. @returns true if `next` may replace `current` */
export const isNewerRecord = (
  next: { epoch: number; version: number },
  current: { epoch: number; version: number } | undefined,
): boolean =>
  current === undefined ||
  next.epoch > current.epoch ||
  (next.epoch === current.epoch && next.version >= current.version)
