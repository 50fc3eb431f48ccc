import { z } from 'zod'
import { uuid } from './common.js'

/** Stream HEALTH, subject `health.v1.<channelId>`: what a gateway saw of a channel or one of its keys. */
export const channelHealthSchema = z.object({
  v: z.number().int().min(1),
  nodeId: z.string().min(1).max(64),
  channelId: uuid,
  /** Absent: the channel as a whole. */
  channelKeyId: uuid.nullish(),
  state: z.enum(['ok', 'cooling', 'disabled']),
  /** Error code of the error table and, where known, the upstream's status: `401 from upstream`. No secrets. */
  reason: z.string().max(200),
  /** When it is tried again; absent where an admin must act. RFC 3339. */
  until: z.iso.datetime().nullish(),
  at: z.iso.datetime(),
})
export type ChannelHealth = z.infer<typeof channelHealthSchema>

export const healthSubject = (channelId: string): string => `health.v1.${channelId}`

const JOURNAL_HEALTH = 'health.v1.journal.'

/**
 * Stream HEALTH, subject `health.v1.journal.<nodeId>`: whether usage waits in the journals of a gateway. Told on every
 * change, and now and then all the time, because a word may be lost.
 */
export const journalHealthSchema = z.object({
  v: z.number().int().min(1),
  nodeId: z.string().min(1).max(64),
  /** `amber`: a long or old backlog; `red`: nothing can be written, so that calls are refused (RELIABILITY 4.9). */
  state: z.enum(['ok', 'amber', 'red']),
  /** Events that the stream does not have yet, those of adopted journals included. */
  pending: z.number().int().min(0),
  oldestSeconds: z.number().int().min(0),
  /** Other nodes whose journals this one has taken over: it answers for them. */
  adoptedNodeIds: z.array(z.string().min(1).max(64)).max(1_000).default([]),
  at: z.iso.datetime(),
})
export type JournalHealth = z.infer<typeof journalHealthSchema>

export const journalHealthSubject = (nodeId: string): string => `${JOURNAL_HEALTH}${nodeId}`
export const isJournalHealth = (subject: string): boolean => subject.startsWith(JOURNAL_HEALTH)
