import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql'
import { CHANNEL_TYPES, type ChannelType } from '@tollgate/protocols/events'
import { DIALECT_IDS, type DialectId, VENDORS } from '@tollgate/protocols/vendors'
import { connectionOf, Payload } from '../../graphql/payload.types.js'
import { DateTime } from '../../graphql/scalars.js'
import { Group } from '../groups/groups.types.js'
import { Model } from '../models/models.types.js'
import { CallSettingsFields, CallSettingsInputFields } from './call-settings.types.js'
import { Traits, TraitsInput } from './traits.types.js'

const toEnumName = (value: string): string => value.replaceAll('-', '_').toUpperCase()

/** OPENAI_COMPATIBLE … → openai-compatible … */
export const CHANNEL_TYPE: Record<string, ChannelType> = Object.fromEntries(
  CHANNEL_TYPES.map((type) => [toEnumName(type), type]),
)
export type ChannelTypeName = ChannelType
registerEnumType(CHANNEL_TYPE, {
  name: 'ChannelType',
  description: 'Whose API stands behind a channel.',
  valuesMap: Object.fromEntries(
    CHANNEL_TYPES.map((type) => [toEnumName(type), { description: `${VENDORS[type].label}.` }]),
  ),
})

export const DIALECT: Record<string, DialectId> = Object.fromEntries(DIALECT_IDS.map((id) => [toEnumName(id), id]))
const DIALECT_LABELS: Record<DialectId, string> = {
  'openai-chat': 'OpenAI Chat Completions.',
  'openai-responses': 'OpenAI Responses.',
  'anthropic-messages': 'Anthropic Messages.',
  'gemini-generate': 'Gemini generateContent.',
}
registerEnumType(DIALECT, {
  name: 'Dialect',
  description: 'A wire format.',
  valuesMap: Object.fromEntries(DIALECT_IDS.map((id) => [toEnumName(id), { description: DIALECT_LABELS[id] }])),
})

@ObjectType({ description: 'What is known of a type of channel: forms begin with it.' })
export class Vendor {
  @Field(() => CHANNEL_TYPE, { description: 'The type.' })
  type!: ChannelTypeName

  @Field(() => String, { description: 'As people know it.' })
  label!: string

  @Field(() => String, { nullable: true, description: 'Its own address; null: every installation has another one.' })
  defaultBaseUrl!: string | null

  @Field(() => [DIALECT], { description: 'What it speaks, first what others are translated to.' })
  dialects!: readonly DialectId[]

  @Field(() => Boolean, { description: 'Whether the model stands in the address as a deployment, with a version.' })
  hasDeployments!: boolean

  @Field(() => Traits, { description: 'What it takes.' })
  traits!: Traits
}

export const CHANNEL_STATE = {
  ACTIVE: 'active',
  NOT_SCHEDULED: 'notScheduled',
  OFF: 'off',
  TROUBLED: 'troubled',
} as const
export type ChannelStateName = (typeof CHANNEL_STATE)[keyof typeof CHANNEL_STATE]
registerEnumType(CHANNEL_STATE, {
  name: 'ChannelState',
  description: 'State of a channel, for filters.',
  valuesMap: {
    ACTIVE: { description: 'It takes calls.' },
    NOT_SCHEDULED: { description: 'It exists and takes no new calls.' },
    OFF: { description: 'It is switched off.' },
    TROUBLED: { description: 'A key of it cools or is disabled, or its upstream denies a model.' },
  },
})

export const CHANNEL_SORT_FIELD = { NAME: 'name', PRIORITY: 'priority', CREATED_AT: 'createdAt' } as const
export type ChannelSortField = (typeof CHANNEL_SORT_FIELD)[keyof typeof CHANNEL_SORT_FIELD]
registerEnumType(CHANNEL_SORT_FIELD, {
  name: 'ChannelSortField',
  description: 'What channels are sorted by.',
  valuesMap: {
    NAME: { description: 'Their name.' },
    PRIORITY: { description: 'Their priority.' },
    CREATED_AT: { description: 'When they were entered.' },
  },
})

export const CLIENT_ABORT_POLICY = { AUTO: 'auto', CANCEL: 'cancel', DRAIN: 'drain' } as const
export type ClientAbortPolicyName = (typeof CLIENT_ABORT_POLICY)[keyof typeof CLIENT_ABORT_POLICY]
registerEnumType(CLIENT_ABORT_POLICY, {
  name: 'ClientAbortPolicy',
  description: 'What happens upstream when the caller goes away.',
  valuesMap: {
    AUTO: { description: 'Streams are cancelled and billed for what was forwarded; others are read to their end.' },
    CANCEL: { description: 'The call is cancelled at once.' },
    DRAIN: { description: 'The answer is read to its end and billed as reported.' },
  },
})

@ObjectType({ description: 'One key of a channel. The key itself cannot be read again.' })
export class ChannelKey {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string

  @Field(() => String, { description: 'Last four characters; dots for a short key.' })
  lastFour!: string

  @Field(() => Boolean, { description: 'Whether gateways may use it.' })
  isActive!: boolean

  @Field(() => Int, { nullable: true, description: "Its requests in any minute; null: as the channel's `keyLimits`." })
  rpm!: number | null

  @Field(() => Int, { nullable: true, description: "Its tokens in any minute; null: as the channel's `keyLimits`." })
  tpm!: number | null

  @Field(() => String, {
    nullable: true,
    description: 'What gateways last said: ok, cooling or disabled; null: nothing yet.',
  })
  health!: string | null

  @Field(() => String, { nullable: true, description: 'Why, in a few words.' })
  healthNote!: string | null

  @Field(() => DateTime, { nullable: true, description: 'When it is tried again; null: at once, or never by itself.' })
  healthUntil!: Date | null
}

@ObjectType({ description: "A model's name on both sides of a channel." })
export class ModelMappingEntry {
  @Field(() => String, { description: 'The name that users call.' })
  publicName!: string

  @Field(() => String, { description: 'The name that the upstream knows.' })
  upstreamName!: string
}

@InputType({ description: "A model's name on both sides of a channel." })
export class ModelMappingEntryInput {
  @Field(() => String, { description: 'The name that users call, 1 to 256 characters.' })
  publicName!: string

  @Field(() => String, { description: 'The name that the upstream knows, 1 to 256 characters.' })
  upstreamName!: string
}

@ObjectType({ description: 'How calls through a channel are made.' })
export class ChannelSettings extends CallSettingsFields {
  @Field(() => CLIENT_ABORT_POLICY, { description: 'What happens upstream when the caller goes away.' })
  onClientAbort!: ClientAbortPolicyName

  @Field(() => Int, {
    nullable: true,
    description: "Milliseconds until the response headers; null: the gateway's default.",
  })
  headerTimeoutMs!: number | null

  @Field(() => Int, { nullable: true, description: "Milliseconds between two chunks; null: the gateway's default." })
  idleTimeoutMs!: number | null

  @Field(() => Int, { nullable: true, description: "Milliseconds for the whole call; null: the gateway's default." })
  timeoutMs!: number | null

  @Field(() => [DIALECT], { description: "What it speaks, instead of its vendor's dialects; empty: those." })
  dialects!: DialectId[]

  @Field(() => String, { nullable: true, description: 'Version of the API, for vendors with deployments; null: ours.' })
  apiVersion!: string | null

  @Field(() => Traits, { description: 'What it takes, where that differs from its vendor and the model.' })
  traits!: Traits
}

@InputType({ description: 'How calls through a channel are made; a field left out takes its default.' })
export class ChannelSettingsInput extends CallSettingsInputFields {
  @Field(() => CLIENT_ABORT_POLICY, {
    nullable: true,
    description: 'What happens upstream when the caller goes away; absent: AUTO.',
  })
  onClientAbort?: ClientAbortPolicyName | null

  @Field(() => Int, { nullable: true, description: 'Milliseconds until the response headers, 1 to 3,600,000.' })
  headerTimeoutMs?: number | null

  @Field(() => Int, { nullable: true, description: 'Milliseconds between two chunks, 1 to 3,600,000.' })
  idleTimeoutMs?: number | null

  @Field(() => Int, { nullable: true, description: 'Milliseconds for the whole call, 1 to 3,600,000.' })
  timeoutMs?: number | null

  @Field(() => [DIALECT], {
    nullable: true,
    description: "What it speaks, instead of its vendor's dialects; the first is translated to.",
  })
  dialects?: DialectId[] | null

  @Field(() => String, { nullable: true, description: 'Version of the API, for vendors with deployments.' })
  apiVersion?: string | null

  @Field(() => TraitsInput, { nullable: true, description: 'What it takes, where that differs.' })
  traits?: TraitsInput | null
}

@ObjectType({ description: 'What a model cannot do on one channel, whatever it can do elsewhere.' })
export class ModelLack {
  @Field(() => String, { description: 'Public name of the model.' })
  modelName!: string

  @Field(() => [String], { description: 'Of tools, vision, reasoning, json …' })
  abilities!: string[]
}

@ObjectType({ description: 'An upstream that serves models.' })
export class Channel {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string

  @Field(() => String, { description: 'Unique name, shown to users on receipts.' })
  name!: string

  @Field(() => String, { nullable: true, description: 'Text for admins.' })
  description!: string | null

  @Field(() => CHANNEL_TYPE, { description: 'What it speaks.' })
  type!: ChannelTypeName

  @Field(() => String, { description: 'Address, with or without a path, without a slash at the end.' })
  baseUrl!: string

  @Field(() => [ChannelKey], { description: 'Its keys in order; empty: it asks for none.' })
  keys?: ChannelKey[]

  @Field(() => [String], { description: 'Models that it serves under their own name.' })
  models!: string[]

  @Field(() => [ModelMappingEntry], {
    description: 'Models that it serves under another name. Entries that share a public name take its calls by turns.',
  })
  modelMapping?: ModelMappingEntry[]

  @Field(() => Int, { description: 'Higher is tried first.' })
  priority!: number

  @Field(() => Float, { description: 'Share among channels of the same priority, 0 or more.' })
  weight!: number

  @Field(() => [Group], { description: 'Groups whose keys may use it.' })
  groups?: Group[]

  @Field(() => [String], { description: 'Words to find it by.' })
  tags!: string[]

  @Field(() => Boolean, { description: 'Whether it exists for gateways at all.' })
  isActive!: boolean

  @Field(() => Boolean, { description: 'Whether new calls are sent to it.' })
  schedulable!: boolean

  @Field(() => [String], {
    description: 'Public names that the upstream denies, as the last test found: not offered until a test succeeds.',
  })
  deniedModels!: string[]

  @Field(() => [ModelLack], { description: 'Abilities that models lack on this channel, declared or measured.' })
  lacks?: ModelLack[]

  @Field(() => ChannelSettings, { description: 'How calls are made.' })
  settings!: ChannelSettings

  @Field(() => DateTime, { description: 'When it was entered.' })
  createdAt!: Date

  @Field(() => Int, { description: 'Grows with each change, keys included; give it back when you change the channel.' })
  version!: number
}

@ObjectType({ description: 'One page of channels.' })
export class ChannelConnection extends connectionOf(Channel, { name: 'Channel', of: 'channels' }) {}

@ObjectType({ description: 'Outcome of a change of a channel.' })
export class ChannelPayload extends Payload {
  @Field(() => Channel, { nullable: true, description: 'The channel; on a conflict as it is now.' })
  channel?: Channel | undefined
}

@ObjectType({ description: 'Outcome of entering a channel with its models: all of it or nothing.' })
export class AddChannelWithModelsPayload extends Payload {
  @Field(() => Channel, { nullable: true, description: 'The new channel.' })
  channel?: Channel | undefined

  @Field(() => [Model], { description: 'The new models; empty when it failed.' })
  models!: Model[]
}
