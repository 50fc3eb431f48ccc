import { z } from 'zod'
import { ABILITIES } from './catalog.js'
import { uuid } from './common.js'

/** Version of the routing messages; unknown fields are ignored on both sides. */
export const ROUTING_MESSAGE_VERSION = 1

/** Request/reply subject that any one gateway answers (queue group `gateway`): {@link explainQuestionSchema}. */
export const EXPLAIN_SUBJECT = 'gateway.route.explain'

/** Why a caller gets nothing, whatever channels there are: steps 2, 4 and 5 of a request's life. In this order. */
export const CALLER_REASONS = [
  'no_such_group',
  'key_inactive',
  'model_unknown',
  'model_inactive',
  'model_not_in_group',
  'model_not_allowed',
  'no_price',
  'limit_reached',
] as const
export type CallerReason = (typeof CALLER_REASONS)[number]

/** Why a channel, or one of its keys, is not chosen: the closed list behind "why is my model not scheduled?". */
export const EXCLUSION_REASONS = [
  // the channel as a whole
  'inactive',
  'not_schedulable',
  'not_in_group',
  /** It serves the model neither under its own name nor by a mapping. */
  'no_mapping',
  /** Its upstream denied this model; a probe that succeeds brings it back. */
  'model_denied',
  /** The model has no price that counts on this channel. */
  'no_price',
  'unsupported_type',
  'bad_base_url',
  /** Its address is not public and stands on no allow list. */
  'egress_blocked',
  /** Only an upstream of the client's own dialect can carry the request. */
  'native_only',
  /** It speaks no dialect that has what is asked for, such as embeddings. */
  'no_such_operation',
  /** The model lacks what the request needs: `detail` names it. */
  'missing_ability',
  /** Its requests or tokens of this minute are used up. */
  'channel_limit',
  /** All its places are taken and its queue is full. */
  'channel_busy',
  /** The whole channel failed too often in a row and is tried again soon. */
  'channel_broken',
  // one key
  'key_inactive',
  'key_unreadable',
  /** It answered 429 and rests. */
  'cooling',
  /** It failed too often in a row and is tried again soon. */
  'broken',
  /** It answered 401, 402 or 403: an administrator must act. */
  'disabled',
  /** Its requests or tokens of this minute are used up. */
  'key_limit',
] as const
export type ExclusionReason = (typeof EXCLUSION_REASONS)[number]

/** Targets that a decision keeps, and characters of their ids. */
export const ROUTE_NOTE_MAX_TARGETS = 5
const MAX_TARGET_CHARACTERS = 100

/** What is kept of a routing decision beside the choice (DESIGN 6): bounded, whatever the number of channels. */
export const routeNoteSchema = z.object({
  /** `<channelId>/<channelKeyId>` of the best, in the order in which they would have been tried. */
  best: z.array(z.string().max(MAX_TARGET_CHARACTERS)).max(ROUTE_NOTE_MAX_TARGETS),
  /** How many channels and keys were out, by reason; a reason of a newer gateway is kept as it is. */
  excluded: z.record(z.string().max(32), z.number().int().min(0)).default({}),
})
export type RouteNote = z.infer<typeof routeNoteSchema>

/** At most this many candidates are listed; the counts are of all. */
export const EXPLAIN_MAX_CANDIDATES = 1_000

/** What a request of this kind needs; absent: a plain conversation. */
export const requestNeedsSchema = z.object({
  abilities: z.array(z.enum(ABILITIES)).max(ABILITIES.length).default([]),
  /** The client's dialect, and whether only an upstream of the same one will do. */
  dialect: z.string().max(32).default('openai-chat'),
  isNativeOnly: z.boolean().default(false),
  isEmbedding: z.boolean().default(false),
})
export type RequestNeeds = z.infer<typeof requestNeedsSchema>

/** `gateway.route.explain`: what would become of a call of this model now? Nobody is called and nothing is counted. */
export const explainQuestionSchema = z.object({
  v: z.number().int().min(1),
  modelName: z.string().min(1).max(256),
  groupId: uuid,
  /** Name of the key's record in bucket `keys`: its own restrictions and limits count as well. */
  keyRecordName: z.string().max(256).nullish(),
  acceptsUnpriced: z.boolean().default(false),
  needs: requestNeedsSchema.prefault({}),
})
export type ExplainQuestion = z.infer<typeof explainQuestionSchema>
export type ExplainQuestionMessage = z.input<typeof explainQuestionSchema>

/** One channel key (or a channel that asks for none, or one that is out as a whole) and what speaks against it. */
export const explainedCandidateSchema = z.object({
  channelId: uuid,
  channelName: z.string().max(128),
  /** Absent: the channel as a whole, or one without keys. */
  channelKeyId: uuid.nullish(),
  upstreamModel: z.string().max(256).nullish(),
  priority: z.number(),
  weight: z.number(),
  /** Absent: it may be called. */
  reason: z.enum(EXCLUSION_REASONS).nullish(),
  /** What the reason is about, in a few words without secrets: an ability, a host:port, the upstream's status. */
  detail: z.string().max(200).nullish(),
  /** When the reason ends by itself; RFC 3339. */
  until: z.iso.datetime().nullish(),
  /** Share of its requests or tokens of this minute that is used, 0 to 1 and above; absent: it has no limit. */
  usedShare: z.number().min(0).nullish(),
  /** Calls that this gateway has under way there. */
  inflight: z.number().int().min(0).nullish(),
  /** 1: would be tried first; absent: it would not be tried. */
  rank: z.number().int().min(1).nullish(),
})
export type ExplainedCandidate = z.infer<typeof explainedCandidateSchema>

export const explainReplySchema = z.object({
  v: z.number().int().min(1),
  nodeId: z.string().min(1).max(64),
  at: z.iso.datetime(),
  /** Whether a call would be sent to somebody now. */
  isScheduled: z.boolean(),
  /** What stands in the way before any channel is looked at; absent: nothing. */
  callerReason: z.enum(CALLER_REASONS).nullish(),
  /** When `callerReason` ends by itself; RFC 3339. */
  callerUntil: z.iso.datetime().nullish(),
  /** Those that would be tried first, then others that could be, then the excluded ones. */
  candidates: z.array(explainedCandidateSchema).max(EXPLAIN_MAX_CANDIDATES),
  /** How many candidates each reason keeps out, those that are not listed included. */
  counts: z.partialRecord(z.enum(EXCLUSION_REASONS), z.number().int().min(1)),
  /** Candidates in all. */
  candidateCount: z.number().int().min(0),
})
export type ExplainReply = z.infer<typeof explainReplySchema>
