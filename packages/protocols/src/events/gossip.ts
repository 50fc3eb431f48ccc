import { z } from 'zod'

/** Version of the gossip; unknown fields are ignored. */
export const GOSSIP_VERSION = 1

/** Core NATS, to every gateway: no stream keeps it, what is lost is told again. */
export const GOSSIP_SUBJECT = 'gossip.v1.limits'

/** At most so many uses in one message; the others follow in the next one. */
export const GOSSIP_MAX_USES = 2_000
export const GOSSIP_MAX_FACTS = 1_000

const count = z.number().finite()

/** Id of what is counted; requests and tokens since the gateway started, calls under way, requests and tokens of the last minute. */
export const gossipUseSchema = z.tuple([z.string().max(400), count, count, count, count, count])
export type GossipUse = z.infer<typeof gossipUseSchema>

/** What a gateway made of a target (`<channel>/<key>`) or a channel; `restMs` null: until an administrator acts. */
export const healthFactSchema = z.object({
  id: z.string().max(100),
  recordVersion: z.number().int().min(0),
  state: z.enum(['closed', 'cooling', 'broken', 'disabled']),
  restMs: z.number().min(0).nullable(),
})
export type HealthFact = z.infer<typeof healthFactSchema>

/** What one gateway tells all others about twice a second, and at once where a limit is near. */
export const gossipSchema = z.object({
  v: z.number().int().min(1),
  nodeId: z.string().min(1).max(64),
  /** Of this run of the node: its sums began at 0. */
  bootId: z.string().min(1).max(64),
  /** Grows with each message of a run. */
  seq: z.number().int().min(1),
  /** An answer is wanted at once. */
  isHurried: z.boolean().default(false),
  /** By node, of which run the message up to which all is known: each message holds all that is not confirmed. */
  acks: z.record(z.string().max(64), z.object({ bootId: z.string().max(64), seq: z.number().int().min(0) })),
  uses: z.array(gossipUseSchema).max(GOSSIP_MAX_USES),
  facts: z.array(healthFactSchema).max(GOSSIP_MAX_FACTS),
})
export type Gossip = z.infer<typeof gossipSchema>
