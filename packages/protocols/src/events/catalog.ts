import { z } from 'zod'
import type { TargetTraits } from '../codec.js'
import { durationMs, ratioText, uuid } from './common.js'
import { nonNegativeNanosText } from './nanos-text.js'
import { recordHeader } from './projection.js'

/** Abilities of a model, told to users and used by the router. A model with `embedding` makes vectors and nothing else. */
export const ABILITIES = ['tools', 'vision', 'reasoning', 'json', 'audio', 'document', 'embedding'] as const
export type Ability = (typeof ABILITIES)[number]

/** Types of channel that this version can serve; what each is stands in the vendor table. */
export const CHANNEL_TYPES = [
  'openai-compatible',
  'openai',
  'openai-responses',
  'azure-openai',
  'anthropic',
  'gemini',
  'deepseek',
  'moonshot',
  'dashscope',
  'siliconflow',
  'openrouter',
  'vllm',
  'sglang',
  'tgi',
  'ollama',
  'fastchat',
] as const
export type ChannelType = (typeof CHANNEL_TYPES)[number]

/** Longest queue in front of one channel. */
export const QUEUE_LENGTH_MAX = 10_000

const tokens = z.number().int().min(0).max(100_000_000)

/** A trait that the codecs know and that is missing here does not compile. */
const traitFields = {
  outputLimitField: z.enum(['max_tokens', 'max_completion_tokens']).optional(),
  takesStreamOptions: z.boolean().optional(),
  takesDeveloperRole: z.boolean().optional(),
  takesSystemAmidMessages: z.boolean().optional(),
  reasoningField: z.enum(['reasoning_content', 'reasoning', 'none']).optional(),
  takesSampling: z.boolean().optional(),
  takesTemperatureWithTopP: z.boolean().optional(),
  isTopPBelowOne: z.boolean().optional(),
  takesTopK: z.boolean().optional(),
  takesParallelToolCallsFlag: z.boolean().optional(),
  takesServiceFields: z.boolean().optional(),
  thinking: z.enum(['none', 'effort', 'budget', 'adaptive', 'level']).optional(),
  thinkingBudget: z.strictObject({ min: tokens, max: tokens }).optional(),
  mayDisableThinking: z.boolean().optional(),
  takesJsonSchema: z.boolean().optional(),
  takesJsonWithTools: z.boolean().optional(),
  takesPlainJsonSchema: z.boolean().optional(),
  takesMediaInToolResults: z.boolean().optional(),
  takesMediaUrls: z.boolean().optional(),
  defaultMaxOutputTokens: tokens.optional(),
  maxOutputTokens: tokens.optional(),
} satisfies { [Name in keyof Required<TargetTraits>]: z.ZodType<TargetTraits[Name]> }

/** What a target takes: `TargetTraits` of the codecs, as data. Unknown names are refused, so that a slip is seen. */
export const targetTraitsSchema = z.strictObject(traitFields)

/** In records: a trait that a newer admin-api knows makes none of the others unreadable. */
const storedTraits = z.object(targetTraitsSchema.shape).partial().default({})

/** What a model costs from an instant on; immutable. Prices are nanos per million tokens, absent = see each field. */
export const priceVersionSchema = z.object({
  priceVersionId: uuid,
  /** RFC 3339; the version with the latest `validFrom` not after the admission counts. */
  validFrom: z.iso.datetime(),
  /** Absent: for every channel. */
  channelId: uuid.nullish(),
  inputPerMillionNanos: nonNegativeNanosText,
  outputPerMillionNanos: nonNegativeNanosText,
  /** Absent: as input. */
  cacheReadPerMillionNanos: nonNegativeNanosText.nullish(),
  /** Absent: as input. */
  cacheWritePerMillionNanos: nonNegativeNanosText.nullish(),
  /** Absent: as cacheWrite, else as input. */
  cacheWrite1hPerMillionNanos: nonNegativeNanosText.nullish(),
  /** Absent: as output. */
  reasoningPerMillionNanos: nonNegativeNanosText.nullish(),
  perRequestNanos: nonNegativeNanosText,
})
export type PriceVersionRecord = z.infer<typeof priceVersionSchema>

/** Most that any limit may say; above it is as good as none. */
export const LIMIT_MAX = 1_000_000_000

/** A limit of requests, tokens or places; absent: none. */
const limit = z.number().int().min(0).max(LIMIT_MAX).nullish()

/** What may be done in any minute, and at the same time. */
export const rateLimitsSchema = z.object({
  /** Requests in any minute. */
  rpm: limit,
  /** Tokens in any minute, input and output together; estimated on the way in, corrected by what was used. */
  tpm: limit,
  /** Calls under way. */
  concurrency: limit,
})
export type RateLimits = z.infer<typeof rateLimitsSchema>

/** A tier of accounts: what one user may do with all keys together. */
export const tierSchema = z.object({
  name: z.string().min(1).max(64),
  /** Of users who are in no tier, or in one that is gone. */
  isDefault: z.boolean().default(false),
  /** Without a model: all models together; with one: its calls alone. Every one that fits counts. */
  limits: z.array(rateLimitsSchema.extend({ modelName: z.string().min(1).max(256).nullish() })).max(1_000),
})
export type Tier = z.infer<typeof tierSchema>

export const ROUTING_STRATEGIES = ['usage', 'weighted'] as const
export type RoutingStrategy = (typeof ROUTING_STRATEGIES)[number]

/** `settings`: one record. */
export const settingsRecordSchema = z.object({
  ...recordHeader,
  kind: z.literal('settings'),
  currency: z.string().min(1).max(8),
  timeZone: z.string().min(1).max(64),
  routing: z.object({
    /** Further targets tried before the first byte; 0 switches retries off. */
    maxRetries: z.number().int().min(0).max(5),
    /** Whether a key that answered 429 rests. */
    cooldown: z.boolean(),
    /** Whether a key that answered 401, 402 or 403 is taken out. */
    autoDisable: z.boolean(),
    /** Inside one priority: the least used key first (absent, or a word of a newer admin-api), or channels by weight. */
    strategy: z.enum(ROUTING_STRATEGIES).nullish().catch(null),
    /** Whether a conversation stays with the key that it had before, whose prompt cache knows it; absent: yes. */
    affinity: z.boolean().nullish(),
  }),
  limits: z.object({ enabled: z.boolean(), tiers: z.array(tierSchema).max(100).nullish() }),
  /** Exact `host:port` entries of the root role, beside the environment's; ignored with EGRESS_ALLOW_LOCKED=1. */
  egressAllow: z.array(z.string().max(300)).max(1_000),
})
export type SettingsRecord = z.infer<typeof settingsRecordSchema>

/** `group.<groupId>` */
export const groupRecordSchema = z.object({
  ...recordHeader,
  kind: z.literal('group'),
  groupId: uuid,
  name: z.string().min(1).max(64),
  ratio: ratioText,
})
export type GroupRecord = z.infer<typeof groupRecordSchema>

/** `model.<modelId>`, with every price version that is valid or will be. */
export const modelRecordSchema = z.object({
  ...recordHeader,
  kind: z.literal('model'),
  modelId: uuid,
  /** The public name, slashes and colons allowed. */
  name: z.string().min(1).max(256),
  provider: z.string().max(64),
  abilities: z.array(z.string().max(32)).max(32),
  contextTokens: z.number().int().min(1).nullable(),
  /** Default and upper limit of what one answer may hold. */
  maxOutputTokens: z.number().int().min(1).nullable(),
  /** What it takes, where that differs from its family. */
  traits: storedTraits,
  groupIds: z.array(uuid).max(1_000),
  isActive: z.boolean(),
  createdAt: z.iso.datetime(),
  prices: z.array(priceVersionSchema).max(1_000),
})
export type ModelRecord = z.infer<typeof modelRecordSchema>

/** `channel.<channelId>` */
export const channelRecordSchema = z.object({
  ...recordHeader,
  kind: z.literal('channel'),
  channelId: uuid,
  name: z.string().min(1).max(128),
  /** An unknown type (written by a newer admin-api) makes the channel unschedulable here, never an error. */
  type: z.string().max(32),
  /** http(s), with or without a path; no credentials, query or fragment. */
  baseUrl: z.string().max(2_048),
  /** Sealed under MASTER_KEY (credentials/seal-secret). Empty: the server asks for no key. */
  keys: z
    .array(
      z.object({
        channelKeyId: uuid,
        sealed: z.string().max(8_192),
        isActive: z.boolean(),
        /** Its own limits; absent: `settings.keyLimits`. */
        rpm: limit,
        tpm: limit,
        /** When an administrator last took it back into use: what was held against it before is over. */
        wokenAt: z.string().max(64).nullish(),
      }),
    )
    .max(1_000),
  /** Public names it serves under their own name. */
  models: z.array(z.string().min(1).max(256)).max(10_000),
  /** Public name → the upstream's name, or several that share the public one. */
  modelMapping: z.record(
    z.string().max(256),
    z.union([z.string().max(256), z.array(z.string().max(256)).min(1).max(100)]),
  ),
  /** By public name the abilities that it was found to lack on this channel: such calls go elsewhere. */
  lacks: z.record(z.string().max(256), z.array(z.string().max(32)).max(32)).nullish(),
  priority: z.number().int(),
  weight: z.number().min(0),
  groupIds: z.array(uuid).max(1_000),
  tags: z.array(z.string().max(64)).max(100),
  isActive: z.boolean(),
  schedulable: z.boolean(),
  /** Public names that a probe found denied by the upstream: not offered, not scheduled, until a probe succeeds. */
  deniedModels: z.array(z.string().max(256)).max(10_000).optional(),
  settings: z.object({
    onClientAbort: z.enum(['auto', 'cancel', 'drain']).default('auto'),
    /** Until the response headers; absent: the gateway's default. */
    headerTimeoutMs: durationMs.nullish(),
    /** Between two chunks. */
    idleTimeoutMs: durationMs.nullish(),
    /** The whole call. */
    timeoutMs: durationMs.nullish(),
    /** What this server takes, where that differs from its vendor and the model. */
    traits: storedTraits,
    /** What it speaks, instead of the vendor's dialects; the first is translated to. */
    dialects: z.array(z.string().max(32)).max(8).nullish(),
    /** Of vendors with deployments. */
    apiVersion: z
      .string()
      .regex(/^[A-Za-z0-9.-]{1,32}$/)
      .nullish(),
    /** Of the channel as a whole, over all gateways. */
    limits: rateLimitsSchema.nullish(),
    /** Of each key that states none. */
    keyLimits: rateLimitsSchema.omit({ concurrency: true }).nullish(),
    /** Calls that may wait for a place on a gateway, and for how long. */
    queueLength: z.number().int().min(0).max(QUEUE_LENGTH_MAX).nullish(),
    queueTimeoutMs: durationMs.nullish(),
    /** Set on every call, instead of what we send; see `isForbiddenHeader`. */
    headers: z.record(z.string().max(64), z.string().max(1_024)).nullish(),
    /** Members of the body that are set, or with null left out; see `isForbiddenParameter`. */
    parameters: z.record(z.string().max(64), z.json()).nullish(),
    /** An HTTP proxy that is asked to CONNECT: `http://host:port`. The upstream is judged first, then the proxy. */
    proxyUrl: z.string().max(300).nullish(),
  }),
})
export type ChannelRecord = z.infer<typeof channelRecordSchema>

/** Every record of bucket `catalog` but the meta keys. */
export const catalogRecordSchema = z.discriminatedUnion('kind', [
  settingsRecordSchema,
  groupRecordSchema,
  modelRecordSchema,
  channelRecordSchema,
])
export type CatalogRecord = z.infer<typeof catalogRecordSchema>
/** As it is written: amounts as text. */
export type CatalogRecordMessage = z.input<typeof catalogRecordSchema>

export const catalogKey = {
  settings: 'settings',
  group: (groupId: string): string => `group.${groupId}`,
  model: (modelId: string): string => `model.${modelId}`,
  channel: (channelId: string): string => `channel.${channelId}`,
}
