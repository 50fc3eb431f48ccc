import { z } from 'zod'
import { channelRecordSchema } from './catalog.js'
import { durationMs, quantity, uuid } from './common.js'

/** Version of the messages about channels; unknown fields are ignored on both sides. */
export const CHANNEL_MESSAGE_VERSION = 1

/** Request/reply subjects of admin-api that any one gateway answers (queue group `gateway`). */
export const CHANNEL_SUBJECTS = {
  /** {@link channelTestSchema}: one call, or some that find out what a model takes. */
  test: 'gateway.channel.test',
  /** {@link listUpstreamModelsSchema} */
  models: 'gateway.channel.models',
  /** {@link checkEgressSchema} */
  egress: 'gateway.egress.check',
} as const

/** Longest that a gateway works on one question; admin-api waits a little longer. */
export const CHANNEL_TEST_MAX_MS = 60_000

/** What a capability probe finds out, each by a call of its own. */
export const CAPABILITIES = ['tools', 'vision', 'jsonSchema', 'reasoning', 'topPOfOne'] as const
export type Capability = (typeof CAPABILITIES)[number]

/** `gateway.channel.test`: calls the upstream as a student's call would, with nobody to pay for it. */
export const channelTestSchema = z.object({
  v: z.number().int().min(1),
  testId: uuid,
  channelId: uuid,
  /** Of the channel's row: an older record in the gateway's memory is waited out. */
  version: z.number().int().min(0),
  /** Absent: the first key that can be used. */
  channelKeyId: uuid.nullish(),
  /** Public name. */
  modelName: z.string().min(1).max(256),
  kind: z.enum(['call', 'capabilities']),
  timeoutMs: z.number().int().min(1).max(CHANNEL_TEST_MAX_MS),
})
export type ChannelTest = z.infer<typeof channelTestSchema>

/** Why a test has no answer of the upstream's. */
export const CHANNEL_TEST_PROBLEMS = [
  /** No gateway has this version of the channel yet. */
  'not_projected',
  /** The channel does not serve this model. */
  'no_such_model',
  /** It has no key that can be opened, or the one asked for is not there. */
  'no_usable_key',
  /** Its type or address is of no use. */
  'unusable_channel',
  /** This gateway has enough tests under way. */
  'busy',
] as const

const calledFacts = {
  channelKeyId: uuid.nullish(),
  /** The upstream's name of the model. */
  upstreamModel: z.string().max(256),
  /** Wire format that was spoken. */
  dialect: z.string().max(32),
  /** From the first byte sent to the last byte read. */
  latencyMs: durationMs,
}

export const channelTestResultSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('answered'),
    ...calledFacts,
    status: z.number().int(),
    /** What it said, cut. */
    text: z.string().max(2_000),
    inputTokens: quantity.nullish(),
    outputTokens: quantity.nullish(),
  }),
  z.object({
    type: z.literal('refused'),
    ...calledFacts,
    /** 0: no answer at all. */
    status: z.number().int(),
    /** Code of the error table. */
    code: z.string().max(64),
    /** For admins: without keys. */
    reason: z.string().max(500),
    /** The upstream does not let these credentials use this model: not a fault of the connection. */
    isAccessDenied: z.boolean(),
    /** The guard of the way out refused: this exact `host:port` would have to be allowed. */
    blockedHostPort: z.string().max(300).nullish(),
  }),
  z.object({ type: z.literal('impossible'), problem: z.enum(CHANNEL_TEST_PROBLEMS) }),
])
export type ChannelTestResult = z.infer<typeof channelTestResultSchema>

/** What one call found out; `unknown`: the upstream gave no answer that says it. */
export const capabilityFactSchema = z.object({
  capability: z.enum(CAPABILITIES),
  verdict: z.enum(['yes', 'no', 'unknown']),
  /** Why, in a few words. */
  note: z.string().max(300),
  latencyMs: durationMs,
})
export type CapabilityFact = z.infer<typeof capabilityFactSchema>

export const channelTestReplySchema = z.object({
  v: z.number().int().min(1),
  nodeId: z.string().min(1).max(64),
  /** Of the plain call, which is always made first. */
  result: channelTestResultSchema,
  /** Of kind `capabilities`, and only where the plain call was answered. */
  facts: z.array(capabilityFactSchema).max(CAPABILITIES.length).default([]),
})
export type ChannelTestReply = z.infer<typeof channelTestReplySchema>
export type ChannelTestReplyMessage = z.input<typeof channelTestReplySchema>

/** `gateway.channel.models`: what the upstream says it serves. The channel need not be stored yet. */
export const listUpstreamModelsSchema = z.object({
  v: z.number().int().min(1),
  channel: channelRecordSchema,
  timeoutMs: z.number().int().min(1).max(CHANNEL_TEST_MAX_MS),
})
export type ListUpstreamModelsMessage = z.input<typeof listUpstreamModelsSchema>

/** The most names that are taken over from an upstream's list. */
export const UPSTREAM_MODELS_MAX = 10_000

export const listUpstreamModelsReplySchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('listed'),
    v: z.number().int().min(1),
    names: z.array(z.string().min(1).max(256)).max(UPSTREAM_MODELS_MAX),
  }),
  z.object({
    type: z.literal('failed'),
    v: z.number().int().min(1),
    reason: z.string().max(500),
    blockedHostPort: z.string().max(300).nullish(),
  }),
])
export type ListUpstreamModelsReply = z.infer<typeof listUpstreamModelsReplySchema>

/** `gateway.egress.check`: which of these `host:port` the guard of the way out would refuse. */
export const checkEgressSchema = z.object({
  v: z.number().int().min(1),
  hostPorts: z.array(z.string().min(1).max(300)).max(1_000),
})

export const checkEgressReplySchema = z.object({
  v: z.number().int().min(1),
  blocked: z.array(z.string().min(1).max(300)).max(1_000),
})
