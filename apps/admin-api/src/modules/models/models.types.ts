import { Field, ID, Int, ObjectType } from '@nestjs/graphql'
import { connectionOf, Payload } from '../../graphql/payload.types.js'
import { BigIntScalar, DateScalar, DateTime } from '../../graphql/scalars.js'
import { Traits } from '../channels/traits.types.js'
import { Group } from '../groups/groups.types.js'
import { MyPrice, PriceVersion } from '../prices/prices.types.js'
import { LatencySpread } from '../traffic/traffic.types.js'

@ObjectType({ description: 'How calls of a model went in the last 24 hours, everybody’s together.' })
export class ModelActivity {
  @Field(() => BigIntScalar, { description: 'Calls that ended, those of callers who went away not counted.' })
  calls!: bigint

  @Field(() => BigIntScalar, { description: 'Those of them that were answered to the end.' })
  completedCalls!: bigint

  @Field(() => LatencySpread, { description: 'From admission to the end of the answer.' })
  duration!: LatencySpread

  @Field(() => LatencySpread, { description: 'From admission to the first byte of the answer.' })
  firstByte!: LatencySpread
}

@ObjectType({ description: 'How calls of a model went on one campus day, everybody’s together.' })
export class ModelDay {
  @Field(() => DateScalar, { description: 'The day.' })
  date!: string

  @Field(() => BigIntScalar, { description: 'Calls that ended, those of callers who went away not counted.' })
  calls!: bigint

  @Field(() => BigIntScalar, { description: 'Those of them that were answered to the end.' })
  completedCalls!: bigint
}

@ObjectType({ description: 'A model as users call it.' })
export class Model {
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string

  @Field(() => String, { description: 'The name in API calls; slashes and colons are allowed.' })
  name!: string

  @Field(() => String, { description: 'Who made it, for people; may be empty.' })
  provider!: string

  @Field(() => String, { nullable: true, description: 'Text for people.' })
  description!: string | null

  @Field(() => [String], {
    description:
      'What it can do: tools, vision, reasoning, json, audio, document; embedding: makes vectors and nothing else.',
  })
  abilities!: string[]

  @Field(() => Int, { nullable: true, description: 'Longest context in tokens; null: unknown.' })
  contextTokens!: number | null

  @Field(() => Int, { nullable: true, description: 'Default and upper limit of one answer in tokens; null: none set.' })
  maxOutputTokens!: number | null

  @Field(() => Traits, { description: 'What it takes, where that differs from its family.' })
  traits?: Traits

  @Field(() => [Group], { description: 'Groups that see it; others than staff see only their own.' })
  groups?: Group[]

  @Field(() => Boolean, { description: 'Whether it may be called.' })
  isActive!: boolean

  @Field(() => ModelActivity, { description: 'How its calls went in the last 24 hours.' })
  activity?: ModelActivity

  @Field(() => [ModelDay], {
    description: 'The last 30 campus days, oldest first; a day without calls is one of them.',
  })
  activityDays?: ModelDay[]

  @Field(() => PriceVersion, {
    nullable: true,
    description: 'The price that counts now, before any ratio; null: no price.',
  })
  price?: PriceVersion | null

  @Field(() => MyPrice, {
    nullable: true,
    description:
      'The same times the ratio of a group: the given one, else the cheapest of the caller’s that see the model.',
  })
  myPrice?: MyPrice | null

  @Field(() => [PriceVersion], { description: 'All price versions, latest first, future ones included.' })
  prices?: PriceVersion[]

  @Field(() => DateTime, { description: 'When it was entered.' })
  createdAt!: Date

  @Field(() => Int, { description: 'Grows with each change, prices included; give it back when you change the model.' })
  version!: number
}

@ObjectType({ description: 'One page of models.' })
export class ModelConnection extends connectionOf(Model, { name: 'Model', of: 'models' }) {}

@ObjectType({ description: 'Outcome of a change of a model.' })
export class ModelPayload extends Payload {
  @Field(() => Model, { nullable: true, description: 'The model; on a conflict as it is now.' })
  model?: Model | undefined
}
