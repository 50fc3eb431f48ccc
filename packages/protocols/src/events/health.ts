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
