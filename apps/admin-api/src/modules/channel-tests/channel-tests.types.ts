import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql'
import { connectionOf, Payload } from '../../graphql/payload.types.js'
import { DateTime } from '../../graphql/scalars.js'
import { CHANNEL_TYPE, type ChannelTypeName } from '../channels/channels.types.js'
import { Model } from '../models/models.types.js'

export const TEST_CAUSE = {
  SAVED: 'saved',
  ASKED: 'asked',
  SCHEDULED: 'scheduled',
  CAPABILITIES: 'capabilities',
} as const
registerEnumType(TEST_CAUSE, {
  name: 'ChannelTestCause',
  description: 'Why a channel was tested.',
  valuesMap: {
    SAVED: { description: 'It was saved.' },
    ASKED: { description: 'An administrator asked for it.' },
    SCHEDULED: { description: 'The probe job, by the interval of the settings.' },
    CAPABILITIES: { description: 'Before its capabilities were measured.' },
  },
})

@ObjectType({ description: 'One call to an upstream on the way of students’ calls, recorded and billed to nobody.' })
export class ChannelTest {
  @Field(() => ID, { description: 'Opaque id; the upstream saw it as x-request-id.' })
  id!: string

  @Field(() => DateTime, { description: 'When it was over.' })
  at!: Date

  @Field(() => ID, { description: 'The channel.' })
  channelId!: string

  @Field(() => ID, { nullable: true, description: 'The key that was used; null: none, or nobody was called.' })
  channelKeyId!: string | null

  @Field(() => String, { description: 'Public name of the model.' })
  modelName!: string

  @Field(() => String, { nullable: true, description: 'The upstream’s name of the model; null: nobody was called.' })
  upstreamModel!: string | null

  @Field(() => TEST_CAUSE, { description: 'Why it was made.' })
  cause!: string

  @Field(() => Boolean, { description: 'Whether the upstream answered.' })
  isOk!: boolean

  @Field(() => Int, { nullable: true, description: 'HTTP status; 0: no answer; null: nobody was called.' })
  status!: number | null

  @Field(() => Int, { nullable: true, description: 'Milliseconds from the first byte sent to the last one read.' })
  latencyMs!: number | null

  @Field(() => String, { description: 'What it said, or why not; without keys, at most 2,000 characters.' })
  text!: string

  @Field(() => String, {
    nullable: true,
    description:
      'Why it failed: a code of the error table, or no_gateway, not_projected, no_such_model, no_usable_key, unusable_channel, busy; null: it did not.',
  })
  code!: string | null

  @Field(() => Boolean, { description: 'The upstream denies this model: it is not offered until a test succeeds.' })
  isAccessDenied!: boolean

  @Field(() => String, {
    nullable: true,
    description: 'Root must allow this exact host:port first; null: nothing is in the way.',
  })
  blockedHostPort!: string | null

  @Field(() => Int, { nullable: true, description: 'Tokens that the upstream counted; null: it told none.' })
  inputTokens!: number | null

  @Field(() => Int, { nullable: true, description: 'Tokens that the upstream counted; null: it told none.' })
  outputTokens!: number | null
}

@ObjectType({ description: 'One page of tests, the latest first.' })
export class ChannelTestConnection extends connectionOf(ChannelTest, { name: 'ChannelTest', of: 'tests' }) {}

@InputType({ description: 'What is tested.' })
export class TestChannelInput {
  @Field(() => ID, { description: 'The channel; also one that is switched off.' })
  channelId!: string

  @Field(() => String, { nullable: true, description: 'Public name of the model; null: the first that it serves.' })
  modelName?: string | null

  @Field(() => ID, { nullable: true, description: 'One key; null: the first that answers, of three.' })
  channelKeyId?: string | null
}

@ObjectType({ description: 'Outcome of a test. That the upstream refused is no problem but a result.' })
export class TestChannelPayload extends Payload {
  @Field(() => ChannelTest, { nullable: true, description: 'What came of it.' })
  test?: ChannelTest | undefined
}

@InputType({ description: 'Whose capabilities are measured.' })
export class ProbeCapabilitiesInput {
  @Field(() => ID, { description: 'The channel.' })
  channelId!: string

  @Field(() => String, { description: 'Public name of the model.' })
  modelName!: string
}

@ObjectType({ description: 'What one call found out.' })
export class MeasuredFact {
  @Field(() => String, { description: 'tools, vision, jsonSchema, reasoning or topPOfOne.' })
  capability!: string

  @Field(() => String, { description: 'yes, no, or unknown where the upstream gave no answer that says it.' })
  verdict!: string

  @Field(() => String, { description: 'How it showed.' })
  note!: string
}

@ObjectType({ description: 'What was measured of a model, with place and time.' })
export class Measurement {
  @Field(() => DateTime, { description: 'When.' })
  at!: Date

  @Field(() => String, { description: 'Name of the channel, as it was then.' })
  channelName!: string

  @Field(() => [MeasuredFact], { description: 'The facts.' })
  facts!: MeasuredFact[]
}

@ObjectType({ description: 'Outcome of a capability probe.' })
export class ProbeCapabilitiesPayload extends Payload {
  @Field(() => ChannelTest, {
    nullable: true,
    description: 'The plain call before the probes; they follow only where it was answered.',
  })
  test?: ChannelTest | undefined

  @Field(() => [MeasuredFact], { description: 'What was found; empty where the plain call failed.' })
  facts!: MeasuredFact[]

  @Field(() => Model, {
    nullable: true,
    description: 'The model with what it learned; null: there is none of this name, or nothing was found.',
  })
  model?: Model | undefined
}

@InputType({ description: 'Whose list of models is pulled: a stored channel, or one that is being typed.' })
export class PullModelsInput {
  @Field(() => ID, { nullable: true, description: 'A stored channel; null: a new one.' })
  channelId?: string | null

  @Field(() => CHANNEL_TYPE, { nullable: true, description: 'Type of a new channel; null: the stored one’s.' })
  type?: ChannelTypeName | null

  @Field(() => String, { nullable: true, description: 'Address of a new channel; null: the stored one’s.' })
  baseUrl?: string | null

  @Field(() => String, { nullable: true, description: 'A key; null: the stored channel’s first, or none.' })
  key?: string | null
}

export const LISTED_MODEL_STATE = { NEW: 'new', SERVED: 'served', GONE: 'gone' } as const
registerEnumType(LISTED_MODEL_STATE, {
  name: 'ListedModelState',
  description: 'A model of an upstream against what the channel serves.',
  valuesMap: {
    NEW: { description: 'Listed, not served yet.' },
    SERVED: { description: 'Listed and served.' },
    GONE: { description: 'Served, and not listed any more.' },
  },
})

@ObjectType({ description: 'One model of an upstream.' })
export class ListedModel {
  @Field(() => String, { description: 'The upstream’s name.' })
  name!: string

  @Field(() => LISTED_MODEL_STATE, { description: 'How it stands to what the channel serves.' })
  state!: string

  @Field(() => [String], { description: 'Public names under which it is served.' })
  publicNames!: string[]
}

@ObjectType({ description: 'The list of an upstream, side by side with the channel’s.' })
export class PullModelsPayload extends Payload {
  @Field(() => [ListedModel], { description: 'By name; empty where it failed.' })
  models!: ListedModel[]

  @Field(() => String, {
    nullable: true,
    description: 'Nobody was asked until root allows this exact host:port; null: nothing is in the way.',
  })
  blockedHostPort!: string | null
}
