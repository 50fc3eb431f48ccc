import { z } from 'zod'
import { rateLimitsSchema } from './catalog.js'
import { uuid } from './common.js'
import { recordHeader } from './projection.js'

/** Why a key does not work; `active` works. Keys are never deleted. */
export const apiKeyState = z.enum(['active', 'disabled', 'revoked', 'leaked'])
export type ApiKeyState = z.infer<typeof apiKeyState>

/**
 * Bucket `keys`. Name: the SHA-256 of the key in hex (credentials/hash-api-key); for the secretless key of the
 * playground `id.<keyId>`, which a ticket names. No names, mail addresses or other personal data.
 */
export const apiKeyRecordSchema = z.object({
  ...recordHeader,
  keyId: uuid,
  kind: z.enum(['secret', 'playground']),
  userId: uuid,
  /** The wallet or pool that pays. */
  payerId: uuid,
  groupId: uuid,
  courseId: uuid.nullish(),
  /** `disabled` also while the owner or the group is: one record tells all. */
  state: apiKeyState,
  expiresAt: z.iso.datetime().nullish(),
  /** Absent: every model of the group. */
  modelNames: z.array(z.string().max(256)).max(1_000).nullish(),
  /** CIDR ranges; absent: from anywhere. */
  allowedAddresses: z.array(z.string().max(64)).max(100).nullish(),
  /** The owner's setting "accept models without a price". */
  acceptsUnpriced: z.boolean().default(false),
  /** A request that the target cannot carry whole is refused instead of sent with losses. */
  isStrict: z.boolean().default(false),
  /** The owner's tier; absent: the default one. */
  tier: z.string().max(64).nullish(),
  /** Of this key alone, over all models. */
  limits: rateLimitsSchema.nullish(),
  /** True only where an admin switched recording on AND the caller consented to the present text. */
  mayRecord: z.boolean().default(false),
})
export type ApiKeyRecord = z.infer<typeof apiKeyRecordSchema>

export const playgroundRecordKey = (keyId: string): string => `id.${keyId}`
