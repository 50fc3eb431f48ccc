import { z } from 'zod'

/** Version of the messages; unknown fields are ignored on both sides. */
export const STATUS_MESSAGE_VERSION = 1

/** Request subject that every gateway answers for itself: {@link gatewayStatusSchema}. */
export const STATUS_SUBJECT = 'gateway.status'

/** Most gateways that are listened to. */
export const STATUS_MAX_GATEWAYS = 256

export const GATEWAY_STATES = ['starting', 'ok', 'degraded', 'red', 'draining'] as const
export type GatewayState = (typeof GATEWAY_STATES)[number]

const count = z.number().min(0)

/** What one gateway says of itself, the same figures as its metrics. */
export const gatewayStatusSchema = z.object({
  v: z.number().int().min(1),
  nodeId: z.string().min(1).max(64),
  state: z.enum(GATEWAY_STATES),
  /** RFC 3339. */
  startedAt: z.iso.datetime(),
  /** Calls under way, streams among them. */
  inflightCalls: count,
  streams: count,
  /** Calls that wait for a place of a channel. */
  queuedCalls: count,
  /** Other gateways that it hears. */
  gossipPeers: count,
  leases: count,
  journal: z.object({
    /** Events that stream USAGE does not have yet, and since when. */
    pending: count,
    oldestSeconds: count,
    /** Events that billing has not said to have settled. */
    unsettled: count,
    /** Journals of dead gateways that it has taken over. */
    adopted: count,
  }),
  /** Since its catalog and keys were last told to be complete; null: never. */
  projectionStaleSeconds: count.nullable(),
})
export type GatewayStatus = z.infer<typeof gatewayStatusSchema>
