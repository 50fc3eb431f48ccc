import { BUCKETS } from '@tollgate/protocols/events'

/** JetStream streams. USAGE and LEDGER are billing's, HEALTH and REFUSALS admin-api's: only the owner creates and configures. */
export const STREAMS = { usage: 'USAGE', ledger: 'LEDGER', health: 'HEALTH', refusals: 'REFUSALS' } as const
export type StreamName = (typeof STREAMS)[keyof typeof STREAMS]

/** The one subject filter of each stream; single subjects are built by `usageSubject`, `healthSubject` and `refusalSubject`. */
export const STREAM_SUBJECTS: Record<StreamName, string> = {
  USAGE: 'usage.v1.>',
  LEDGER: 'ledger.v1.>',
  HEALTH: 'health.v1.>',
  REFUSALS: 'refusal.v1.>',
}

/** Durable consumers: every billing process is a member of `usage`, every admin-api of `health` and `refusals`. */
export const CONSUMERS = { usage: 'billing', health: 'admin-api', refusals: 'admin-api' } as const

/** Queue groups of request/reply: one member answers. */
export const QUEUES = { billing: 'billing', gateway: 'gateway' } as const

export type BucketName = (typeof BUCKETS)[keyof typeof BUCKETS]

const MIB = 1024 ** 2

/** About 500 bytes a key record and 2 KB a catalog record, with their markers: far above a campus, still a limit. */
export const BUCKET_MAX_BYTES: Record<BucketName, number> = { catalog: 64 * MIB, keys: 256 * MIB }

/** The stream under a KV bucket. */
export const bucketStream = (bucket: string): string => `KV_${bucket}`
