import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql'
import type { DialectId } from '@tollgate/protocols/vendors'
import { DateTime } from '../../graphql/scalars.js'
import { DIALECT } from '../channels/channels.types.js'

@InputType({ description: 'Which call of which model, by whom.' })
export class WhyModelInput {
  @Field(() => String, { description: 'Public name of the model.' })
  modelName!: string

  @Field(() => ID, { nullable: true, description: 'Staff: for this user; null: for the caller himself.' })
  userId?: string | null

  @Field(() => ID, { nullable: true, description: 'With this API key of his; null: without regard to a key.' })
  apiKeyId?: string | null

  @Field(() => ID, { nullable: true, description: 'In this group; null: the key’s, else the default group.' })
  groupId?: string | null

  @Field(() => [String], {
    nullable: true,
    description: 'What the call needs: tools, vision, reasoning, json, audio, document.',
  })
  abilities?: string[] | null

  @Field(() => DIALECT, { nullable: true, description: 'What the client speaks; null: OPENAI_CHAT.' })
  dialect?: DialectId | null

  @Field(() => Boolean, { nullable: true, description: 'The call asks for vectors; null: no.' })
  isEmbedding?: boolean | null
}

@ObjectType({
  description: 'One channel key that could serve the call (or a channel without keys, or one that is out as a whole).',
})
export class RouteCandidate {
  @Field(() => ID, { description: 'The channel.' })
  channelId!: string

  @Field(() => String, { description: 'Its name.' })
  channelName!: string

  @Field(() => ID, { nullable: true, description: 'The channel key; staff only; null: the channel as a whole.' })
  channelKeyId?: string | null

  @Field(() => String, { nullable: true, description: 'Last four characters of the channel key; admins only.' })
  keyLastFour?: string | null

  @Field(() => String, { nullable: true, description: 'The upstream’s name of the model; staff only.' })
  upstreamModel?: string | null

  @Field(() => Float, { description: 'Higher is tried first.' })
  priority!: number

  @Field(() => String, {
    nullable: true,
    description: 'What speaks against it: a code such as inactive, cooling or missing_ability; null: it may be called.',
  })
  reason?: string | null

  @Field(() => String, { nullable: true, description: 'The reason as a sentence in the caller’s language.' })
  sentence?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'What the reason is about, such as an ability or host:port; staff only.',
  })
  detail?: string | null

  @Field(() => DateTime, { nullable: true, description: 'When the reason ends by itself.' })
  until?: Date | null

  @Field(() => Float, { nullable: true, description: 'Share of its limits of this minute that is used; staff only.' })
  usedShare?: number | null

  @Field(() => Int, { nullable: true, description: '1: would be tried first; null: it would not be tried.' })
  rank?: number | null
}

@ObjectType({ description: 'How many candidates one reason keeps out.' })
export class ReasonCount {
  @Field(() => String, { description: 'The code.' })
  reason!: string

  @Field(() => String, { description: 'The reason as a sentence in the caller’s language.' })
  sentence!: string

  @Field(() => Int, { description: 'How many.' })
  count!: number
}

@ObjectType({ description: 'Why a model is scheduled, or not, right now.' })
export class RouteExplanation {
  @Field(() => DateTime, { description: 'When a gateway looked.' })
  at!: Date

  @Field(() => String, { description: 'Which gateway; staff only, else empty.' })
  nodeId!: string

  @Field(() => String, { description: 'Name of the model that was asked about.' })
  modelName!: string

  @Field(() => String, { description: 'Name of the group that was looked at.' })
  groupName!: string

  @Field(() => Boolean, { description: 'Whether a call would be sent to somebody now.' })
  isScheduled!: boolean

  @Field(() => String, {
    nullable: true,
    description: 'What stands in the way before any channel is looked at; null: nothing.',
  })
  callerReason?: string | null

  @Field(() => String, { nullable: true, description: 'The same as a sentence in the caller’s language.' })
  callerSentence?: string | null

  @Field(() => DateTime, { nullable: true, description: 'When that ends by itself.' })
  callerUntil?: Date | null

  @Field(() => [RouteCandidate], {
    description: 'Those that would be tried first, then others that could be, then the rest; at most 1,000.',
  })
  candidates!: RouteCandidate[]

  @Field(() => Int, { description: 'Candidates in all.' })
  candidateCount!: number

  @Field(() => [ReasonCount], { description: 'How many each reason keeps out, the most first.' })
  counts!: ReasonCount[]
}
